//! The register of returns as tables of a document: the share that came, by part and period, and who is silent.

use catalog::{Arg, Language, PlaceLevel, Unit};
use figures::{Cell, PartReturns, ReturnCounts, Returns, State, Units};

use super::answer::Sentence;
use super::printed::Printed;
use super::table::{Head, KeyHead, Line, Table, period_text};
use crate::returns::{period_head, returns_rule, returns_sentence};
use crate::say::Say;

/// More rows than this are for a screen; paper says how many there are.
const ROWS_ON_PAPER: usize = 60;

/// Steps of shade.
const SHADES: f64 = 5.0;

/// A sentence for each dataset.
pub(crate) fn returns_sentences(all: &[Returns], language: Language) -> Vec<Sentence> {
    let sentences = all.iter().map(|returns| returns_sentence(returns, language));
    sentences.map(Sentence::of).collect()
}

/// The tables of each dataset.
pub(crate) fn returns_tables(all: &[Returns], language: Language) -> Vec<Table> {
    let tables = all.iter().flat_map(|returns| {
        let heat = (!returns.periods.is_empty()).then(|| heat(returns, language));
        let silent = (!returns.silent.is_empty()).then(|| silent(returns, language));
        [heat, silent].into_iter().flatten()
    });
    tables.collect()
}

fn titled(id: &str, returns: &Returns, language: Language) -> String {
    let dataset = returns.title.get(language);
    Say(language).about(id, &[("dataset", Arg::Text(dataset))])
}

/// A row for each part, a column for each period: how much of what was owed has come, in percent.
fn heat(returns: &Returns, language: Language) -> Table {
    let say = Say(language);
    let level = returns
        .parts
        .iter()
        .find_map(|part| Some(part.place.as_ref()?.level()));
    let level = level.unwrap_or(returns.place.level());
    let row = |part: &PartReturns| Line {
        keys: vec![
            part.name.get(language).to_owned(),
            part.place.as_ref().map(ToString::to_string).unwrap_or_default(),
        ],
        group: None,
        cells: cells(returns, part, language),
    };
    let percent = |title: String| Head::titled(title, Unit::Percent, language);
    let periods = returns.periods.iter();
    let periods = periods.map(|of| percent(period_head(&of.period, language)));
    Table {
        sheet: returns.title.get(language).to_owned(),
        title: titled("report-returns-heat", returns, language),
        keys: vec![
            head(level.word().get(language), true),
            head(&say.text("report-code"), false),
        ],
        columns: periods
            .chain([percent(say.text("report-returns-in-time"))])
            .collect(),
        groups: Vec::new(),
        rows: returns.parts.iter().map(row).collect(),
        total: Some(row(&returns.whole)),
        notes: vec![returns_rule(returns, language)],
        rows_on_paper: Some(ROWS_ON_PAPER),
    }
}

fn head(title: &str, on_paper: bool) -> KeyHead {
    KeyHead {
        title: title.to_owned(),
        on_paper,
    }
}

fn cells(returns: &Returns, part: &PartReturns, language: Language) -> Vec<Printed> {
    let shares = part
        .periods
        .iter()
        .map(|counts| share(returns.level, counts, language));
    let in_time = Printed::number(
        &percent(returns.level, part.total.in_time_percent()),
        Unit::Percent,
        language,
    );
    shares.chain([in_time]).collect()
}

fn share(level: PlaceLevel, counts: &ReturnCounts, language: Language) -> Printed {
    let received = counts.received_percent();
    // What is missing and due draws the eye; what is not due yet does not.
    let is_open = counts.received() == 0 && counts.awaited > 0;
    let missing = received.filter(|_| !is_open).map_or(0.0, |share| 100.0 - share);
    let shade = (missing / 100.0 * SHADES).ceil();
    if received.is_none() && counts.suspended > 0 {
        let suspended = Cell::without_value(State::Suspended, Units::default());
        return Printed::number(&suspended, Unit::Percent, language);
    }
    Printed {
        shade: shade.clamp(0.0, SHADES) as u8,
        ..Printed::number(&percent(level, received), Unit::Percent, language)
    }
}

fn percent(level: PlaceLevel, value: Option<f64>) -> Cell {
    match value {
        Some(value) => Cell::of(value, Units::default(), level),
        None => Cell::without_value(State::NotApplicable, Units::default()),
    }
}

/// Who has not reported, those longest silent first.
fn silent(returns: &Returns, language: Language) -> Table {
    let say = Say(language);
    let rows = returns.silent.iter().map(|unit| {
        let last = unit.last.map(|period| period_text(&period, language));
        Line {
            keys: vec![
                unit.name.get(language).to_owned(),
                unit.around
                    .as_ref()
                    .map(|around| around.get(language).to_owned())
                    .unwrap_or_default(),
                unit.place.to_string(),
            ],
            group: None,
            cells: vec![
                Printed::words(last.unwrap_or_else(|| say.text("report-returns-never"))),
                Printed::of_count(unit.missed.into()),
            ],
        }
    });
    let title = titled("report-returns-silent", returns, language);
    Table {
        sheet: title.clone(),
        title,
        keys: vec![
            head(returns.unit().get(language), true),
            head(&say.text("report-returns-around"), true),
            head(&say.text("report-code"), false),
        ],
        columns: vec![
            Head {
                title: say.text("report-returns-last"),
                unit: None,
                full_unit: None,
                is_end: false,
            },
            Head::titled(say.text("report-returns-missed"), Unit::Count, language),
        ],
        groups: Vec::new(),
        rows: rows.collect(),
        total: None,
        notes: Vec::new(),
        rows_on_paper: Some(ROWS_ON_PAPER),
    }
}
