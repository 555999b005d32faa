//! Facts of cases: what each measure counts, as changes from day to day.

use catalog::programme::{Measure, OverTime, Test};
use polars::prelude::*;
use store::columns::{DATE, LEVEL, PLACE};

use super::lines::PERIOD;
use super::months::{DAY, END, Months, REPORT};
use super::register::standing;
use super::test::holds;
use crate::day;
use crate::error::AnalyticsError;
use crate::facts::Year;
use crate::names::{CHANGE, FRESH, HAVE, MEASURE, REPORTING, ROWS};
use crate::run;

const VALUE: &str = "value";
const LESS: &str = "less";

/// What facts are counted from.
pub struct Counted<'a> {
    /// The lines with their derived columns; some of the year before may be among them.
    pub lines: &'a DataFrame,
    /// When units reported.
    pub months: &'a Months,
    /// Totals of units that sent no cases.
    pub totals: Option<&'a DataFrame>,
    /// The register's rows that count.
    pub register: Option<&'a DataFrame>,
    /// The measures of the dataset.
    pub measures: &'a [&'a Measure],
    /// The classes by which counts are kept.
    pub classes: &'a [String],
    /// The financial year.
    pub year: Year,
}

/// The facts of one financial year, with a column for each class, sorted by measure, place, level, day and class.
pub fn counted(of: &Counted<'_>) -> Result<DataFrame, AnalyticsError> {
    let mut parts = vec![of.reports()];
    for over_time in [OverTime::Latest, OverTime::Cumulative, OverTime::Sum] {
        parts.extend(of.of_lines(over_time)?);
    }
    parts.extend(of.of_places()?);
    parts.extend(of.of_totals()?);
    parts.extend(of.of_register()?);
    let keys: Vec<&str> = crate::names::KEYS
        .into_iter()
        .chain(of.classes.iter().map(String::as_str))
        .collect();
    let facts = concat(parts, UnionArgs::default())?
        .group_by(keys.iter().map(|key| col(*key)).collect::<Vec<_>>())
        .agg(crate::names::SUMS.map(|sum| col(sum).sum()))
        .filter(
            col(CHANGE)
                .neq(lit(0))
                .or(col(HAVE).neq(lit(0)))
                .or(col(FRESH).neq(lit(0)))
                .or(col(ROWS).neq(lit(0))),
        )
        .sort(keys, SortMultipleOptions::default());
    run::frame(facts)
}

