//! What an answer shows to those who are not in office: the figures of the stored cubes, and none else.
//!
//! A count of people is shown where the published cube shows this very value, and hidden otherwise. With a hidden count go
//! every ratio above or below whose line it stands, its parts and what it is compared with. A ratio that is shown follows
//! from counts that are shown, so that it tells nothing new.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use catalog::FinancialYear;
use catalog::programme::{Measure, Programme};
use figures::{Cell, Change};
use jiff::civil::Date;

use crate::error::AnalyticsError;
use crate::load::Loader;
use crate::published::{Shown, ShownOf, latest_of_measure, node_of, whole};
use crate::question::Question;
use crate::reading::Span;

/// The published figures that an answer may take from.
pub struct Published {
    years: BTreeMap<FinancialYear, Arc<Shown>>,
    /// The latest day of each measure that counts people: what is asked as on a later one is told as on it.
    latest: HashMap<String, Date>,
}

impl Published {
    /// Those of some spans.
    pub fn of(
        question: &Question<'_>,
        loader: &Loader<'_>,
        spans: &HashSet<Span>,
    ) -> Result<Self, AnalyticsError> {
        let programme = question.programme;
        let mut years = BTreeMap::new();
        let mut latest = HashMap::new();
        let measures = question
            .subjects
            .iter()
            .flat_map(|subject| programme.measures_of(*subject));
        for measure in measures.filter(|measure| programme.counts_people(measure)) {
            if let Some(day) = latest_of_measure(loader, programme, measure, &question.within)? {
                latest.insert(measure.id.clone(), day);
            }
        }
        let ends = spans
            .iter()
            .map(|span| span.end())
            .chain(latest.values().copied());
        for year in ends.map(FinancialYear::of) {
            if let std::collections::btree_map::Entry::Vacant(entry) = years.entry(year) {
                entry.insert(loader.shown(programme, year)?);
            }
        }
        Ok(Self { years, latest })
    }

    /// Whether every count of people among some is shown, with this value.
    pub fn shows<'a>(
        &self,
        programme: &Programme,
        counts: impl IntoIterator<Item = (&'a Measure, f64)>,
        of: ShownOf<'_>,
        span: Span,
    ) -> bool {
        let mut people = counts
            .into_iter()
            .filter(|(measure, _)| programme.counts_people(measure));
        people.all(|(measure, count)| {
            let value = self.value(programme, measure, of, span);
            value.is_some_and(|value| value == whole(count) && count.fract() == 0.0)
        })
    }

    fn value(&self, programme: &Programme, measure: &Measure, of: ShownOf<'_>, span: Span) -> Option<i64> {
        let (from, to) = node_of(programme.adds_up_people(measure), span);
        let at = |to: Date| {
            self.years
                .get(&FinancialYear::of(to))?
                .value(&measure.id, of, from, to)
        };
        at(to).or_else(|| {
            let latest = *self.latest.get(&measure.id)?;
            (from.is_none() && to > latest).then(|| at(latest)).flatten()
        })
    }
}

/// The cell as those see it who may not see the count.
pub fn hidden(programme: &Programme, cell: Cell) -> Cell {
    Cell {
        level: cell.level,
        change: cell.change.map(|_| Change::NotApplicable),
        ..Cell::hidden(programme.threshold, cell.units)
    }
}
