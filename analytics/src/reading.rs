//! How a measure is read over time: its position on a day, or what came about in a span.

use catalog::Grain;
use catalog::programme::{Flow, Measure, OverTime, Restarts};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::day;

/// What time a cell is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// The position on a day: for a year-to-date measure, since its last restart.
    Position(Date),
    /// What came about between two days, both counted.
    Flow(Date, Date),
}

impl Span {
    /// First and last day of what came about: a position is of the time since counting began.
    pub fn days(self, restarts: &Restarts) -> (Date, Date) {
        match self {
            Self::Flow(from, to) => (from, to),
            Self::Position(day) => (counted_since(restarts, day), day),
        }
    }

    /// The last day.
    pub fn end(self) -> Date {
        match self {
            Self::Position(day) | Self::Flow(_, day) => day,
        }
    }
}

/// A difference of positions: what stood at the end of a piece, less what stood before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The day before the piece, whose value is taken off; none where counting began with the piece.
    pub base: Option<Date>,
    /// The last day of the piece.
    pub end: Date,
}

/// How one measure is read over one span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Values of one or more days.
    Pieces(Vec<Piece>),
    /// Events between two days.
    Events {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// How many returns each place owes in that time.
        due: i64,
    },
}

impl Reading {
    /// The days whose positions are read; none of events.
    pub fn positions(&self) -> impl Iterator<Item = Date> {
        let pieces = match self {
            Self::Pieces(pieces) => pieces.as_slice(),
            Self::Events { .. } => &[],
        };
        pieces
            .iter()
            .flat_map(|piece| piece.base.into_iter().chain([piece.end]))
    }
}

/// The day since which a year-to-date count that stands on a day has been going on.
pub fn counted_since(restarts: &Restarts, day: Date) -> Date {
    let restart = restarts.last_before(day);
    restart.unwrap_or_else(|| day::financial_year_start(day))
}

/// The oldest day whose value may still hold on a day: it is carried for some days, and never over a restart.
pub fn holds_since(measure: &Measure, restarts: &Restarts, carry: u16, day: Date) -> Date {
    let carried = day.saturating_sub(i64::from(carry).days());
    let restart = restarts.last_before(day).filter(|_| measure.restarts);
    restart.map_or(carried, |restart| carried.max(restart))
}

/// How `measure` is read over `span`.
pub fn reading(measure: &Measure, restarts: &Restarts, every: Grain, span: Span) -> Reading {
    if measure.flow.is_some_and(Flow::is_stock) {
        return Reading::Pieces(vec![balance(restarts, span)]);
    }
    match (measure.over_time, span) {
        (OverTime::Latest, _) => Reading::Pieces(vec![Piece {
            base: None,
            end: span.end(),
        }]),
        (OverTime::Cumulative, Span::Position(end)) => Reading::Pieces(vec![Piece { base: None, end }]),
        (OverTime::Cumulative, Span::Flow(from, to)) => Reading::Pieces(pieces(measure, restarts, from, to)),
        (OverTime::Sum, span) => {
            let (from, to) = covered(measure, restarts, span);
            Reading::Events {
                from,
                to,
                due: i64::try_from(every.periods(from, to).len()).unwrap_or(i64::MAX),
            }
        }
    }
}

/// From what stood before a span began, or when the counts of a position began, to what stands at its end.
fn balance(restarts: &Restarts, span: Span) -> Piece {
    let (from, _) = span.days(restarts);
    Piece {
        base: Some(day::before(from)),
        end: span.end(),
    }
}

/// The days a cell is about: a year-to-date position reaches back to its restart.
pub fn covered(measure: &Measure, restarts: &Restarts, span: Span) -> (Date, Date) {
    match (measure.over_time, span) {
        (_, Span::Flow(from, to)) => (from, to),
        (OverTime::Latest, Span::Position(day)) => (day, day),
        (OverTime::Cumulative, Span::Position(day)) if !measure.restarts => (day, day),
        (OverTime::Cumulative | OverTime::Sum, Span::Position(_)) => span.days(restarts),
    }
}

