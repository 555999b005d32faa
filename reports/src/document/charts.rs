//! The charts of a report, drawn for print by `charts`.

use catalog::programme::{Chart, ChartKind};
use catalog::{Arg, Language, Unit, calendar, format};
use charts::{
    Band, Break, Caption, Line, Order, RankedBars, Reading, Reference, Row, StateWords, Svg, Trend, Weight,
    Width,
};
use figures::{BreakKind, State};

use super::answer::charted_level;
use super::months::Months;
use super::printed::{Printed, state_word};
use super::table::place_of;
use crate::content::{LevelTable, ReportContent};
use crate::say::Say;
use crate::standing::standing;

/// More bars than this are drawn on a further sheet.
const BARS_A_SHEET: usize = 44;

/// A chart of places, before it is drawn: workbooks draw it themselves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bars {
    /// The chart's id in addresses.
    pub(crate) id: String,
    /// What it shows, with level and unit.
    pub(crate) title: String,
    /// The unit of its values.
    pub(crate) unit: Unit,
    /// Places and figures, largest first, those without a figure last.
    pub(crate) rows: Vec<(String, Printed)>,
    /// The target and its words.
    pub(crate) target: Option<(f64, String)>,
}

/// The charts of places of a report.
pub(crate) fn bars(content: &ReportContent, language: Language) -> Vec<Bars> {
    let charts = content
        .charts
        .iter()
        .filter(|chart| matches!(chart.kind, ChartKind::RankedBars | ChartKind::Map));
    charts
        .filter_map(|chart| bars_of(content, chart, charted_level(content, &chart.measure)?, language))
        .collect()
}

