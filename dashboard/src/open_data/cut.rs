//! Which tables a programme publishes.

use std::collections::BTreeMap;

use catalog::programme::{Disclosure, IndicatorKind, Programme, Publication, Subject};
use catalog::{FinancialYear, Grain, PlaceCode, PlaceLevel};
use figures::{Dimension, Figures, Query, Reader};
use jiff::civil::Date;

use crate::app::App;
use crate::error::AppError;

/// The levels of what is public by law.
const LEVELS: [PlaceLevel; 2] = [PlaceLevel::Block, PlaceLevel::Gp];

/// Figures of one level and length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The level of its places.
    pub level: PlaceLevel,
    /// The length of its periods; none where figures are published as on the latest day only.
    pub grain: Option<Grain>,
    /// The classes by which it is broken down.
    pub classes: Vec<String>,
    /// Measures and indicators, in the programme's order.
    pub measures: Vec<String>,
}

/// The cuts of a programme: its publications, or what is public by law by block and gram panchayat and month.
pub fn cuts(programme: &Programme) -> Vec<Cut> {
    match programme.disclosure {
        Disclosure::None => LEVELS
            .into_iter()
            .map(|level| Cut {
                level,
                grain: Some(Grain::Month),
                classes: Vec::new(),
                measures: reported_at(programme, level),
            })
            .filter(|cut| !cut.measures.is_empty())
            .collect(),
        Disclosure::SmallCounts => publications(programme),
    }
}

/// What is reported at a level or below it, but for indicators that only make sense by a class.
fn reported_at(programme: &Programme, level: PlaceLevel) -> Vec<String> {
    subjects(programme)
        .filter(|subject| {
            let by_class = match subject {
                Subject::Indicator(indicator) => IndicatorKind::needs_class(indicator.kind),
                Subject::Measure(_) => false,
            };
            let measures = programme.measures_of(*subject);
            let mut datasets = measures.iter().map(|measure| programme.dataset(&measure.dataset));
            !by_class
                && datasets.all(|dataset| {
                    dataset.is_some_and(|of| {
                        let mut units = of.reported_by.levels();
                        units.any(|unit| unit == level || level.may_hold(unit))
                    })
                })
        })
        .map(|subject| subject.id().to_owned())
        .collect()
}

fn publications(programme: &Programme) -> Vec<Cut> {
    type Of<'a> = (PlaceLevel, Option<Grain>, Vec<&'a String>);
    let mut cuts: BTreeMap<Of<'_>, Vec<&String>> = BTreeMap::new();
    for publication in &programme.publications {
        let grains: Vec<Option<Grain>> = if publication.periods.is_empty() {
            vec![None]
        } else {
            publication.periods.iter().copied().map(Some).collect()
        };
        for level in &publication.levels {
            for grain in &grains {
                for classes in subsets(&publication.classes) {
                    cuts.entry((*level, *grain, classes))
                        .or_default()
                        .extend(&publication.measures);
                }
            }
        }
    }
    cuts.into_iter()
        .map(|((level, grain, classes), named)| Cut {
            level,
            grain,
            classes: classes.into_iter().cloned().collect(),
            measures: subjects(programme)
                .map(|subject| subject.id().to_owned())
                .filter(|id| named.contains(&id))
                .collect(),
        })
        .collect()
}

/// No class, each class by itself, and both.
fn subsets(classes: &[String]) -> Vec<Vec<&String>> {
    let mut all = vec![Vec::new()];
    all.extend(classes.iter().map(|class| vec![class]));
    if classes.len() > 1 {
        all.push(classes.iter().collect());
    }
    all
}

fn subjects(programme: &Programme) -> impl Iterator<Item = Subject<'_>> {
    let measures = programme.measures.iter().map(Subject::Measure);
    measures.chain(programme.indicators.iter().map(Subject::Indicator))
}

impl Cut {
    /// `block-month-2026-27`, `block-month-by-sex-2026-27`, `district-latest`
    pub fn name(&self, year: Option<FinancialYear>) -> String {
        let level = self.level.id();
        let by = match self.classes.is_empty() {
            true => String::new(),
            false => format!("-by-{}", self.classes.join("-")),
        };
        match (self.grain, year) {
            (Some(grain), Some(year)) => format!("{level}-{}{by}-{year}", grain.id()),
            _ => format!("{level}-latest{by}"),
        }
    }

    /// The figures of a year, to the last period that is complete; none if there is no such period in it.
    pub fn figures(
        &self,
        app: &App,
        programme: &Programme,
        year: Option<FinancialYear>,
    ) -> Result<Option<Figures>, AppError> {
        let span = match (self.grain, year) {
            (Some(grain), Some(year)) => {
                let latest = app.engine.latest(&programme.id, &app.home)?;
                let complete = latest.and_then(|latest| last_complete(grain, latest));
                let last = complete.map(|day| day.min(year.last_day()));
                let Some(last) = last.filter(|last| *last >= year.first_day()) else {
                    return Ok(None);
                };
                Some((year.first_day(), last))
            }
            _ => None,
        };
        let mut whole: Option<Figures> = None;
        for within in self.places(app, programme) {
            let part = app.engine.figures(&self.question(programme, within, span))?;
            let part = without_marks(part);
            match &mut whole {
                Some(whole) => whole.rows.extend(part.rows),
                None => whole = Some(part),
            }
        }
        Ok(whole)
    }