/// Whether parts of a ratio add up over the span: different households of two months are not those of both, and a
/// flow can't be set against a stock.
pub fn adds_up(measures: &[&Measure], restarts: &Restarts, span: Span) -> bool {
    let Span::Flow(from, to) = span else { return true };
    let whole_count =
        restarts.last_before(from) == Some(from) && restarts.next_after(from).is_none_or(|next| next > to);
    let stocks = measures
        .iter()
        .filter(|measure| measure.over_time == OverTime::Latest)
        .count();
    let mixed = stocks > 0 && stocks < measures.len();
    whole_count || !(mixed || measures.iter().any(|measure| counts_distinct_flow(measure)))
}

/// Whether a sum of different households can be given over the span: not over a restart, where they begin again.
pub fn distinct_adds_up(measure: &Measure, restarts: &Restarts, span: Span) -> bool {
    match span {
        Span::Flow(from, to) if counts_distinct_flow(measure) => {
            restarts.next_after(from).is_none_or(|next| next > to)
        }
        Span::Flow(..) | Span::Position(_) => true,
    }
}

fn counts_distinct_flow(measure: &Measure) -> bool {
    measure.distinct && measure.over_time != OverTime::Latest
}

fn pieces(measure: &Measure, restarts: &Restarts, from: Date, to: Date) -> Vec<Piece> {
    if !measure.restarts {
        return vec![Piece {
            base: Some(day::before(from)),
            end: to,
        }];
    }
    let mut pieces = Vec::new();
    let mut start = from;
    loop {
        let next = restarts.next_after(start).filter(|next| *next <= to);
        let begins = restarts.last_before(start) == Some(start);
        let base = (!begins).then(|| day::before(start));
        pieces.push(Piece {
            base,
            end: next.map_or(to, day::before),
        });
        match next {
            Some(next) => start = next,
            None => return pieces,
        }
    }
}

#[cfg(test)]
mod tests {
    use catalog::programme::Programmes;
    use jiff::civil::date;

    use super::*;

    fn read(id: &str, span: Span) -> Reading {
        let programmes = Programmes::built_in().unwrap();
        let mgnrega = programmes.get("mgnrega").unwrap();
        reading(mgnrega.measure(id).unwrap(), &mgnrega.restarts, Grain::Day, span)
    }

    #[test]
    fn a_year_to_date_count_is_read_piece_by_piece_over_restarts() {
        let reading = read("persondays", Span::Flow(date(2026, 3, 16), date(2026, 7, 15)));
        assert_eq!(
            reading,
            Reading::Pieces(vec![
                Piece {
                    base: Some(date(2026, 3, 15)),
                    end: date(2026, 3, 31)
                },
                Piece {
                    base: None,
                    end: date(2026, 6, 30)
                },
                Piece {
                    base: None,
                    end: date(2026, 7, 15)
                },
            ])
        );
    }

    #[test]
    fn job_cards_run_on_over_the_new_year() {
        let reading = read("job_cards", Span::Flow(date(2026, 3, 16), date(2026, 7, 15)));
        assert_eq!(
            reading,
            Reading::Pieces(vec![Piece {
                base: Some(date(2026, 3, 15)),
                end: date(2026, 7, 15)
            }])
        );
    }

    #[test]
    fn a_stock_is_read_on_the_last_day_however_long_the_span() {
        let reading = read("works_ongoing", Span::Flow(date(2026, 4, 1), date(2026, 7, 15)));
        assert_eq!(
            reading,
            Reading::Pieces(vec![Piece {
                base: None,
                end: date(2026, 7, 15)
            }])
        );
    }

    #[test]
    fn households_of_two_counts_are_not_added_together() {
        let programmes = Programmes::built_in().unwrap();
        let mgnrega = programmes.get("mgnrega").unwrap();
        let households = mgnrega.measure("households_provided").unwrap();
        let over = Span::Flow(date(2026, 6, 1), date(2026, 7, 15));
        let inside = Span::Flow(date(2026, 7, 2), date(2026, 7, 15));
        assert!(!distinct_adds_up(households, &mgnrega.restarts, over));
        assert!(distinct_adds_up(households, &mgnrega.restarts, inside));
        assert!(
            !adds_up(&[households], &mgnrega.restarts, inside),
            "average days of a fortnight mean nothing"
        );
        let whole = Span::Flow(date(2026, 7, 1), date(2026, 7, 15));
        assert!(adds_up(&[households], &mgnrega.restarts, whole));
    }
}