impl Counted<'_> {
    /// Who reported, once for all measures.
    fn reports(&self) -> LazyFrame {
        let own = |number: i64| {
            when(col(DAY).gt_eq(lit(self.first())))
                .then(lit(number))
                .otherwise(lit(0i64))
        };
        let months = self.in_year(self.months.0.clone().lazy());
        let starts = months.clone().select(self.columns(
            col(REPORT),
            self.start(),
            [lit(0i64), lit(1i64), own(1), own(1)],
            false,
        ));
        let ends = months.filter(self.ends_inside()).select(self.columns(
            col(REPORT),
            col(END),
            [lit(0i64), lit(-1i64), lit(0i64), lit(0i64)],
            false,
        ));
        both(starts, ends)
    }

    /// Counts of lines that meet a measure's tests, by unit, period and class.
    fn of_lines(&self, over_time: OverTime) -> Result<Option<LazyFrame>, AnalyticsError> {
        let measures: Vec<&&Measure> = self
            .measures
            .iter()
            .filter(|measure| {
                measure.over_time == over_time
                    && measure.register.is_none()
                    && measure.places_with_at_least.is_none()
            })
            .collect();
        if measures.is_empty() {
            return Ok(None);
        }
        let keys: Vec<Expr> = [PLACE, PERIOD]
            .into_iter()
            .chain(self.classes.iter().map(String::as_str))
            .map(col)
            .collect();
        let sums: Vec<Expr> = measures
            .iter()
            .map(|measure| of_all(measure).alias(measure.id.as_str()))
            .collect();
        if over_time == OverTime::Sum {
            return self.events(&measures, sums).map(Some);
        }
        let counts = self.lines.clone().lazy().group_by(keys).agg(sums);
        self.stood(self.with_months(counts, REPORTING), &measures, true)
            .map(Some)
    }

    /// Units whose whole report has as much as a measure asks for.
    fn of_places(&self) -> Result<Option<LazyFrame>, AnalyticsError> {
        let measures: Vec<&&Measure> = self
            .measures
            .iter()
            .filter(|measure| measure.places_with_at_least.is_some())
            .collect();
        if measures.is_empty() {
            return Ok(None);
        }
        let sums = measures.iter().map(|measure| {
            let least = measure.places_with_at_least.unwrap_or_default();
            let has = of_all(measure).gt_eq(lit(least)).cast(DataType::Int64);
            has.alias(measure.id.as_str())
        });
        let whole = self.lines.clone().lazy().group_by([col(PLACE), col(PERIOD)]);
        let counts = whole.agg(sums.collect::<Vec<_>>());
        self.stood(self.with_months(counts, REPORTING), &measures, false)
            .map(Some)
    }

    /// What came about on each day.
    fn events(&self, measures: &[&&Measure], sums: Vec<Expr>) -> Result<LazyFrame, AnalyticsError> {
        let keys: Vec<Expr> = [PLACE, LEVEL, DATE]
            .into_iter()
            .chain(self.classes.iter().map(String::as_str))
            .map(col)
            .collect();
        let inside = self.lines.clone().lazy().filter(
            col(DATE)
                .cast(DataType::Int32)
                .gt_eq(lit(self.first()))
                .and(col(DATE).cast(DataType::Int32).lt_eq(lit(self.last()))),
        );
        let day = col(DATE).cast(DataType::Int32);
        let counts = inside
            .group_by(keys)
            .agg(sums)
            .with_columns([day.clone().alias(DAY), day.alias(END)]);
        let long = self.long(counts, measures, true)?;
        Ok(long.select(self.columns(
            col(MEASURE),
            col(DAY),
            [col(VALUE), lit(0i64), lit(0i64), lit(0i64)],
            true,
        )))
    }

    fn of_totals(&self) -> Result<Option<LazyFrame>, AnalyticsError> {
        let Some(totals) = self.totals else {
            return Ok(None);
        };
        let measures: Vec<&&Measure> = self
            .measures
            .iter()
            .filter(|measure| !measure.totals.is_empty())
            .collect();
        let counts = totals.clone().lazy().drop(cols([LEVEL, DATE]));
        let counts = self.with_months(counts, crate::names::TOTALS);
        if measures.is_empty() {
            return Ok(None);
        }
        self.stood(counts, &measures, false).map(Some)
    }

    /// The register's numbers of units that reported; where it has none, what the lines count.
    fn of_register(&self) -> Result<Vec<LazyFrame>, AnalyticsError> {
        let mut parts = Vec::new();
        for measure in self.measures {
            let Some(column) = &measure.register else { continue };
            let mut months = run::frame(self.months.0.clone().lazy().join(
                self.listed(measure),
                [col(PLACE), col(PERIOD)],
                [col(PLACE), col(PERIOD)],
                JoinArgs::new(JoinType::Left),
            ))?;
            if let Some(register) = self.register {
                let standing = standing(
                    register,
                    column,
                    months.column(PLACE)?.str()?,
                    months.column(DAY)?.i32()?,
                )?;
                let listed = months.column(VALUE)?.i64()?.clone();
                let numbers: Vec<Option<i64>> = standing
                    .into_iter()
                    .zip(listed.iter())
                    .map(|(number, listed)| number.or(listed))
                    .collect();
                months.with_column(Column::new(VALUE.into(), numbers))?;
            }
            // Where no cases were sent, nothing is known of what is to be taken off.
            let values = match measure.less {
                Some(_) => months.lazy().with_column(col(VALUE) - col(LESS)),
                None => months.lazy(),
            };
            let values = self
                .in_year(values)
                .with_column(lit(measure.id.as_str()).alias(MEASURE));
            parts.push(self.steps(values, false));
        }
        Ok(parts)
    }

    /// By unit and period, the lines that stand in for a number of the register, and those taken off it.
    fn listed(&self, measure: &Measure) -> LazyFrame {
        let less = measure.less.as_deref().map(|tests| number_of(tests, LESS));
        let sums = std::iter::once(of_each(measure).sum().alias(VALUE)).chain(less);
        self.lines
            .clone()
            .lazy()
            .group_by([col(PLACE), col(PERIOD)])
            .agg(sums.collect::<Vec<_>>())
    }

    /// Counts beside the report that they are of.
    fn with_months(&self, counts: LazyFrame, report: &'static str) -> LazyFrame {
        let months = self
            .in_year(self.months.0.clone().lazy())
            .filter(col(REPORT).eq(lit(report)));
        counts.join(
            months,
            [col(PLACE), col(PERIOD)],
            [col(PLACE), col(PERIOD)],
            JoinArgs::new(JoinType::Inner),
        )
    }

    /// Counts that stand as long as their report.
    fn stood(
        &self,
        counts: LazyFrame,
        measures: &[&&Measure],
        classed: bool,
    ) -> Result<LazyFrame, AnalyticsError> {
        Ok(self.steps(self.long(counts, measures, classed)?, classed))
    }

    /// One row for each measure and its count that is not 0.
    fn long(
        &self,
        counts: LazyFrame,
        measures: &[&&Measure],
        classed: bool,
    ) -> Result<LazyFrame, AnalyticsError> {
        let counts = run::frame(counts)?;
        let kept: Vec<Expr> = [PLACE, LEVEL, DAY, END]
            .into_iter()
            .chain(self.classes.iter().map(String::as_str).filter(|_| classed))
            .map(col)
            .collect();
        let of_one = measures.iter().map(|measure| {
            let id = measure.id.as_str();
            let columns = kept
                .iter()
                .cloned()
                .chain([lit(id).alias(MEASURE), col(id).alias(VALUE)]);
            counts
                .clone()
                .lazy()
                .select(columns.collect::<Vec<_>>())
                .filter(col(VALUE).neq(lit(0i64)))
        });
        Ok(concat(of_one.collect::<Vec<_>>(), UnionArgs::default())?)
    }

    /// A count comes on its day and goes on its end.
    fn steps(&self, values: LazyFrame, classed: bool) -> LazyFrame {
        let values = values.filter(col(VALUE).is_not_null());
        let nothing = || [lit(0i64), lit(0i64), lit(0i64)];
        let [a, b, c] = nothing();
        let starts =
            values
                .clone()
                .select(self.columns(col(MEASURE), self.start(), [col(VALUE), a, b, c], classed));
        let [a, b, c] = nothing();
        let ends = values.filter(self.ends_inside()).select(self.columns(
            col(MEASURE),
            col(END),
            [lit(0i64) - col(VALUE), a, b, c],
            classed,
        ));
        both(starts, ends)
    }

    /// The columns of facts; without a class where counts have none.
    fn columns(&self, measure: Expr, day: Expr, sums: [Expr; 4], classed: bool) -> Vec<Expr> {
        let classes = self.classes.iter().map(|class| match classed {
            true => col(class.as_str()),
            false => lit(NULL).cast(DataType::String).alias(class.as_str()),
        });
        let names = [CHANGE, HAVE, FRESH, ROWS];
        let sums = sums
            .into_iter()
            .zip(names)
            .map(|(sum, name)| sum.cast(DataType::Int64).alias(name));
        [
            measure.alias(MEASURE),
            col(PLACE),
            col(LEVEL),
            day.cast(DataType::Date).alias(DATE),
        ]
        .into_iter()
        .chain(sums)
        .chain(classes)
        .collect()
    }

    fn start(&self) -> Expr {
        let first = self.first();
        when(col(DAY).lt(lit(first))).then(lit(first)).otherwise(col(DAY))
    }

    fn ends_inside(&self) -> Expr {
        col(END).lt_eq(lit(self.last()))
    }

    /// Reports that stand on some day of the year.
    fn in_year(&self, months: LazyFrame) -> LazyFrame {
        months.filter(
            col(END)
                .gt(lit(self.first()))
                .and(col(DAY).lt_eq(lit(self.last()))),
        )
    }

    fn first(&self) -> i32 {
        day::number(self.year.first)
    }

    fn last(&self) -> i32 {
        day::number(self.year.last)
    }
}

