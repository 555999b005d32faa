//! Places under each other, each with a name and a figure: what ranked bars and dots have in common.
//!
//! On a desk the name stands left of its figure; on a phone above it. Names too long are broken, never cut.

use crate::axis::{Axis, Numbers};
use crate::canvas::{Canvas, Rect};
use crate::ink::Ink;
use crate::label::{Anchor, LINE, SIZE, Taken, room};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{Reading, Standing, State, StateWords};
use crate::svg::Width;

/// A place and its figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The place, in the reader's language.
    pub name: String,
    /// Its figure.
    pub reading: Reading,
    /// How it stands; `None` also where it can't be told from chance.
    pub standing: Option<Standing>,
    /// How far chance may have moved the figure.
    pub interval: Option<(f64, f64)>,
    /// What is said of the bar itself, where no standing is.
    pub tone: Tone,
}

/// What is said of a bar itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// It is what the chart is about.
    Told,
    /// It is of so few that chance may have made it: drawn hollow.
    Few,
}

impl Row {
    /// A place with a figure of which nothing more is said.
    pub fn new(name: impl Into<String>, reading: Reading) -> Self {
        Self {
            name: name.into(),
            reading,
            standing: None,
            interval: None,
            tone: Tone::Plain,
        }
    }

    /// With a tone.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// What its bar is drawn with.
    pub(crate) fn ink(&self) -> Ink {
        match (self.standing, self.tone) {
            (None, Tone::Told) => Ink::Told,
            (None, Tone::Few) => Ink::Few,
            (standing, _) => Standing::ink(standing),
        }
    }

    /// With a standing.
    pub fn standing(self, standing: Standing) -> Self {
        Self {
            standing: Some(standing),
            ..self
        }
    }

    /// With an interval.
    pub fn interval(self, low: f64, high: f64) -> Self {
        Self {
            interval: Some((low, high)),
            ..self
        }
    }

    /// Every number the scale must reach.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = f64> {
        let ends = self.interval.filter(|_| self.reading.number().is_some());
        self.reading
            .number()
            .into_iter()
            .chain(ends.into_iter().flat_map(|(low, high)| [low, high]))
    }
}

/// A line across all places: a target, the district's figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Where it lies.
    pub value: f64,
    /// Its word: "target 95".
    pub label: String,
}

/// Largest first, then the states, then names: so that equal figures keep one order.
pub(crate) fn ranked(rows: &[Row]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| match (a.reading.number(), b.reading.number()) {
        (Some(a_value), Some(b_value)) => b_value.total_cmp(&a_value).then_with(|| a.name.cmp(&b.name)),
        (a_value, b_value) => b_value
            .is_some()
            .cmp(&a_value.is_some())
            .then_with(|| state(a).cmp(&state(b)))
            .then_with(|| a.name.cmp(&b.name)),
    });
    rows
}

fn state(row: &Row) -> Option<State> {
    match row.reading {
        Reading::State(state) => Some(state),
        Reading::Value { .. } => None,
    }
}

/// Where rows stand on the sheet.
pub(crate) struct Layout {
    names: Vec<Vec<String>>,
    tops: Vec<f64>,
    /// Where names end and figures begin.
    pub(crate) left: f64,
    /// Where the first row begins.
    pub(crate) top: f64,
    /// Where the last row ends.
    pub(crate) bottom: f64,
    width: Width,
}

/// Half the height of a bar.
pub(crate) const HALF_BAR: f64 = 6.0;
const TICKS: f64 = 22.0;
const REFERENCE: f64 = 20.0;

