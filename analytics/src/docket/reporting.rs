//! Who reported for a time, of a docket: told by the days on which anything happened.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use catalog::programme::{Dataset, Measure, Programme, Subject};
use catalog::{PlaceCode, PlaceLevel, Places};
use figures::Units;
use jiff::ToSpan;
use jiff::civil::Date;

use super::answers::Of;
use crate::coverage::Coverage;
use crate::day;
use crate::error::AnalyticsError;
use crate::load::{Loader, Wanted};
use crate::names::REPORTING;
use crate::question::Question;
use crate::reading::Span;
use crate::series::{Series, SeriesKey, SeriesSet};

/// A place, a time, and whether a stock is asked.
type Asked = (PlaceCode, Span, bool);

/// Who reported, and whether anything is known.
type Answer = (Units, bool);

/// The days on which anything happened, in the asked places.
pub struct Reporting<'a> {
    programme: &'a Programme,
    dataset: &'a Dataset,
    places: &'a Places,
    series: SeriesSet,
    /// Answers given before: many rows of a league lie in the same place that reports.
    known: RefCell<HashMap<Asked, Answer>>,
    /// The last place below those that report, with the one around it that does.
    last: RefCell<Option<(PlaceCode, Option<PlaceCode>)>>,
    /// Ids of subjects, and whether each is a stock.
    stocks: RefCell<Vec<(String, bool)>>,
}

impl<'a> Reporting<'a> {
    /// Those around some spans.
    pub fn of(
        dataset: &'a Dataset,
        question: &'a Question<'a>,
        loader: &'a Loader<'a>,
        spans: &HashSet<Span>,
    ) -> Result<Self, AnalyticsError> {
        let programme = question.programme;
        let unit = dataset.reported_by.level;
        let places = &loader.catalog.places;
        let within = &question.within;
        let mut asked: BTreeSet<&PlaceCode> = BTreeSet::from([within]);
        let around = places.ancestors(within).into_iter().map(|place| &place.code);
        asked.extend(around.filter(|place| place.level() == unit));
        for level in PlaceLevel::ALL.into_iter().filter(|level| *level <= unit) {
            asked.extend(
                places
                    .inside(within, level, None)
                    .into_iter()
                    .map(|place| &place.code),
            );
        }
        let all = spans.iter().map(|span| span.days(&programme.restarts));
        let grain = dataset.reported_by.every.grain();
        let reach = i64::from(dataset.reported_by.carry).days();
        let days = all.fold((Date::MAX, Date::MIN), |(first, last), (from, to)| {
            let from = grain.containing(from).from.min(day::financial_year_start(to));
            (
                first.min(from.saturating_sub(reach)),
                last.max(to.saturating_add(reach)),
            )
        });
        let wanted = Wanted {
            programme,
            dataset,
            measures: BTreeSet::from([REPORTING]),
            days,
        };
        let mut series = SeriesSet::default();
        loader.load(&wanted, &asked.into_iter().collect::<Vec<_>>(), &mut series)?;
        Ok(Self {
            programme,
            dataset,
            places,
            series,
            known: RefCell::default(),
            last: RefCell::default(),
            stocks: RefCell::default(),
        })
    }

    /// Whether lists tell of a time: anything happened in it, or in the days before and after it, so that the silence
    /// between says that nothing did.
    fn is_heard_of(&self, series: &Series, from: Date, to: Date) -> bool {
        let reach = i64::from(self.dataset.reported_by.carry).days();
        let before = series.rows(from.saturating_sub(reach), day::before(from));
        let after = series.rows(to.saturating_add(1.day()), to.saturating_add(reach));
        series.rows(from, to) > 0 || (before > 0 && after > 0)
    }

    /// Who reported for a time, and whether anything is known of it.
    pub fn units(&self, coverage: &Coverage<'_>, subject: Subject<'_>, of: Of<'_>) -> (Units, bool) {
        let Some(holder) = self.holder(of.whose.place) else {
            return (Units::default(), false);
        };
        let is_stock = self.is_stock(subject);
        let key = (holder, of.span, is_stock);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let found = self.of_holder(coverage, &key.0, of.span, is_stock);
        self.known.borrow_mut().insert(key, found);
        found
    }

    /// The place whose lists tell of a place: itself, or the one around it that reports. Cells of a place come one after
    /// the other.
    fn holder(&self, place: &PlaceCode) -> Option<PlaceCode> {
        let unit = self.dataset.reported_by.level;
        if place.level() <= unit {
            return Some(place.clone());
        }
        let mut last = self.last.borrow_mut();
        if let Some((_, holder)) = last.as_ref().filter(|(known, _)| known == place) {
            return holder.clone();
        }
        let holder = self
            .places
            .ancestor_at(place, unit)
            .map(|around| around.code.clone());
        *last = Some((place.clone(), holder.clone()));
        holder
    }

    /// Whether a subject stands on a day rather than comes about over a span.
    fn is_stock(&self, subject: Subject<'_>) -> bool {
        let mut stocks = self.stocks.borrow_mut();
        if let Some((_, is_stock)) = stocks.iter().find(|(id, _)| id == subject.id()) {
            return *is_stock;
        }
        let measures = self.programme.measures_of(subject);
        let is_stock = measures.iter().all(|measure| is_standing(measure));
        stocks.push((subject.id().to_owned(), is_stock));
        is_stock
    }

    fn of_holder(
        &self,
        coverage: &Coverage<'_>,
        holder: &PlaceCode,
        span: Span,
        is_stock: bool,
    ) -> (Units, bool) {
        let unit = self.dataset.reported_by.level;
        let expected = coverage.expected(holder, unit).unwrap_or(1);
        let series = self.series.get(SeriesKey {
            measure: REPORTING,
            place: holder,
            level: unit,
        });
        let nothing = Units {
            expected,
            ..Units::default()
        };
        let Some(series) = series else {
            return (nothing, false);
        };
        let (from, to) = span.days(&self.programme.restarts);
        let grain = self.dataset.reported_by.every.grain();
        let at_most = |count: i64| u32::try_from(count.clamp(0, i64::from(expected))).unwrap_or(0);
        if is_stock {
            let have = series.at(to).have;
            let reported = at_most(series.fresh(grain.containing(to).from, to));
            let units = Units {
                reported,
                carried: at_most(have).saturating_sub(reported),
                expected,
            };
            return (units, have > 0);
        }
        let due = i64::try_from(grain.periods(from, to).len())
            .unwrap_or(i64::MAX)
            .max(1);
        let units = Units {
            reported: at_most(series.fresh(grain.containing(from).from, to) / due),
            ..nothing
        };
        (units, self.is_heard_of(series, from, to))
    }
}

fn is_standing(measure: &Measure) -> bool {
    measure.docket.as_ref().is_some_and(|count| count.is_stock())
}
