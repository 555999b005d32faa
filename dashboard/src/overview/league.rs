//! The drawings of a league: the intervals of each, and a funnel against the number they are of.

use catalog::programme::BreakdownKind;
use catalog::{Arg, format};
use charts::{Caption, Dots, Order, Reading, Reference, Row, Svg, Width, dots};
use figures::Key;
use reports::{Block, Laid, LaidRow};

use super::printed;
use super::scene::Scene;
use crate::drawing::funnel::{Rate, Rates};
use crate::drawing::{axis_number, state_words};

/// More dots than this are a wall; the table has all.
const MOST_DOTS: usize = 30;

/// The drawings of a league by what is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeagueDrawing {
    /// A dot and its interval for each, in the order of the table.
    Intervals,
    /// All of them against the number they are of, with the limits of chance.
    Funnel,
}

impl LeagueDrawing {
    /// Both, in reading order.
    pub const ALL: [Self; 2] = [Self::Intervals, Self::Funnel];

    /// What the name of the breakdown has after it in addresses: `departments-funnel.svg`.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Intervals => "",
            Self::Funnel => "-funnel",
        }
    }
}

/// One drawing of a league in both widths; none where fewer than two can be told apart.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// For a phone.
    pub narrow: Svg,
    /// For a desk.
    pub wide: Svg,
    /// What is seen.
    pub title: String,
    /// The finding.
    pub finding: String,
    /// How it was drawn, where that needs a word.
    pub note: String,
}

/// What a drawing says beside what it draws.
struct Said<'a> {
    subtitle: &'a str,
    foot: &'a str,
}

/// A drawing of a league, with the subtitle and the foot of a file.
pub fn drawn(
    scene: &Scene<'_>,
    laid: &Laid,
    drawing: LeagueDrawing,
    (subtitle, foot): (&str, &str),
) -> Option<Drawn> {
    let block = laid
        .blocks
        .first()
        .filter(|_| laid.kind == BreakdownKind::League)?;
    let said = Said { subtitle, foot };
    match drawing {
        LeagueDrawing::Intervals => intervals(scene, laid, block, &said),
        LeagueDrawing::Funnel => funnel(scene, laid, block, &said),
    }
}

fn caption(
    scene: &Scene<'_>,
    (id, title): (&str, &str),
    finding: &str,
    said: &Said<'_>,
    note: &str,
) -> Caption {
    let foot = match note {
        "" => said.foot.to_owned(),
        note => format!("{} · {note}", said.foot),
    };
    Caption::new(id, title)
        .subtitle(said.subtitle)
        .finding(finding)
        .foot(&foot)
        .language(scene.say.language.code())
}

/// The intervals with the whole as a line: those of few are left to the table.
fn intervals(scene: &Scene<'_>, laid: &Laid, block: &Block, said: &Said<'_>) -> Option<Drawn> {
    let unit = block.columns.first()?.unit;
    let ranked = block.rows.iter().filter(|row| row.is_ranked()).take(MOST_DOTS);
    let row = |row: &LaidRow| {
        let cell = &row.cells[0].cell;
        let value = cell.value?;
        let reading = Reading::value(value, format::number(value, unit) + &printed::signs(cell));
        let drawn = Row::new(name(scene, row)?, reading);
        Some(match row.interval {
            Some((low, high)) => drawn.interval(low, high),
            None => drawn,
        })
    };
    let rows: Vec<Row> = ranked.filter_map(row).collect();
    if rows.len() < 2 {
        return None;
    }
    let whole = block.whole.as_ref().and_then(|row| row.cells[0].cell.value);
    let title = scene.say.words(&laid.title);
    let finding = laid.finding(block, scene.say.language).unwrap_or_default();
    let draw = |width| {
        let chart = Dots {
            caption: caption(scene, (&format!("{}-dots", laid.id), &title), &finding, said, ""),
            rows: rows.clone(),
            // As in the table below.
            order: Order::AsGiven,
            reference: whole.map(|value| Reference {
                value,
                label: format!("{} {}", scene.place_name(), format::number(value, unit)),
            }),
            words: state_words(scene.say),
            numbers: &axis_number,
        };
        dots(&chart, width)
    };
    Some(Drawn {
        narrow: draw(Width::Narrow),
        wide: draw(Width::Wide),
        note: String::new(),
        finding,
        title,
    })
}

/// Everybody who is known, also those of few: a funnel is wide where numbers are small.
fn funnel(scene: &Scene<'_>, laid: &Laid, block: &Block, said: &Said<'_>) -> Option<Drawn> {
    let measure = block.columns.first()?.id.as_str();
    let known = block.rows.iter().filter(|row| !row.is_unknown());
    let rates = known
        .filter_map(|row| Rate::of(name(scene, row)?, &row.cells.first()?.cell))
        .collect();
    let whole = block.whole.as_ref()?.cells.first()?;
    let whole = Rate::of(scene.place_name(), &whole.cell)?;
    let better = scene.subject(measure)?.better();
    let rates = Rates::new(scene, rates, whole, (better, measure))?;
    let of = scene.say.words(&laid.title);
    let title = scene.say.about("funnel-title", &[("title", Arg::Text(&of))]);
    let (finding, note) = (rates.finding(scene), scene.say.text("funnel-note"));
    let draw = |width| {
        let id = format!("{}-funnel", laid.id);
        rates.draw(scene, caption(scene, (&id, &title), &finding, said, &note), width)
    };
    Some(Drawn {
        narrow: draw(Width::Narrow),
        wide: draw(Width::Wide),
        title,
        finding,
        note,
    })
}

fn name(scene: &Scene<'_>, row: &LaidRow) -> Option<String> {
    Some(match row.keys.first()? {
        Key::Place { name, .. } => scene.say.words(name),
        Key::Value { title, .. } => scene.say.words(title),
        Key::Period(period) => period.label(),
    })
}