fn bars_of(content: &ReportContent, chart: &Chart, level: &LevelTable, language: Language) -> Option<Bars> {
    let column = level.figures.column(&chart.measure)?;
    let unit = level.figures.columns[column].unit;
    let mut rows: Vec<(String, Printed)> = level
        .figures
        .rows
        .iter()
        .enumerate()
        .map(|(row, figures)| {
            (
                place_of(&level.figures, row, language).1,
                Printed::number(&figures.cells[column], unit, language),
            )
        })
        .collect();
    rows.sort_by(|(_, one), (_, other)| match (one.value, other.value) {
        (Some(one), Some(other)) => other.total_cmp(&one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
    let note = content.about.notes.get(&chart.measure);
    let target = note
        .and_then(|note| note.target(content.headline.as_on))
        .map(|target| {
            let printed = format::value(target.value, unit, language);
            (
                target.value,
                Say(language).about("target", &[("target", Arg::Text(&printed))]),
            )
        });
    let by = format!(
        "{} · {}",
        chart.title.get(language),
        level.level.plural().get(language)
    );
    (!rows.is_empty()).then(|| Bars {
        id: chart.id.clone(),
        title: with_unit(by, unit, language),
        unit,
        rows,
        target,
    })
}

/// A title with the unit of its values.
pub(crate) fn with_unit(title: String, unit: Unit, language: Language) -> String {
    match format::unit_words(unit) {
        Some(words) => format!("{title}, {}", words.get(language)),
        None => title,
    }
}

/// The bars as drawings, one or more sheets on one scale.
pub(crate) fn draw_bars(content: &ReportContent, bars: &Bars, width: Width, language: Language) -> Vec<Svg> {
    let note = content
        .charts
        .iter()
        .find(|chart| chart.id == bars.id)
        .and_then(|chart| content.about.notes.get(&chart.measure));
    let target = note.and_then(|note| note.target(content.headline.as_on));
    let row = |(name, printed): &(String, Printed)| {
        let row = Row::new(name.clone(), reading(printed));
        let standing = note
            .zip(target)
            .zip(printed.value)
            .and_then(|((note, target), value)| standing(value, target, note.better));
        standing.map_or(row.clone(), |standing| row.standing(standing))
    };
    let chart = RankedBars {
        caption: caption(&bars.id, &bars.title, &finding_of_bars(bars, language), language),
        rows: bars.rows.iter().map(row).collect(),
        order: Order::ByValue,
        reference: bars
            .target
            .clone()
            .map(|(value, label)| Reference { value, label }),
        words: words(language),
        numbers: &|value, _| format::number(value, bars.unit),
    };
    charts::ranked_bars_pages(&chart, width, BARS_A_SHEET)
}

fn finding_of_bars(bars: &Bars, language: Language) -> String {
    let values: Vec<_> = bars
        .rows
        .iter()
        .filter(|(_, printed)| printed.value.is_some())
        .collect();
    let missing = (bars.rows.len() - values.len()) as u64;
    let (Some((first, high)), Some((last, low))) = (values.first(), values.last()) else {
        return Say(language).text("report-finding-none");
    };
    let args = [
        ("first", Arg::Text(first)),
        ("high", Arg::Text(&high.text)),
        ("last", Arg::Text(last)),
        ("low", Arg::Text(&low.text)),
        ("missing", Arg::Count(missing)),
    ];
    Say(language).about("report-finding-bars", &args)
}

/// A measure by month as a drawing.
pub(crate) fn draw_trend(content: &ReportContent, months: &Months, width: Width, language: Language) -> Svg {
    let scale = Scale::of(months);
    let title = scale.title(months, language);
    let line = |printed: &[Printed], label: String, weight| Line {
        label,
        values: printed.iter().map(|one| one.value).collect(),
        weight,
    };
    let label = |year: String, printed: &[Printed]| {
        let last = printed
            .iter()
            .rev()
            .find_map(|one| Some((one.value?, one.marks.signs())));
        match last {
            Some((value, signs)) => {
                let value = format::value_compact(value, months.unit, language);
                format!("{year}: {value}{signs}")
            }
            None => year,
        }
    };
    let chart = Trend {
        caption: caption(&months.id, &title, &finding_of_months(months, language), language),
        periods: months
            .periods
            .iter()
            .map(|period| calendar::month_short(period.from, language).to_owned())
            .collect(),
        lines: vec![
            line(
                &months.this_year,
                label(months.year.to_string(), &months.this_year),
                Weight::Series(0),
            ),
            line(
                &months.last_year,
                label(months.year.previous().to_string(), &months.last_year),
                Weight::Past(0),
            ),
        ],
        target: None,
        bands: bands(months, language),
        breaks: breaks(content, months, language),
        words: words(language),
        numbers: &|value, decimals| {
            format::grouped(&format::rounded(value / scale.divisor, scale.decimals(decimals)))
        },
    };
    charts::trend(&chart, width)
}

/// Lakh and crore on an axis, so that its numbers stay short; the title says which.
struct Scale {
    divisor: f64,
    word: Option<&'static str>,
    more: usize,
}

impl Scale {
    fn of(months: &Months) -> Self {
        let values = months
            .this_year
            .iter()
            .chain(&months.last_year)
            .filter_map(|printed| printed.value);
        let highest = values.fold(0.0, |highest: f64, value| highest.max(value.abs()));
        match months.unit {
            Unit::Rupees => Self {
                divisor: 1e5,
                word: None,
                more: 2,
            },
            Unit::Count if highest >= 1e7 => Self {
                divisor: 1e7,
                word: Some("report-crore"),
                more: 1,
            },
            Unit::Count if highest >= 1e5 => Self {
                divisor: 1e5,
                word: Some("report-lakh"),
                more: 1,
            },
            _ => Self {
                divisor: 1.0,
                word: None,
                more: 0,
            },
        }
    }

    fn title(&self, months: &Months, language: Language) -> String {
        match self.word {
            Some(word) => format!("{}, {}", months.title, Say(language).text(word)),
            None => with_unit(months.title.clone(), months.unit, language),
        }
    }

    /// A step of 1 on the axis of the data is a step of 0.00001 lakh.
    fn decimals(&self, of_the_step: u32) -> usize {
        if self.divisor == 1.0 {
            of_the_step as usize
        } else {
            self.more
        }
    }
}

fn finding_of_months(months: &Months, language: Language) -> String {
    let Some(last) = months
        .this_year
        .iter()
        .rposition(|printed| printed.value.is_some())
    else {
        return Say(language).text("report-finding-none");
    };
    let month = calendar::show_month(months.periods[last].from, language);
    let args = [
        ("month", Arg::Text(&month)),
        ("value", Arg::Text(&months.this_year[last].text)),
        ("before", Arg::Text(&months.last_year[last].text)),
    ];
    Say(language).about("report-finding-months", &args)
}

/// Months in which the programme was suspended in both lines' stead: a band needs the whole month without work.
fn bands(months: &Months, language: Language) -> Vec<Band> {
    let suspended = |index: &usize| months.this_year[*index].state == Some(State::Suspended);
    let mut bands: Vec<Band> = Vec::new();
    for month in (0..months.periods.len()).filter(suspended) {
        match bands.last_mut() {
            Some(band) if band.to + 1 == month => band.to = month,
            _ => bands.push(Band {
                from: month,
                to: month,
                label: state_word(State::Suspended, None, language),
            }),
        }
    }
    bands
}

/// Where something else began to be counted within the year, as far as it touches the measure.
fn breaks(content: &ReportContent, months: &Months, language: Language) -> Vec<Break> {
    let known = content.months.iter().flat_map(|figures| &figures.breaks);
    let known = known.filter(|known| {
        known.kind != BreakKind::Suspension // which has a band
            && (known.measures.is_empty() || known.measures.contains(&months.measure))
    });
    known
        .filter_map(|known| {
            let mut periods = months.periods.iter();
            let before = periods.position(|period| period.contains(known.on))?;
            (before > 0).then(|| Break {
                before,
                label: short_title(content, known, language),
            })
        })
        .collect()
}

/// What a break is called in a drawing: of a successor law its short title.
fn short_title(content: &ReportContent, known: &figures::Break, language: Language) -> String {
    let mut titles = content.about.dated_titles.iter();
    let law = titles.find(|title| known.kind == BreakKind::Succession && title.from == known.on);
    let title = law.map_or(&known.title, |law| &law.short);
    title.get(language).to_owned()
}

/// A figure as charts read it.
pub(super) fn reading(printed: &Printed) -> Reading {
    match printed.value {
        Some(value) => Reading::value(value, printed.text.clone()),
        None => Reading::State(state_of(printed.state)),
    }
}

/// The state in which a figure has no number.
pub(super) fn state_of(state: Option<State>) -> charts::State {
    match state {
        Some(State::Suppressed) => charts::State::Suppressed,
        Some(State::Suspended) => charts::State::Suspended,
        Some(State::NotReported) | None => charts::State::NotReported,
        Some(State::NotApplicable | State::Value) => charts::State::NotApplicable,
    }
}

/// The words for the states.
pub(crate) fn words(language: Language) -> StateWords {
    let say = Say(language);
    StateWords {
        not_reported: state_word(State::NotReported, None, language),
        suppressed: Say(language).text("suppressed-long"),
        suspended: state_word(State::Suspended, None, language),
        not_applicable: format!(
            "{} {}",
            say.text("not-applicable"),
            say.text("not-applicable-long")
        ),
    }
}

fn caption(id: &str, title: &str, finding: &str, language: Language) -> Caption {
    Caption::new(id, title).finding(finding).language(language.code())
}
