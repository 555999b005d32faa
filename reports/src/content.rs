//! What a report holds: the answers, and what the catalog says about them. No language is chosen yet.

use std::collections::BTreeMap;

use catalog::programme::{Better, Chart, DatedTitle, NotInSource, Programme, Subject, Suspension, Target};
use catalog::{Catalog, PlaceCode, PlaceLevel, Words};
use figures::{Figures, Returns, SourceSheet};
use jiff::civil::Date;

use crate::breakdown::Laid;
use crate::charted::{Charted, ChartedById};
use crate::request::{Request, Shape};

/// A report before it is put into a language and a format.
#[derive(Debug, Clone)]
pub struct ReportContent {
    /// `daily-employment`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// What it is about.
    pub about: About,
    /// Headline measures, most telling first.
    pub tiles: Vec<String>,
    /// Measures of the tables.
    pub table: Vec<String>,
    /// Charts in reading order.
    pub charts: Vec<Chart>,
    /// Every measure over the whole place, compared with last year.
    pub headline: Figures,
    /// The months of the financial year, if any data is there.
    pub months: Option<Figures>,
    /// The months of the financial year before.
    pub months_before: Option<Figures>,
    /// One table a level, coarse to fine.
    pub levels: Vec<LevelTable>,
    /// What single charts asked for themselves.
    pub charted: ChartedById,
    /// Tables by class, group, office or place, laid out.
    pub breakdowns: Vec<Laid>,
    /// The answers that they were laid out of.
    pub broken_down: Vec<Figures>,
    /// Who has reported and who has not, by dataset.
    pub returns: Vec<Returns>,
    /// What of the answers is shown.
    pub shape: Shape,
}

/// The programme and the place, as far as a document must say something about them.
#[derive(Debug, Clone)]
pub struct About {
    /// What people call the programme.
    pub programme: Words,
    /// Its legal titles, oldest first.
    pub dated_titles: Vec<DatedTitle>,
    /// The place's name.
    pub place: Words,
    /// Its level.
    pub level: PlaceLevel,
    /// The places around it, coarse to fine.
    pub around: Vec<Words>,
    /// The levels of those who report the first measure.
    pub reported_by: Vec<PlaceLevel>,
    /// Whether they do so by lists of cases, which owe no return: what is told is on which days anything happened.
    pub has_cases: bool,
    /// Times in which the programme did not run there.
    pub suspended: Vec<Suspension>,
    /// What people ask for and no source has.
    pub not_in_source: Vec<NotInSource>,
    /// What is known of each measure.
    pub notes: BTreeMap<String, Note>,
}

/// What the catalog knows of a measure or an indicator.
#[derive(Debug, Clone)]
pub struct Note {
    /// What it is called.
    pub title: Words,
    /// How it is counted, with the numbers of the rules in force on the day.
    pub definition: Option<Words>,
    /// Which direction is good.
    pub better: Better,
    /// Its targets in that place.
    pub targets: Vec<Target>,
}

impl Note {
    /// The target in force on a day.
    pub fn target(&self, day: Option<Date>) -> Option<&Target> {
        Target::on(&self.targets, day?)
    }
}

/// The places of a level.
#[derive(Debug, Clone)]
pub struct LevelTable {
    /// The level.
    pub level: PlaceLevel,
    /// The level by which they are grouped, if there is one between.
    pub grouped_by: Option<PlaceLevel>,
    /// For each row of the figures, the place of that level around it.
    pub groups: Vec<Option<(PlaceCode, Words)>>,
    /// The figures of each place.
    pub figures: Figures,
}

/// What the engine answered.
pub(crate) struct Answers {
    pub(crate) headline: Figures,
    pub(crate) months: Option<Figures>,
    pub(crate) months_before: Option<Figures>,
    pub(crate) levels: Vec<(PlaceLevel, Figures)>,
    pub(crate) charted: ChartedById,
    pub(crate) breakdowns: Vec<Laid>,
    pub(crate) broken_down: Vec<Figures>,
}

/// Puts answers and catalog together.
pub(crate) fn assemble(request: &Request<'_>, answers: Answers) -> ReportContent {
    let order: Vec<PlaceLevel> = answers.levels.iter().map(|(level, _)| *level).collect();
    let levels = answers.levels.into_iter().map(|(level, figures)| {
        let grouped_by = order.iter().copied().filter(|coarser| *coarser < level).max();
        LevelTable {
            level,
            grouped_by,
            groups: groups(request.catalog, &figures, grouped_by),
            figures,
        }
    });
    let report = &request.report;
    ReportContent {
        id: report.id.clone(),
        title: report.title.clone(),
        about: about(
            request.catalog,
            request.programme,
            &request.place.code,
            &answers.headline,
        ),
        tiles: report.tiles.iter().map(|tile| tile.measure.clone()).collect(),
        table: report.table.measures.clone(),
        charts: report.charts.clone(),
        levels: levels.collect(),
        charted: answers.charted,
        breakdowns: answers.breakdowns,
        broken_down: answers.broken_down,
        shape: request.shape,
        headline: answers.headline,
        months: answers.months,
        months_before: answers.months_before,
        returns: Vec::new(),
    }
}