impl Layout {
    /// Rows for a width; `head` of them is left free for the word of a reference.
    pub(crate) fn new(rows: &[Row], reference: Option<&Reference>, sheet: Width) -> Self {
        let full = f64::from(sheet.pixels());
        let widest = rows
            .iter()
            .map(|row| width(&row.name, SIZE, Heaviness::Regular))
            .fold(0.0, f64::max);
        let (column, left) = match sheet {
            Width::Narrow => (full, 0.0),
            Width::Wide => {
                let column = widest.min(full * 0.4).ceil();
                (column, column + 8.0)
            }
        };
        let names: Vec<_> = rows
            .iter()
            .map(|row| wrap(&row.name, SIZE, Heaviness::Regular, column))
            .collect();
        let top = if reference.is_some() { REFERENCE } else { 2.0 };
        let mut tops = vec![top];
        for lines in &names {
            let lines = lines.len().max(1) as f64 * LINE;
            let height = match sheet {
                Width::Narrow => lines + 2.0 * HALF_BAR + 8.0,
                Width::Wide => lines.max(2.0 * HALF_BAR) + 6.0,
            };
            tops.push(tops[tops.len() - 1] + height);
        }
        let bottom = tops.pop().unwrap_or(top);
        Self {
            names,
            tops,
            left,
            top,
            bottom,
            width: sheet,
        }
    }

    /// The height of the sheet.
    pub(crate) fn height(&self) -> f64 {
        self.bottom + TICKS
    }

    /// The middle of a row's figure.
    pub(crate) fn middle(&self, row: usize) -> f64 {
        let below = self.tops.get(row + 1).copied().unwrap_or(self.bottom);
        match self.width {
            Width::Narrow => below - 6.0 - HALF_BAR,
            Width::Wide => (self.tops[row] + below) / 2.0,
        }
    }

    /// Writes the names.
    pub(crate) fn draw_names(&self, canvas: &Canvas) {
        for (row, lines) in self.names.iter().enumerate() {
            let (x, anchor, first) = match self.width {
                Width::Narrow => (0.0, Anchor::Start, self.tops[row] + 12.0),
                Width::Wide => (
                    self.left - 8.0,
                    Anchor::End,
                    self.middle(row) + 4.0 - (lines.len().max(1) - 1) as f64 * LINE / 2.0,
                ),
            };
            for (line, text) in lines.iter().enumerate() {
                canvas.text((x, first + line as f64 * LINE), anchor, "halo", text);
            }
        }
    }

    /// The grid lines and numbers of the scale; numbers that would touch are left out.
    pub(crate) fn draw_scale(
        &self,
        canvas: &Canvas,
        axis: &Axis,
        x: impl Fn(f64) -> f64,
        numbers: Numbers<'_>,
    ) {
        let mut free_from = f64::NEG_INFINITY;
        for tick in &axis.ticks {
            let at = x(*tick);
            self.draw_upright(canvas, at, Ink::Grid);
            let label = axis.label(*tick, numbers);
            let half = width(&label, SIZE, Heaviness::Regular) / 2.0;
            let centre = at.clamp(half, (f64::from(self.width.pixels()) - half).max(half));
            if centre - half > free_from {
                canvas.text((centre, self.bottom + 16.0), Anchor::Middle, "tick", &label);
                free_from = centre + half + 6.0;
            }
        }
    }

    /// The line bars are counted from; on a phone only beside the bars, for names stand between them.
    pub(crate) fn draw_zero(&self, canvas: &Canvas, at: f64) {
        match self.width {
            Width::Wide => canvas.path([(at, self.top), (at, self.bottom)], Ink::Zero),
            Width::Narrow => (0..self.tops.len()).for_each(|row| {
                let middle = self.middle(row);
                canvas.path(
                    [(at, middle - HALF_BAR - 2.0), (at, middle + HALF_BAR + 2.0)],
                    Ink::Zero,
                );
            }),
        }
    }

    /// A line across all rows; on a phone not through the names that stand in its way.
    fn draw_upright(&self, canvas: &Canvas, at: f64, ink: Ink) {
        if self.width == Width::Wide {
            return canvas.path([(at, self.top), (at, self.bottom)], ink);
        }
        // Where no name is in the way from one row to the next the pieces are one, so that dashes stay even.
        let mut from = self.top;
        for (row, names) in self.names.iter().enumerate() {
            let widest = names.iter().map(|name| width(name, SIZE, Heaviness::Regular));
            if widest.fold(0.0, f64::max) + 4.0 < at {
                continue;
            }
            if self.tops[row] > from {
                canvas.path([(at, from), (at, self.tops[row])], ink);
            }
            from = self.middle(row) - HALF_BAR - 1.0;
        }
        canvas.path([(at, from), (at, self.bottom)], ink);
    }

