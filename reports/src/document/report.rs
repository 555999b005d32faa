//! A report as a document.

use catalog::{Arg, Language, calendar};
use figures::Figures;
use jiff::Timestamp;

use super::answer::answer;
use super::breakdown::breakdown_tables;
use super::charts::{Bars, bars, draw_bars, draw_trend};
use super::classes::{ByClass, class_table, classes, draw_classes};
use super::flow::{Flows, draw_flow, flow_table, flows};
use super::late::late_table;
use super::months::{Months, months, months_table};
use super::notes::{Meaning, coverage, definitions, legend, sources};
use super::table::{Table, level_table};
use super::tiles::{Tile, tiles};
use crate::ReportError;
use crate::content::{About, ReportContent};
use crate::say::Say;

/// A document in one language.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// The language.
    pub(crate) language: Language,
    /// What it is called.
    pub(crate) title: String,
    /// The programme, and the law in force.
    pub(crate) programme: String,
    /// The place.
    pub(crate) place: String,
    /// The place and those around it.
    pub(crate) place_path: String,
    /// “as on 22 Nov 2026”
    pub(crate) as_on: String,
    /// “186 of 190 GPs reported”
    pub(crate) coverage: String,
    /// “as known on …”, where that was asked.
    pub(crate) known_on: Option<String>,
    /// “data version 17”
    pub(crate) version: String,
    /// When the facts came to be: the time of the document.
    pub(crate) time: Option<Timestamp>,
    /// Whether there is no data for its time.
    pub(crate) is_empty: bool,
    /// Whether any of it is made up.
    pub(crate) sample: bool,
    /// The answer in sentences.
    pub(crate) answer: Vec<String>,
    /// Headline figures.
    pub(crate) tiles: Vec<Tile>,
    /// Measures by month.
    pub(crate) months: Vec<Months>,
    /// Stock and flow.
    pub(crate) flows: Vec<Flows>,
    /// Measures by class.
    pub(crate) classes: Vec<ByClass>,
    /// Places compared.
    pub(crate) bars: Vec<Bars>,
    /// Drawings for paper, in reading order.
    pub(crate) pictures: Vec<Picture>,
    /// Tables, the months first.
    pub(crate) tables: Vec<Table>,
    /// How measures are counted.
    pub(crate) definitions: Vec<Meaning>,
    /// What the states mean.
    pub(crate) legend: Vec<Meaning>,
    /// Where figures came from.
    pub(crate) sources: Vec<String>,
}

impl Document {
    /// Whether a workbook of it has charts.
    pub(crate) fn has_charts(&self) -> bool {
        !(self.months.is_empty() && self.flows.is_empty() && self.classes.is_empty() && self.bars.is_empty())
    }
}

/// A drawing.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// What it shows.
    pub(crate) title: String,
    /// The finding, for those who can't see it.
    pub(crate) finding: String,
    /// The drawing.
    pub(crate) svg: String,
}

/// A report in a language.
pub(crate) fn report(content: &ReportContent, language: Language) -> Result<Document, ReportError> {
    let tiles = tiles(content, language);
    let months = months(content, language);
    let bars = bars(content, language);
    let (flows, classes) = (flows(content, language), classes(content, language));
    let mut tables = tables(content, &months, language);
    let of_charts = flows.iter().map(|flows| flow_table(flows, language));
    let of_charts = of_charts.chain(classes.iter().map(|by_class| class_table(by_class, language)));
    tables.splice(
        usize::from(!months.is_empty())..usize::from(!months.is_empty()),
        of_charts,
    );
    let legend = legend(
        &tables,
        tiles.iter().map(|tile| &tile.value),
        &content.about,
        language,
    );
    let broken_down = content.breakdowns.iter().flat_map(|laid| &laid.blocks);
    let broken_down = broken_down.flat_map(|block| block.columns.iter().map(|head| &head.id));
    let measures = content.tiles.iter().chain(&content.table).chain(broken_down);
    let measures = once_each(measures).into_iter();
    let drawn = drawn(content, (&months, &flows, &classes, &bars), language);
    let picture = |svg: charts::Svg| {
        let (title, finding) = (svg.caption.title.clone(), svg.caption.finding.clone());
        Ok::<_, ReportError>(Picture {
            title,
            finding,
            svg: charts::print(&svg)?,
        })
    };
    let pictures = drawn.into_iter().map(picture).collect::<Result<_, _>>()?;
    Ok(Document {
        answer: answer(content, language),
        pictures,
        definitions: definitions(&content.about, measures, language),
        sources: sources(&content.sources(), language),
        sample: content.answers().any(|figures| figures.sample),
        tiles,
        months,
        flows,
        classes,
        bars,
        tables,
        legend,
        ..headed(
            content.title.get(language),
            &content.headline,
            &content.about,
            language,
        )
    })
}