/// What a document must say of the programme and the place of some figures.
pub(crate) fn about(catalog: &Catalog, programme: &Programme, place: &PlaceCode, figures: &Figures) -> About {
    let known = catalog.places.get(place);
    let subjects = figures
        .columns
        .iter()
        .filter_map(|column| programme.subject(&column.id));
    let mut reported_by = figures
        .columns
        .iter()
        .map(|column| programme.reported_by(&column.id));
    let leads = |level: &PlaceLevel| *level == place.level() || place.level().may_hold(*level);
    let reported_by = reported_by.find(|levels| !levels.is_empty()).map(|mut levels| {
        // Of a block only its panchayats, where wards report beside them.
        if levels.iter().any(leads) {
            levels.retain(leads);
        }
        levels
    });
    About {
        programme: programme.title.clone(),
        dated_titles: programme.dated_titles.clone(),
        place: known.map_or_else(|| Words::latin(place.as_str()), |place| place.name.clone()),
        level: place.level(),
        around: catalog
            .places
            .ancestors(place)
            .into_iter()
            .map(|place| place.name.clone())
            .collect(),
        reported_by: reported_by.unwrap_or_else(|| vec![place.level()]),
        has_cases: figures
            .columns
            .iter()
            .any(|column| is_of_docket(programme, &column.id)),
        suspended: suspended_in(catalog, programme, place),
        not_in_source: programme.not_in_source.clone(),
        notes: subjects
            .map(|subject| {
                (
                    subject.id().to_owned(),
                    note(catalog, programme, subject, place, figures.as_on),
                )
            })
            .collect(),
    }
}

fn groups(
    catalog: &Catalog,
    figures: &Figures,
    level: Option<PlaceLevel>,
) -> Vec<Option<(PlaceCode, Words)>> {
    let around = |code: &PlaceCode| {
        catalog
            .places
            .ancestor_at(code, level?)
            .map(|place| (place.code.clone(), place.name.clone()))
    };
    figures
        .rows
        .iter()
        .map(|row| row.place().and_then(|(code, _)| around(code)))
        .collect()
}

fn is_of_docket(programme: &Programme, id: &str) -> bool {
    let measures = programme
        .subject(id)
        .map(|subject| programme.measures_of(subject));
    let mut measures = measures.into_iter().flatten();
    measures.any(|measure| measure.docket.is_some())
}

fn suspended_in(catalog: &Catalog, programme: &Programme, place: &PlaceCode) -> Vec<Suspension> {
    programme
        .suspended
        .iter()
        .filter(|suspension| catalog.places.contains(&suspension.place, place))
        .cloned()
        .collect()
}

pub(crate) fn note(
    catalog: &Catalog,
    programme: &Programme,
    subject: Subject<'_>,
    place: &PlaceCode,
    on: Option<Date>,
) -> Note {
    let holds = |target: &&Target| {
        target
            .place
            .as_ref()
            .is_none_or(|around| catalog.places.contains(around, place))
    };
    Note {
        title: subject.title().clone(),
        definition: subject
            .definition()
            .map(|definition| programme.filled(definition, on)),
        better: subject.better(),
        targets: subject.targets().iter().filter(holds).cloned().collect(),
    }
}

impl ReportContent {
    /// Every answer in it.
    pub(crate) fn answers(&self) -> impl Iterator<Item = &Figures> {
        let months = self.months.iter().chain(&self.months_before);
        std::iter::once(&self.headline)
            .chain(months)
            .chain(self.levels.iter().map(|level| &level.figures))
            .chain(self.charted.values().map(Charted::figures))
            .chain(&self.broken_down)
    }

    /// Every sheet that any of its figures came from, once.
    pub(crate) fn sources(&self) -> Vec<SourceSheet> {
        let mut sources: Vec<SourceSheet> = self
            .answers()
            .flat_map(|figures| figures.sources.iter().cloned())
            .collect();
        sources.sort_by(|one, other| {
            (&one.file, &one.sheet, &one.batch).cmp(&(&other.file, &other.sheet, &other.batch))
        });
        sources.dedup();
        sources
    }
}