    /// The line of a reference, with its word on top.
    pub(crate) fn draw_reference(&self, canvas: &Canvas, reference: &Reference, at: f64) {
        canvas.path([(at, self.top - 4.0), (at, self.top)], Ink::Target);
        self.draw_upright(canvas, at, Ink::Target);
        let sheet = Rect {
            left: 0.0,
            top: 0.0,
            right: f64::from(self.width.pixels()),
            bottom: self.bottom,
        };
        let candidates = [Anchor::Middle, Anchor::Start, Anchor::End].map(|anchor| ((at, 11.0), anchor));
        let (place, anchor) =
            Taken::default().place(&candidates, &reference.label, Heaviness::Regular, sheet);
        let room = room(place, anchor, &reference.label, Heaviness::Regular);
        let shift = (0.0 - room.left).max(0.0);
        canvas.text((place.0 + shift, place.1), anchor, "", &reference.label);
    }
}

/// Room for the longest of some labels, with the mark of a standing and a gap.
pub(crate) fn label_room<'a>(rows: impl Iterator<Item = &'a Row>, words: &StateWords) -> f64 {
    rows.map(|row| {
        let mark = if row.standing.is_some() { MARK } else { 0.0 };
        width(row.reading.words(words), SIZE, Heaviness::Bold) + mark + 8.0
    })
    .fold(0.0, f64::max)
}

/// The width of the mark of a standing, with its gap.
pub(crate) const MARK: f64 = 14.0;

/// A sign and a word where there is no number.
pub(crate) fn draw_state(canvas: &Canvas, state: State, words: &StateWords, left: f64, middle: f64) {
    // Clear of the line at zero.
    let mut at = left + 4.0;
    if state != State::NotApplicable {
        canvas.rect(
            Rect {
                left: at,
                top: middle - HALF_BAR,
                right: at + 36.0,
                bottom: middle + HALF_BAR,
            },
            state.ink(),
        );
        at += 42.0;
    }
    canvas.text((at, middle + 4.0), Anchor::Start, "tick halo", words.of(state));
}

/// The label of a value and the mark of its standing, to the right of a point or to its left.
pub(crate) fn draw_value(
    canvas: &Canvas,
    row: &Row,
    words: &StateWords,
    (x, middle): (f64, f64),
    anchor: Anchor,
) {
    let label = row.reading.words(words);
    let class = format!("{} halo", Standing::text_class(row.standing));
    canvas.text((x, middle + 4.0), anchor, class.trim_start(), label);
    let Some(standing) = row.standing else { return };
    let wide = width(label, SIZE, Heaviness::Bold) + 8.0;
    let mark = if anchor == Anchor::End { x - wide } else { x + wide };
    canvas.standing((mark, middle), standing);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_without_a_number_come_last_however_the_rest_is_ranked() {
        let rows = [
            Row::new("B", Reading::State(State::NotReported)),
            Row::new("C", Reading::value(-3.0, "-3")),
            Row::new("A", Reading::value(0.0, "0")),
            Row::new("D", Reading::value(f64::NAN, "?")),
        ];
        let names: Vec<_> = ranked(&rows).into_iter().map(|row| row.name).collect();
        assert_eq!(names, ["A", "C", "D", "B"]);
    }

    #[test]
    fn equal_figures_are_ranked_by_name() {
        let rows = ["Onda", "Indus"].map(|name| Row::new(name, Reading::value(1.0, "1")));
        assert_eq!(ranked(&rows)[0].name, "Indus");
    }

    #[test]
    fn a_long_name_makes_its_row_higher_and_loses_nothing() {
        let long = "শ্রীশ্রীরামকৃষ্ণ পরমহংসদেব স্মৃতি প্রাথমিক বিদ্যালয় সংলগ্ন অঙ্গনওয়াড়ি কেন্দ্র নম্বর সতেরো";
        let rows = [
            Row::new(long, Reading::value(1.0, "1")),
            Row::new("Onda", Reading::value(1.0, "1")),
        ];
        let layout = Layout::new(&rows, None, Width::Wide);
        assert!(layout.names[0].len() > 1);
        assert_eq!(layout.names[0].join(" "), long);
    }
}
