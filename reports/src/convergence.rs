//! Convergence: measures of several programmes side by side, place by place, as one answer.
//!
//! Each programme is asked for itself and as its reader, so that what it hides stays hidden: a measure that is not
//! published at this detail has no figure in any row. Days differ, since programmes report at their own pace; each column
//! says its own.

use std::collections::BTreeMap;

use catalog::{Catalog, Language, PlaceCode, PlaceLevel, Words, calendar};
use figures::{Cell, Column, Dimension, Figures, Key, KnownOn, Query, Reader, Row, State, Units};
use jiff::civil::Date;

use crate::say::Say;

/// What is asked.
#[derive(Debug, Clone)]
pub struct ConvergenceQuery {
    /// The place.
    pub place: PlaceCode,
    /// By which places inside it.
    pub level: PlaceLevel,
    /// The day; the latest of each programme when left out.
    pub as_on: Option<Date>,
    /// A day for each column in the place of the common one, where the same is asked again.
    pub days: Vec<Option<Date>>,
    /// Only what had been taken in by then.
    pub known_on: Option<KnownOn>,
    /// Who asks.
    pub reader: Reader,
}

/// Measures side by side.
#[derive(Debug, Clone)]
pub struct Convergence {
    /// The view's title.
    pub title: Words,
    /// The figures: a row a place, a column a subject, as `programme_measure`. Every form that figures have, it has.
    pub figures: Figures,
    /// What is known of each column.
    pub subjects: Vec<ConvergenceColumn>,
    /// The level of its places.
    pub level: PlaceLevel,
    /// Which columns are set against one another: across, and up.
    pub pairs: Vec<(usize, usize)>,
}

/// One column.
#[derive(Debug, Clone)]
pub struct ConvergenceColumn {
    /// `programme/measure`
    pub id: String,
    /// The programme's id.
    pub programme: String,
    /// What people call the programme.
    pub programme_title: Words,
    /// What the measure is called.
    pub title: Words,
    /// The day for which its figures are true; none where there are none.
    pub as_on: Option<Date>,
    /// Whether the reader may have it at this detail.
    pub is_published: bool,
    /// Who reported, over the whole place.
    pub units: Units,
}

/// The name that the answer has in the place of a programme's.
pub const CONVERGENCE: &str = "convergence";

impl ConvergenceQuery {
    /// What is asked of a place where nobody chose the places inside it: those that the programme of the first column is
    /// usually broken down by. None where no measures are declared to be shown side by side.
    pub fn usual(catalog: &Catalog, place: &PlaceCode, reader: Reader) -> Option<Self> {
        let first = catalog.convergence.subjects.first()?;
        let programme = catalog.programme(&first.programme)?;
        let level = programme.usual_level(place, &catalog.places);
        Some(Self {
            place: place.clone(),
            level: level.unwrap_or(place.level()),
            as_on: None,
            days: Vec::new(),
            known_on: None,
            reader,
        })
    }

    fn of(&self, column: usize, subject: &catalog::ConvergenceSubject) -> Query {
        Query {
            by: vec![Dimension::Place(self.level)],
            as_on: self.days.get(column).copied().flatten().or(self.as_on),
            known_on: self.known_on,
            ..Query::of(
                &subject.programme,
                self.place.clone(),
                &[subject.measure.as_str()],
                self.reader.clone(),
            )
        }
    }
}

/// Asks each programme and puts the answers side by side. What the reader may not have is a column that says so.
pub fn convergence<E>(
    catalog: &Catalog,
    query: &ConvergenceQuery,
    mut ask: impl FnMut(&Query) -> Result<Figures, E>,
    is_refusal: impl Fn(&E) -> bool,
) -> Result<Convergence, E> {
    let declared = &catalog.convergence;
    let mut answers = Vec::with_capacity(declared.subjects.len());
    for (column, subject) in declared.subjects.iter().enumerate() {
        answers.push(match ask(&query.of(column, subject)) {
            Ok(figures) => Some(figures),
            Err(fault) if is_refusal(&fault) => None,
            Err(fault) => return Err(fault),
        });
    }
    let subjects: Vec<ConvergenceColumn> = declared
        .subjects
        .iter()
        .zip(&answers)
        .map(|(subject, answer)| column(catalog, subject, answer.as_ref()))
        .collect();
    Ok(Convergence {
        title: declared.title.clone(),
        figures: together(catalog, query, &subjects, &answers),
        subjects,
        level: query.level,
        pairs: declared
            .pairs
            .iter()
            .filter_map(|pair| Some((declared.position(&pair.across)?, declared.position(&pair.up)?)))
            .collect(),
    })
}

