//! Which of the two columns of a desk a card stands in: both should end at about the same height, in reading order.

use catalog::programme::ChartKind;

/// How far both columns reach so far, in pixels.
#[derive(Debug, Default)]
pub struct Columns {
    first: u32,
    beside: u32,
}

/// About what title, finding, source and the way to the table take.
const WORDS: u32 = 190;

impl Columns {
    /// Whether a chart of two heights, drawn narrow and drawn wide, stands in the second column: maps do, the first chart
    /// does not, the others where that column would still end above the middle of them.
    pub fn chart(&mut self, kind: ChartKind, (narrow, wide): (u32, u32)) -> bool {
        let beside = match kind {
            ChartKind::Map => true,
            _ => self.first > 0 && self.beside + narrow / 2 < self.first,
        };
        if beside {
            // In its column it is drawn a little larger than on a phone.
            self.beside += narrow * 20 / 17 + WORDS;
        } else {
            self.first += wide + WORDS;
        }
        beside
    }

    /// Whether a list after all charts stands in the second column; without charts it has the page for itself.
    pub fn list_beside(&self) -> bool {
        self.beside <= self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALL: (u32, u32) = (600, 600);

    #[test]
    fn a_second_chart_fills_the_second_column_where_there_is_no_map() {
        let mut columns = Columns::default();
        assert!(!columns.chart(ChartKind::Trend, (230, 290)));
        assert!(columns.chart(ChartKind::RankedBars, (300, 200)));
        assert!(!columns.list_beside());
    }

    #[test]
    fn a_map_stands_beside_and_what_follows_goes_where_there_is_room() {
        let mut columns = Columns::default();
        assert!(columns.chart(ChartKind::Map, TALL));
        assert!(
            !columns.chart(ChartKind::Trend, TALL),
            "the first chart is what the page is about"
        );
        assert!(!columns.chart(ChartKind::RankedBars, TALL));
        assert!(columns.chart(ChartKind::MapMonths, TALL));
    }

    #[test]
    fn a_list_without_charts_is_not_left_alone_on_one_side() {
        assert!(
            Columns::default().list_beside(),
            "an empty first column takes no room"
        );
    }
}
