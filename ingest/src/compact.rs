//! Rows laid out in little room: each text once, and in the rows the number of it. A sheet of a million rows has a few thousand
//! texts.

use std::collections::HashMap;

use catalog::calendar::FinancialYear;
use catalog::programme::{ColumnType, Dataset};
use polars::prelude::{
    BooleanChunked, ChunkTake, Column, DataFrame, DataType, IntoColumn, NamedFrom, NewChunkedArray,
    PolarsResult, Series, StringChunked,
};
use store::ColumnKind;
use store::columns::{DATE, FY, LEVEL, PLACE, PLACE_PRINTED, SOURCE_ROW};

use crate::frame::{by_column, days, kind, text, value_column};
use crate::identity::CaseId;
use crate::row::Row;

/// Rows, laid out.
pub(crate) struct Compact {
    /// The columns but for that which tells cases apart. Those of texts hold their numbers in the list.
    columns: DataFrame,
    /// The names of the columns of texts.
    of_texts: Vec<String>,
    /// All columns in their order, with the kinds of those that no row fills, which take no room until they are written.
    order: Vec<(String, Option<ColumnKind>)>,
    texts: Vec<Box<str>>,
    /// The column that tells cases apart, in a dataset of cases, and the case of each row.
    case: Option<String>,
    cases: Vec<Option<CaseId>>,
}

impl Compact {
    pub(crate) fn of(dataset: &Dataset, rows: &[Row]) -> PolarsResult<Self> {
        let mut texts = Texts::default();
        let days: Vec<i32> = rows.iter().map(|row| days(row.date)).collect();
        let numbers: Vec<i64> = rows.iter().map(|row| i64::from(row.sheet_row) + 1).collect();
        let mut columns = vec![
            texts.column(PLACE, rows.iter().map(|row| Some(row.place.as_str()))),
            texts.column(LEVEL, rows.iter().map(|row| Some(row.place.level().id()))),
            texts.column(PLACE_PRINTED, rows.iter().map(|row| Some(&*row.printed))),
            Series::new(DATE.into(), days).cast(&DataType::Date)?.into(),
            texts.years(rows),
            Series::new(SOURCE_ROW.into(), numbers).into(),
        ];
        let mut order: Vec<(String, Option<ColumnKind>)> = columns
            .iter()
            .map(|column| (column.name().to_string(), None))
            .collect();
        let mut case = None;
        for (column, cells) in dataset.columns.iter().zip(by_column(dataset, rows)) {
            if column.kind != ColumnType::Case && cells.iter().all(Option::is_none) {
                order.push((column.id.clone(), Some(kind(column.kind))));
                continue;
            }
            if column.kind != ColumnType::Case {
                order.push((column.id.clone(), None));
            }
            columns.push(match (column.kind, kind(column.kind)) {
                (ColumnType::Case, _) => {
                    case = Some(column.id.clone());
                    continue; // kept beside them
                }
                (_, ColumnKind::Utf8) => {
                    texts.column(&column.id, cells.iter().map(|cell| cell.and_then(text)))
                }
                (_, kind) => value_column(&column.id, kind, &cells)?,
            });
        }
        Ok(Self {
            columns: DataFrame::new(rows.len(), columns)?,
            of_texts: texts.columns,
            order,
            texts: texts.listed,
            cases: match case {
                Some(_) => rows.iter().map(|row| row.case).collect(),
                None => Vec::new(),
            },
            case,
        })
    }

    /// The rows that stay.
    pub(crate) fn filter(&mut self, stays: &[bool]) -> PolarsResult<()> {
        self.columns = self.columns.filter(&mask(stays))?;
        let mut stays = stays.iter();
        self.cases.retain(|_| stays.next().is_some_and(|stays| *stays));
        Ok(())
    }

    /// The rows of a financial year as the frame that the store appends.
    fn of_year(&self, fy: &str) -> PolarsResult<DataFrame> {
        let wanted = self.texts.iter().position(|text| **text == *fy);
        let years = self.columns.column(FY)?.u32()?.iter();
        let stays = years.map(|year| year.is_some() && year.map(|year| year as usize) == wanted);
        let stays: Vec<bool> = stays.collect();
        let cases = self.cases.iter().zip(&stays).filter(|(_, stays)| **stays);
        self.spelt(self.columns.filter(&mask(&stays))?, cases.map(|(case, _)| *case))
    }

    fn spelt(
        &self,
        mut rows: DataFrame,
        cases: impl Iterator<Item = Option<CaseId>>,
    ) -> PolarsResult<DataFrame> {
        let texts = self.texts.iter().map(|text| &**text);
        let texts = StringChunked::from_iter_values("texts".into(), texts);
        for name in &self.of_texts {
            let spelt = texts.take(rows.column(name)?.u32()?)?; // equal ones share the room of their letters
            rows.replace(name, spelt.with_name(name.into()).into_column())?;
        }
        let unfilled = |(name, kind): &(String, Option<ColumnKind>)| match kind {
            Some(kind) => Ok(Column::full_null(name.into(), rows.height(), &kind.frame_type())),
            None => rows.column(name).cloned(),
        };
        let columns = self
            .order
            .iter()
            .map(unfilled)
            .collect::<PolarsResult<Vec<_>>>()?;
        let mut rows = DataFrame::new(rows.height(), columns)?;
        if let Some(case) = &self.case {
            let cases: Vec<Option<String>> = cases.map(|case| case.map(|case| case.to_string())).collect();
            rows.with_column(Series::new(case.into(), cases).into())?;
        }
        Ok(rows)
    }
}

