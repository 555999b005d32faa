//! The kinds of coming and leaving that occur, each with its colour, under the word of its direction.

use super::{Flow, Kind, drawable};
use crate::canvas::{Canvas, Point, Rect};
use crate::ink::{Ink, SERIES};
use crate::label::{Anchor, LINE, SIZE};
use crate::measure::{Heaviness, width, wrap};
use crate::svg::Width;

const SWATCH: f64 = 10.0;
const GAP: f64 = 14.0;

/// Where the words of the legend stand.
pub(super) struct Legend {
    words: Vec<(Point, &'static str, String)>,
    swatches: Vec<(Point, Ink)>,
    /// Where it ends.
    pub(super) bottom: f64,
}

impl Legend {
    /// The legend of a chart; kinds that never occur are left out.
    pub(super) fn new(chart: &Flow<'_>, sheet: Width) -> Self {
        let mut legend = Self {
            words: Vec::new(),
            swatches: Vec::new(),
            bottom: 0.0,
        };
        let full = f64::from(sheet.pixels());
        legend.direction(&format!("+ {}", chart.came_word), &chart.came, Ink::Came, full);
        legend.direction(&format!("– {}", chart.left_word), &chart.left, Ink::Gone, full);
        legend
    }

    fn direction(&mut self, word: &str, kinds: &[Kind], ink: fn(u8) -> Ink, full: f64) {
        let mut x = 0.0;
        let mut y = self.bottom + LINE;
        for line in wrap(word, SIZE, Heaviness::Bold, full) {
            x = width(&line, SIZE, Heaviness::Bold) + GAP;
            y = self.bottom + LINE;
            self.words.push(((0.0, y), "strong", line));
            self.bottom += LINE;
        }
        for (kind, named) in kinds.iter().enumerate().filter(|(_, kind)| occurs(kind)) {
            let lines = wrap(&named.name, SIZE, Heaviness::Regular, full - SWATCH - 4.0);
            let wide = lines
                .iter()
                .map(|line| width(line, SIZE, Heaviness::Regular))
                .fold(0.0, f64::max);
            if x + SWATCH + 4.0 + wide > full {
                (x, y) = (0.0, self.bottom + LINE);
            }
            self.swatches.push(((x, y - 9.0), ink((kind % SERIES) as u8)));
            for (line, text) in lines.into_iter().enumerate() {
                let at = y + line as f64 * LINE;
                self.words.push(((x + SWATCH + 4.0, at), "", text));
                self.bottom = self.bottom.max(at);
            }
            x += SWATCH + 4.0 + wide + GAP;
        }
        self.bottom += 4.0;
    }

    /// Draws it.
    pub(super) fn draw(&self, canvas: &Canvas) {
        for ((left, top), ink) in &self.swatches {
            let at = Rect {
                left: left + 0.5,
                top: *top,
                right: left + SWATCH,
                bottom: top + SWATCH,
            };
            canvas.rect(at, *ink);
        }
        for (at, class, text) in &self.words {
            canvas.text(*at, Anchor::Start, class, text);
        }
    }
}

fn occurs(kind: &Kind) -> bool {
    kind.values.iter().any(|value| drawable(*value) > 0.0)
}
