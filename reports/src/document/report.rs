//! A report as a document.

use catalog::{Arg, Language, PlaceLevel, Words, calendar};
use charts::{Svg, Width};
use figures::Figures;
use jiff::Timestamp;

use super::answer::{Sentence, answer};
use super::beside::side_by_side;
use super::breakdown::breakdown_tables;
use super::charts::{Bars, bars, draw_bars, draw_trend};
use super::classes::{ByClass, class_table, classes, draw_classes};
use super::flow::{Flows, draw_flow, flow_table, flows};
use super::late::late_table;
use super::months::{Months, months, months_table};
use super::notes::{Meaning, breaks, coverage, definitions, legend, not_in_source, sources};
use super::returns::{returns_sentences, returns_tables};
use super::review::review;
use super::table::{Table, level_table};
use super::tiles::{Tile, tiles};
use crate::content::{About, ReportContent};
use crate::identity::Identity;
use crate::report::{Body, Report, Section};
use crate::request::Shape;
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
    /// Where it can be looked up again.
    pub(crate) identity: Option<Identity>,
    /// The answer in sentences.
    pub(crate) answer: Vec<Sentence>,
    /// Why there is nothing in it, where there should be something.
    pub(crate) fault: Option<String>,
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
    pub(crate) pictures: Vec<Svg>,
    /// Tables, the months first.
    pub(crate) tables: Vec<Table>,
    /// How measures are counted.
    pub(crate) definitions: Vec<Meaning>,
    /// What the states mean.
    pub(crate) legend: Vec<Meaning>,
    /// Where figures came from.
    pub(crate) sources: Vec<String>,
    /// Of a report over several programmes its sections, each a document; then it has nothing else in it.
    pub(crate) parts: Vec<Document>,
}

impl Document {
    /// What has figures: the document itself, or its sections.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &Document> {
        let own = self.parts.is_empty().then_some(self);
        own.into_iter().chain(&self.parts)
    }

    /// Nothing at all, in a language.
    pub(super) fn blank(language: Language) -> Self {
        Self {
            language,
            title: String::new(),
            programme: String::new(),
            place: String::new(),
            place_path: String::new(),
            as_on: String::new(),
            coverage: String::new(),
            known_on: None,
            version: String::new(),
            time: None,
            is_empty: false,
            sample: false,
            identity: None,
            answer: Vec::new(),
            fault: None,
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
            parts: Vec::new(),
        }
    }

    /// Whether a workbook of it has charts.
    pub(crate) fn has_charts(&self) -> bool {
        !(self.months.is_empty() && self.flows.is_empty() && self.classes.is_empty() && self.bars.is_empty())
    }
}

/// A report in a language, however many programmes it is about.
pub(crate) fn of_report(report: &Report, language: Language) -> Document {
    let identity = report.identity(language);
    if let [
        Section {
            title: None,
            body: Body::Figures(content),
        },
    ] = report.sections.as_slice()
    {
        let document = self::report(content, language);
        let title = report.title.get(language).to_owned();
        return Document {
            title,
            identity,
            ..document
        };
    }
    let parts = report.sections.iter().map(|section| Document {
        sources: Vec::new(),
        ..part(section, report, language)
    });
    let beside = report
        .side_by_side()
        .flat_map(|made| made.figures.sources.clone());
    let mut sources: Vec<_> = report
        .contents()
        .flat_map(ReportContent::sources)
        .chain(beside)
        .collect();
    sources.sort();
    sources.dedup();
    Document {
        identity,
        sources: super::notes::sources(&sources, language),
        parts: parts.collect(),
        ..cover(report, language)
    }
}

/// What stands before the sections of a report over several programmes.
fn cover(report: &Report, language: Language) -> Document {
    let say = Say(language);
    let as_on = report.day().map(|day| calendar::show_date(day, language));
    let version = report.data_version().to_string();
    let programmes = report
        .contents()
        .map(|content| content.about.programme.get(language).to_owned());
    Document {
        title: report.title.get(language).to_owned(),
        programme: once_each(programmes.collect::<Vec<_>>().iter()).join(" · "),
        place: report.place_name.get(language).to_owned(),
        place_path: place_path(&report.place_name, report.place.level(), &report.around, language),
        as_on: as_on.map_or_else(
            || say.text("no-data"),
            |date| say.about("as-on", &[("date", Arg::Text(&date))]),
        ),
        known_on: report
            .known_on
            .map(|moment| say.about("known-on", &[("date", Arg::Text(&moment.to_string()))])),
        version: say.about("report-data-version", &[("version", Arg::Text(&version))]),
        time: report.answers().filter_map(|figures| figures.data_time).max(),
        is_empty: report.day().is_none(),
        sample: report.is_sample(),
        ..Document::blank(language)
    }
}