/// The drawings of a report, in reading order.
pub(crate) fn drawings(content: &ReportContent, language: Language) -> Vec<charts::Svg> {
    let (months, bars) = (months(content, language), bars(content, language));
    let (flows, classes) = (flows(content, language), classes(content, language));
    drawn(content, (&months, &flows, &classes, &bars), language)
}

fn drawn(
    content: &ReportContent,
    (months, flows, classes, bars): (&[Months], &[Flows], &[ByClass], &[Bars]),
    language: Language,
) -> Vec<charts::Svg> {
    let drawn = months.iter().map(|months| draw_trend(content, months, language));
    let drawn = drawn.chain(flows.iter().map(|flows| draw_flow(flows, language)));
    let drawn = drawn.chain(classes.iter().map(|by_class| draw_classes(by_class, language)));
    let drawn = drawn.chain(bars.iter().flat_map(|bars| draw_bars(content, bars, language)));
    drawn.collect()
}

/// Ids in their order, without repetition.
fn once_each<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for id in ids {
        if !once.contains(id) {
            once.push(id.clone());
        }
    }
    once
}

fn tables(content: &ReportContent, months: &[Months], language: Language) -> Vec<Table> {
    let mut tables: Vec<Table> = months_table(months, language).into_iter().collect();
    for (position, level) in content.levels.iter().enumerate() {
        let coarser = position.checked_sub(1).map(|coarser| &content.levels[coarser]);
        tables.push(level_table(
            level,
            coarser,
            &content.headline,
            &content.table,
            language,
        ));
    }
    tables.extend(breakdown_tables(content, language));
    tables.extend(late_table(content, language));
    tables
}

/// A document with nothing in it but what it is about.
pub(crate) fn headed(title: &str, figures: &Figures, about: &About, language: Language) -> Document {
    let say = Say(language);
    let as_on = figures.as_on.map(|day| calendar::show_date(day, language));
    let level = about.level.word();
    let place = about.place.get(language).to_owned();
    let around = about.around.iter().rev().map(|place| place.get(language));
    let path: Vec<&str> = std::iter::once(place.as_str()).chain(around).collect();
    Document {
        language,
        title: title.to_owned(),
        programme: programme(figures, about, language),
        place_path: format!("{} · {}", level.get(language), path.join(", ")),
        place,
        as_on: match (as_on, figures.from) {
            (None, _) => say.text("no-data"),
            (Some(date), None) => say.about("as-on", &[("date", Arg::Text(&date))]),
            (Some(date), Some(from)) => {
                let from = calendar::show_date(from, language);
                say.about("from-to", &[("from", Arg::Text(&from)), ("to", Arg::Text(&date))])
            }
        },
        coverage: coverage(figures, about, language),
        known_on: figures
            .known_on
            .map(|moment| say.about("known-on", &[("date", Arg::Text(&moment.to_string()))])),
        version: say.about(
            "report-data-version",
            &[("version", Arg::Text(&figures.data_version.to_string()))],
        ),
        time: figures.data_time,
        is_empty: figures.as_on.is_none(),
        sample: figures.sample,
        answer: Vec::new(),
        tiles: Vec::new(),
        months: Vec::new(),
        flows: Vec::new(),
        classes: Vec::new(),
        bars: Vec::new(),
        pictures: Vec::new(),
        tables: Vec::new(),
        definitions: Vec::new(),
        legend: Vec::new(),
        sources: Vec::new(),
    }
}

/// The programme's name with the law in force on the day.
fn programme(figures: &Figures, about: &About, language: Language) -> String {
    let title = about.programme.get(language);
    let in_force = figures
        .as_on
        .and_then(|day| about.dated_titles.iter().rev().find(|dated| dated.from <= day));
    match in_force {
        Some(law) => format!(
            "{title} · {} ({})",
            law.short.get(language),
            law.long.get(language)
        ),
        None => title.to_owned(),
    }
}