fn column(
    catalog: &Catalog,
    subject: &catalog::ConvergenceSubject,
    answer: Option<&Figures>,
) -> ConvergenceColumn {
    let programme = catalog.programme(&subject.programme);
    let title = programme.and_then(|programme| programme.subject(&subject.measure));
    ConvergenceColumn {
        id: subject.id(),
        programme: subject.programme.clone(),
        programme_title: programme.map_or_else(
            || Words::latin(subject.programme.as_str()),
            |known| known.title.clone(),
        ),
        title: title.map_or_else(
            || Words::latin(subject.measure.as_str()),
            |known| known.title().clone(),
        ),
        as_on: answer.and_then(|figures| figures.as_on),
        is_published: answer.is_some(),
        units: answer.map(|figures| figures.units).unwrap_or_default(),
    }
}

/// The answers as one.
fn together(
    catalog: &Catalog,
    query: &ConvergenceQuery,
    subjects: &[ConvergenceColumn],
    answers: &[Option<Figures>],
) -> Figures {
    let there = || answers.iter().flatten();
    let mut breaks: Vec<figures::Break> = there().flat_map(|figures| figures.breaks.clone()).collect();
    breaks.sort_by_key(|known| (known.on, known.kind));
    breaks.dedup();
    let mut sources: Vec<figures::SourceSheet> =
        there().flat_map(|figures| figures.sources.clone()).collect();
    sources.sort();
    sources.dedup();
    let columns = subjects.iter().zip(answers).zip(&catalog.convergence.subjects);
    let columns = columns.map(|((shown, answer), subject)| {
        let own = answer.as_ref().and_then(|figures| figures.columns.first());
        let unit = own.map_or_else(|| unit_of(catalog, subject), |own| own.unit);
        Column {
            id: subject.column(),
            kind: own.map_or(figures::ColumnKind::Measure, |own| own.kind),
            unit,
            title: titled(shown),
        }
    });
    Figures {
        programme: CONVERGENCE.to_owned(),
        place: query.place.clone(),
        as_on: query
            .as_on
            .or_else(|| there().filter_map(|figures| figures.as_on).max()),
        known_on: query.known_on,
        from: None,
        to: None,
        compare: None,
        data_version: there()
            .map(|figures| figures.data_version)
            .max()
            .unwrap_or_default(),
        data_time: there().filter_map(|figures| figures.data_time).max(),
        sample: there().any(|figures| figures.sample),
        units: there().next().map(|figures| figures.units).unwrap_or_default(),
        by: vec![Dimension::Place(query.level)],
        by_titles: vec![None],
        columns: columns.collect(),
        rows: rows(answers),
        breaks,
        sources,
    }
}

/// The unit of a measure whose figures nobody gave.
fn unit_of(catalog: &Catalog, subject: &catalog::ConvergenceSubject) -> catalog::Unit {
    let programme = catalog.programme(&subject.programme);
    let indicator = programme.and_then(|programme| programme.indicator(&subject.measure));
    indicator.map_or(catalog::Unit::Count, |indicator| indicator.unit.unit())
}

/// `Employment: average days, 22 Nov 2026`
fn titled(column: &ConvergenceColumn) -> Words {
    let in_language = |language: Language| {
        let title = format!(
            "{}: {}",
            column.programme_title.get(language),
            column.title.get(language)
        );
        match (column.is_published, column.as_on) {
            (false, _) => format!("{title} ({})", Say(language).text("convergence-not-published")),
            (true, Some(day)) => format!("{title}, {}", calendar::show_date(day, language)),
            (true, None) => title,
        }
    };
    Words {
        en: in_language(Language::En),
        bn: Some(in_language(Language::Bn)),
        hi: Some(in_language(Language::Hi)),
    }
}

/// Every place that any programme tells of, by code; of one that a programme does not know, there is no figure.
fn rows(answers: &[Option<Figures>]) -> Vec<Row> {
    let mut rows: BTreeMap<&PlaceCode, (&Key, Vec<Option<&Cell>>)> = BTreeMap::new();
    for (at, figures) in answers.iter().enumerate() {
        for row in figures.iter().flat_map(|figures| &figures.rows) {
            let (Some((code, _)), Some(key)) = (row.place(), row.keys.first()) else {
                continue;
            };
            let entry = rows
                .entry(code)
                .or_insert_with(|| (key, vec![None; answers.len()]));
            entry.1[at] = row.cells.first();
        }
    }
    let filled = rows.into_values().map(|(key, cells)| {
        let cells = cells
            .into_iter()
            .zip(answers)
            .map(|(cell, answer)| match (cell, answer) {
                (Some(cell), _) => cell.clone(),
                (None, Some(_)) => Cell::without_value(State::NotApplicable, Units::default()),
                (None, None) => Cell::unpublished(),
            });
        Row {
            keys: vec![key.clone()],
            cells: cells.collect(),
        }
    });
    filled.collect()
}