    fn question(&self, programme: &Programme, within: PlaceCode, span: Option<(Date, Date)>) -> Query {
        let measures: Vec<&str> = self.measures.iter().map(String::as_str).collect();
        let by = [
            Some(Dimension::Place(self.level)),
            self.grain.map(Dimension::Time),
        ];
        let classes = self.classes.iter().filter_map(|class| class.parse().ok());
        let by = by.into_iter().flatten().chain(classes.map(Dimension::Named));
        Query {
            by: by.collect(),
            from: span.map(|(from, _)| from),
            to: span.map(|(_, to)| to),
            ..Query::of(&programme.id, within, &measures, Reader::public())
        }
    }

    /// Whether all of it is published of places of another level too, so that one of these can be asked for all in it.
    fn is_published_at(&self, programme: &Programme, level: PlaceLevel) -> bool {
        let holds = |publication: &Publication, measure: &String| {
            publication.measures.contains(measure)
                && [self.level, level]
                    .iter()
                    .all(|level| publication.levels.contains(level))
                && self
                    .grain
                    .is_none_or(|grain| publication.periods.contains(&grain))
                && self
                    .classes
                    .iter()
                    .all(|class| publication.classes.contains(class))
        };
        let mut measures = self.measures.iter();
        level <= self.level
            && measures.all(|measure| {
                let mut publications = programme.publications.iter();
                publications.any(|publication| holds(publication, measure))
            })
    }

    /// The places asked about, by code: where small counts are hidden, a question about a place of another level than
    /// the published one is not answered.
    fn places(&self, app: &App, programme: &Programme) -> Vec<PlaceCode> {
        let places = &app.catalog.places;
        if programme.disclosure == Disclosure::None || self.is_published_at(programme, app.home.level()) {
            return vec![app.home.clone()];
        }
        match places.ancestor_at(&app.home, self.level) {
            Some(around) => vec![around.code.clone()],
            None => places
                .inside(&app.home, self.level, None)
                .into_iter()
                .map(|place| place.code.clone())
                .collect(),
        }
    }
}

/// The last day of the last period that has passed on a day.
fn last_complete(grain: Grain, latest: Date) -> Option<Date> {
    let period = grain.containing(latest);
    if period.to == latest {
        Some(latest)
    } else {
        period.from.yesterday().ok()
    }
}

/// Figures whose files have the same columns whatever they hold: breaks are told once, in the package.
fn without_marks(mut figures: Figures) -> Figures {
    for cell in figures.rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.across_break = false;
        cell.returns = None;
    }
    figures
}

#[cfg(test)]
mod tests {
    use catalog::Catalog;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_counts_once_its_last_day_is_in() {
        assert_eq!(
            last_complete(Grain::Month, date(2026, 11, 22)),
            Some(date(2026, 10, 31))
        );
        assert_eq!(
            last_complete(Grain::Month, date(2026, 11, 30)),
            Some(date(2026, 11, 30))
        );
        assert_eq!(
            last_complete(Grain::Fy, date(2026, 11, 30)),
            Some(date(2026, 3, 31))
        );
    }

    #[test]
    fn a_publication_by_class_is_a_table_with_it_and_one_without() {
        let catalog = Catalog::load(None).unwrap();
        let names: Vec<String> = cuts(catalog.programme("pushti").unwrap())
            .iter()
            .map(|cut| cut.name(Some(FinancialYear::of(date(2026, 11, 22)))))
            .collect();
        for name in [
            "gp-month-2026-27",
            "block-month-2026-27",
            "district-month-by-sex-2026-27",
        ] {
            assert!(
                names.iter().any(|known| known == name),
                "{name} is none of {names:?}"
            );
        }
    }

    #[test]
    fn what_is_hidden_is_in_no_cut_and_what_is_published_is_in_one() {
        let catalog = Catalog::load(None).unwrap();
        for programme in catalog.programmes.iter() {
            let cuts = cuts(programme);
            let in_cuts = |id: &String| cuts.iter().any(|cut| cut.measures.contains(id));
            assert!(!cuts.is_empty(), "{}", programme.id);
            if programme.disclosure == Disclosure::SmallCounts {
                let published =
                    |id: &String| programme.publications.iter().any(|of| of.measures.contains(id));
                for subject in subjects(programme) {
                    let id = subject.id().to_owned();
                    assert_eq!(in_cuts(&id), published(&id), "{id}");
                }
            }
        }
    }
}