/// What a measure counts of some lines together.
fn of_all(measure: &Measure) -> Expr {
    let Some(column) = &measure.different else {
        return of_each(measure).sum();
    };
    when(holds(measure.count.as_deref().unwrap_or_default()))
        .then(col(column.as_str()))
        .otherwise(lit(NULL))
        .drop_nulls()
        .n_unique()
        .cast(DataType::Int64)
}

/// What each line adds to a measure: one, or what stands in its columns, where the line meets the tests; else nothing.
fn of_each(measure: &Measure) -> Expr {
    let meets = holds(measure.count.as_deref().unwrap_or_default());
    let sum = measure
        .sum_of
        .iter()
        .map(|column| col(column.as_str()))
        .reduce(|sum, column| sum + column);
    match sum {
        None => meets.cast(DataType::Int64),
        Some(sum) => when(meets)
            .then(sum.cast(DataType::Int64))
            .otherwise(lit(0i64))
            .fill_null(lit(0i64)),
    }
}

fn number_of(tests: &[Test], name: &str) -> Expr {
    holds(tests).cast(DataType::Int64).sum().alias(name)
}

fn both(starts: LazyFrame, ends: LazyFrame) -> LazyFrame {
    concat([starts, ends], UnionArgs::default()).expect("both parts have the same columns")
}