#[cfg(test)]
mod tests {
    use analytics::AnalyticsError;

    use super::*;

    fn query() -> ConvergenceQuery {
        ConvergenceQuery {
            place: "district-305".parse().unwrap(),
            level: PlaceLevel::Block,
            as_on: None,
            days: Vec::new(),
            known_on: None,
            reader: Reader::operator(),
        }
    }

    fn made(
        catalog: &Catalog,
        ask: impl FnMut(&Query) -> Result<Figures, AnalyticsError>,
    ) -> Result<Convergence, AnalyticsError> {
        convergence(catalog, &query(), ask, |fault| {
            matches!(fault, AnalyticsError::Refused)
        })
    }

    /// An answer of one block whose figure is the length of the measure's name.
    fn answer(asked: &Query) -> Figures {
        let key = |code: &str| Key::Place {
            code: code.parse().unwrap(),
            level: PlaceLevel::Block,
            name: std::sync::Arc::new(Words::latin(code)),
        };
        #[expect(clippy::cast_precision_loss, reason = "names are short")]
        let cell = Cell::of(
            asked.measures[0].len() as f64,
            Units::default(),
            PlaceLevel::Block,
        );
        let code = if asked.programme == "grievance" {
            "block-2775"
        } else {
            "block-2774"
        };
        Figures {
            programme: asked.programme.clone(),
            place: asked.within.clone(),
            as_on: Some(jiff::civil::date(2026, 11, 22)),
            known_on: None,
            from: None,
            to: None,
            compare: None,
            data_version: 7,
            data_time: None,
            sample: asked.programme == "pushti",
            units: Units::default(),
            by: asked.by.clone(),
            by_titles: vec![None],
            columns: vec![Column {
                id: asked.measures[0].clone(),
                kind: figures::ColumnKind::Indicator,
                unit: catalog::Unit::Percent,
                title: Words::latin("x"),
            }],
            rows: vec![Row {
                keys: vec![key(code)],
                cells: vec![cell],
            }],
            breaks: Vec::new(),
            sources: Vec::new(),
        }
    }

    #[test]
    fn places_that_only_one_programme_knows_have_a_row_and_no_figure_of_the_others() {
        let catalog = Catalog::load(None).unwrap();
        let made = made(&catalog, |asked| Ok(answer(asked))).unwrap();
        assert_eq!(made.figures.rows.len(), 2);
        let first = &made.figures.rows[0].cells;
        assert_eq!(first[0].value, Some(12.0), "average_days");
        assert_eq!(first[2].state, State::NotApplicable);
        assert!(made.figures.sample, "one of them is");
        assert!(made.figures.columns[0].id.starts_with("mgnrega_"));
    }

    #[test]
    fn each_programme_is_asked_again_for_the_day_that_it_had() {
        let catalog = Catalog::load(None).unwrap();
        let day = |day| Some(jiff::civil::date(2026, 11, day));
        let again = ConvergenceQuery {
            as_on: day(22),
            days: vec![day(20), None],
            ..query()
        };
        let mut asked = Vec::new();
        let answered = convergence(
            &catalog,
            &again,
            |query| {
                asked.push(query.as_on);
                Ok::<_, AnalyticsError>(answer(query))
            },
            |_| false,
        );
        answered.unwrap();
        assert_eq!(asked, [day(20), day(22), day(22), day(22)]);
    }

    #[test]
    fn what_is_not_published_is_hidden_in_every_row_and_other_faults_are_told() {
        let catalog = Catalog::load(None).unwrap();
        let made = made(&catalog, |asked| match asked.programme.as_str() {
            "pushti" => Err(AnalyticsError::Refused),
            _ => Ok(answer(asked)),
        })
        .unwrap();
        assert!(!made.subjects[1].is_published);
        assert!(made.figures.rows.iter().all(|row| row.cells[1].is_unpublished()));
        let failed = self::made(&catalog, |_| Err(AnalyticsError::NoMeasure));
        assert!(failed.is_err());
    }
}