/// A section as a document; where it could not be made, that says why.
fn part(section: &Section, report: &Report, language: Language) -> Document {
    let say = Say(language);
    let titled = |fault: Option<String>, answer: Vec<Sentence>| Document {
        place: report.place_name.get(language).to_owned(),
        place_path: place_path(&report.place_name, report.place.level(), &report.around, language),
        fault,
        answer,
        ..Document::blank(language)
    };
    let part = match &section.body {
        Body::Figures(content) => self::report(content, language),
        Body::Convergence(made) => Document {
            place: report.place_name.get(language).to_owned(),
            place_path: place_path(&report.place_name, report.place.level(), &report.around, language),
            ..side_by_side(made, language)
        },
        Body::Text(text) => titled(None, vec![Sentence::of(text.get(language).to_owned())]),
        Body::Withheld => titled(Some(say.text("report-withheld")), Vec::new()),
        Body::Fault(reference) => {
            let fault = say.about("mail-part-fault", &[("reference", Arg::Text(reference))]);
            titled(Some(fault), Vec::new())
        }
    };
    match &section.title {
        Some(title) => Document {
            title: title.get(language).to_owned(),
            ..part
        },
        None => part,
    }
}

/// The answers of one programme in a language.
pub(crate) fn report(content: &ReportContent, language: Language) -> Document {
    if let Shape::Review { most } = content.shape {
        return review(content, most, language);
    }
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
    let legend = [legend, breaks(content.answers(), language)].concat();
    let broken_down = content.breakdowns.iter().flat_map(|laid| &laid.blocks);
    let broken_down = broken_down.flat_map(|block| block.columns.iter().map(|head| &head.id));
    let measures = content.tiles.iter().chain(&content.table).chain(broken_down);
    let measures = once_each(measures).into_iter();
    Document {
        answer: [
            returns_sentences(&content.returns, language),
            answer(content, language),
        ]
        .concat(),
        pictures: drawn(content, (&months, &flows, &classes, &bars), Width::Wide, language),
        definitions: [
            definitions(&content.about, measures, language),
            not_in_source(&content.about, language),
        ]
        .concat(),
        sources: sources(&content.sources(), language),
        sample: content.answers().any(|figures| figures.sample)
            || content.returns.iter().any(|returns| returns.sample),
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
    }
}

/// The drawings of a programme's answers, in reading order.
pub(crate) fn drawings(content: &ReportContent, width: Width, language: Language) -> Vec<Svg> {
    if content.shape != Shape::Whole {
        return Vec::new();
    }
    let (months, bars) = (months(content, language), bars(content, language));
    let (flows, classes) = (flows(content, language), classes(content, language));
    drawn(content, (&months, &flows, &classes, &bars), width, language)
}

fn drawn(
    content: &ReportContent,
    (months, flows, classes, bars): (&[Months], &[Flows], &[ByClass], &[Bars]),
    width: Width,
    language: Language,
) -> Vec<Svg> {
    let drawn = months
        .iter()
        .map(|months| draw_trend(content, months, width, language));
    let drawn = drawn.chain(flows.iter().map(|flows| draw_flow(flows, width, language)));
    let drawn = drawn.chain(
        classes
            .iter()
            .map(|by_class| draw_classes(by_class, width, language)),
    );
    let drawn = drawn.chain(
        bars.iter()
            .flat_map(|bars| draw_bars(content, bars, width, language)),
    );
    drawn.collect()
}

/// Ids in their order, without repetition.
pub(super) fn once_each<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<String> {
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
    tables.extend(returns_tables(&content.returns, language));
    tables
}

/// A document with nothing in it but what it is about.
pub(crate) fn headed(title: &str, figures: &Figures, about: &About, language: Language) -> Document {
    let say = Say(language);
    let as_on = figures.as_on.map(|day| calendar::show_date(day, language));
    Document {
        title: title.to_owned(),
        programme: programme(figures, about, language),
        place_path: place_path(&about.place, about.level, &about.around, language),
        place: about.place.get(language).to_owned(),
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
        ..Document::blank(language)
    }
}

/// `Block · Khatra, Khatra, Bankura, West Bengal`
fn place_path(place: &Words, level: PlaceLevel, around: &[Words], language: Language) -> String {
    let around = around.iter().rev().map(|place| place.get(language));
    let path: Vec<&str> = std::iter::once(place.get(language)).chain(around).collect();
    format!("{} · {}", level.word().get(language), path.join(", "))
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