fn mask(stays: &[bool]) -> BooleanChunked {
    BooleanChunked::from_slice("stays".into(), stays)
}

/// The rows of a financial year of several parts that follow one another.
pub(crate) fn of_year<'c>(parts: impl IntoIterator<Item = &'c Compact>, fy: &str) -> PolarsResult<DataFrame> {
    let mut all = DataFrame::empty();
    for part in parts {
        all.vstack_mut(&part.of_year(fy)?)?;
    }
    Ok(all)
}

/// All rows of several parts that follow one another.
pub(crate) fn all<'c>(parts: impl IntoIterator<Item = &'c Compact>) -> PolarsResult<DataFrame> {
    let mut all = DataFrame::empty();
    for part in parts {
        let cases = part.cases.iter().copied();
        all.vstack_mut(&part.spelt(part.columns.clone(), cases)?)?;
    }
    Ok(all)
}

/// Texts as they are first met.
#[derive(Default)]
struct Texts {
    /// The names of their columns.
    columns: Vec<String>,
    listed: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Texts {
    fn column<'r>(&mut self, name: &str, texts: impl Iterator<Item = Option<&'r str>>) -> Column {
        self.columns.push(name.to_owned());
        let mut last = None;
        let numbers = texts.map(|text| match (text, last) {
            (None, _) => None,
            (Some(text), Some((same, number))) if text == same => Some(number),
            (Some(text), _) => {
                let number = self.number(text);
                last = Some((text, number));
                Some(number)
            }
        });
        let numbers: Vec<Option<u32>> = numbers.collect();
        Series::new(name.into(), numbers).into()
    }

    fn years(&mut self, rows: &[Row]) -> Column {
        self.columns.push(FY.to_owned());
        let mut known: HashMap<FinancialYear, u32> = HashMap::new();
        let years = rows.iter().map(|row| {
            let year = FinancialYear::of(row.date);
            *known
                .entry(year)
                .or_insert_with(|| self.number(&year.to_string()))
        });
        let years: Vec<u32> = years.collect();
        Series::new(FY.into(), years).into()
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.listed.len() as u32;
        self.listed.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Reported;
    use crate::values::Value;
    use jiff::civil::date;

    fn rows() -> Vec<Row> {
        let row = |at: u32, month, households| Row {
            place: format!("gp-{at}").parse().unwrap(),
            printed: "ONDA".into(),
            case: None,
            date: date(2025, month, 30),
            sheet_row: at,
            more_rows: Vec::new(),
            cells: vec![Reported::new(0, at, 2, Value::Whole(households))],
        };
        vec![row(4, 4, 0), row(5, 3, 7), row(6, 6, 8)]
    }

    #[test]
    fn the_rows_of_a_year_are_spelt_out_and_what_is_not_reported_is_null_and_not_zero() {
        let catalog = catalog::Catalog::load(None).unwrap();
        let dataset = catalog.programme("mgnrega").unwrap().dataset("demand").unwrap();
        let mut laid = Compact::of(dataset, &rows()).unwrap();
        laid.filter(&[true, true, false]).unwrap();
        let frame = of_year(&[laid, Compact::of(dataset, &rows()[2..]).unwrap()], "2025-26").unwrap();
        let texts = |name: &str| -> Vec<Option<String>> {
            let column = frame.column(name).unwrap().str().unwrap();
            column.iter().map(|text| text.map(str::to_owned)).collect()
        };
        assert_eq!(texts(PLACE), [Some("gp-4".into()), Some("gp-6".into())]);
        assert_eq!(texts(PLACE_PRINTED), [Some("ONDA".into()), Some("ONDA".into())]);
        assert_eq!(texts(FY), [Some("2025-26".into()), Some("2025-26".into())]);
        assert_eq!(frame.column("households").unwrap().i64().unwrap().get(0), Some(0));
        assert_eq!(frame.column("persons").unwrap().i64().unwrap().get(0), None);
        assert_eq!(frame.column(SOURCE_ROW).unwrap().i64().unwrap().get(1), Some(7));
    }

    #[test]
    fn a_year_without_rows_has_none() {
        let catalog = catalog::Catalog::load(None).unwrap();
        let dataset = catalog.programme("mgnrega").unwrap().dataset("demand").unwrap();
        let laid = Compact::of(dataset, &rows()).unwrap();
        assert_eq!(of_year(&[laid], "2019-20").unwrap().height(), 0);
    }
}
