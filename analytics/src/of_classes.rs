//! Indicators of series and tallies that set values of a class against one another, or against people or places.

use catalog::programme::{Class, Indicator, Programme, Subject};
use catalog::{PlaceLevel, Places};
use figures::{Cell, State};

use crate::by_class::ByClass;
use crate::coverage::Coverage;
use crate::indicators::{Basis, Counts, made};
use crate::ratio::{Known, Whose, cell, parts_of};
use crate::reading::Span;
use crate::resolve::over;

/// What such an indicator is made from.
pub struct OfClasses<'a> {
    /// The series of each combination of the classes asked by.
    pub series: &'a ByClass,
    /// The programme.
    pub programme: &'a Programme,
    /// All places.
    pub places: &'a Places,
    /// Who reports.
    pub coverage: &'a Coverage<'a>,
    /// The classes asked by, in order.
    pub classes: &'a [&'a Class],
    /// Whose cell.
    pub whose: &'a Whose<'a>,
    /// Of what time.
    pub span: Span,
}

/// The cell of an indicator that is no ratio, of the values of classes given by their positions.
pub fn cell_of(of: &OfClasses<'_>, indicator: &Indicator, codes: &[Option<usize>]) -> Cell {
    let Some(base) = of.cell(&indicator.of, codes) else {
        return Cell::without_value(State::NotApplicable, figures::Units::default());
    };
    if base.value.is_none() {
        return base;
    }
    let end = over(&parts_of(of.programme, Subject::Indicator(indicator), of.span)).1;
    let asked = Basis {
        whose: of.whose,
        classes: of.classes,
        codes,
        places: of.places,
        units: of
            .coverage
            .owing_of(of.whose.place, &of.levels(indicator), (end, end)),
    };
    let made = made(indicator, asked, of);
    match made.value {
        Some(value) => Cell {
            value: Some(value),
            parts: made.parts,
            unstable: made.unstable,
            interval: made.interval,
            ..base
        },
        None => Cell {
            level: base.level,
            parts: made.parts,
            ..Cell::without_value(State::NotApplicable, base.units)
        },
    }
}

impl OfClasses<'_> {
    /// The levels whose places count for an indicator.
    fn levels(&self, indicator: &Indicator) -> Vec<PlaceLevel> {
        let of = indicator.of.first().and_then(|id| self.programme.measure(id));
        self.coverage
            .units_of(self.whose.place, of.and_then(|measure| measure.at))
    }

    /// The cell of the one measure of an indicator.
    fn cell(&self, measures: &[String], codes: &[Option<usize>]) -> Option<Cell> {
        let values: Vec<Option<String>> = self
            .classes
            .iter()
            .zip(codes)
            .map(|(class, code)| {
                code.and_then(|code| class.values.get(code))
                    .map(|value| value.id.clone())
            })
            .collect();
        let known = Known {
            programme: self.programme,
            places: self.places,
            series: self.series.of(&values),
        };
        let measure = self.programme.measure(measures.first()?)?;
        Some(cell(
            &known,
            self.coverage,
            Subject::Measure(measure),
            self.whose,
            self.span,
        ))
    }
}

impl Counts for OfClasses<'_> {
    /// What nobody reported of a combination is nothing, as the whole of a report is told.
    fn sum(&self, measures: &[String], classes: &[Option<usize>]) -> f64 {
        let found = self.cell(measures, classes);
        found.and_then(|cell| cell.value).unwrap_or(0.0)
    }

    fn median(&self, _: &str) -> Option<f64> {
        None // the check of programmes asks medians of dockets alone
    }
}
