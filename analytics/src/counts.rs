//! The figure of units that alone report: the sum over those that have one, with how many have and how many reported.
//!
//! Rows of such datasets never come from places above the units, so no level competes with another, and what rollups
//! hold is already the sum of what there is. Numbers and reporting lie apart: one series says who reported, for all
//! measures of the dataset together.

use catalog::programme::{Flow, Measure};
use catalog::{PlaceCode, PlaceLevel};
use figures::Units;

use crate::coverage::Coverage;
use crate::names::{REPORTING, TOTALS};
use crate::reading::{Piece, Reading};
use crate::resolve::{Part, Resolved, over, sum_of_what_there_is};
use crate::series::{Series, SeriesKey, SeriesSet};

/// The parts of a place. `measures` belong to `parts`, one each.
pub fn counted(
    place: &PlaceCode,
    parts: &[Part<'_>],
    measures: &[&Measure],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Resolved {
    let end = over(parts).1;
    let mut level = None;
    let mut sums = Vec::with_capacity(parts.len());
    let mut units: Option<Units> = None;
    for (part, measure) in parts.iter().zip(measures) {
        let levels = coverage.units_of(place, measure.at);
        let expected = coverage.waited_for(place, &levels, (end, end)).unwrap_or(0);
        let known = Known::of(place, part, measure, &levels, series, coverage);
        let own = known.units(part, expected);
        level = level.or(levels.first().copied());
        units = Some(units.map_or(own, |units| fewer(units, own)));
        sums.push(known.value(part, measure));
    }
    let sums: Option<Vec<i64>> = sums.into_iter().collect();
    Resolved {
        level: level.filter(|_| sums.is_some()),
        sums,
        units: units.unwrap_or_default(),
        returns: None,
    }
}

/// The parts of several units together.
pub fn counted_together(
    units: &[PlaceCode],
    parts: &[Part<'_>],
    measures: &[&Measure],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Resolved {
    let each = units
        .iter()
        .map(|unit| counted(unit, parts, measures, series, coverage));
    sum_of_what_there_is(each, parts.len())
}

fn fewer(one: Units, other: Units) -> Units {
    Units {
        reported: one.reported.min(other.reported),
        carried: one.carried.max(other.carried),
        expected: one.expected,
    }
}

/// The series behind one part: its numbers, and who reported. A place without any number still has reports.
struct Known<'s> {
    numbers: Vec<&'s Series>,
    reporting: Vec<&'s Series>,
    /// How many units began between two days.
    begun: Box<dyn Fn(jiff::civil::Date, jiff::civil::Date) -> i64 + 's>,
}

impl<'s> Known<'s> {
    fn of(
        place: &'s PlaceCode,
        part: &Part<'_>,
        measure: &Measure,
        levels: &[PlaceLevel],
        series: &'s SeriesSet,
        coverage: &'s Coverage<'_>,
    ) -> Self {
        let get = |measure| {
            levels.iter().filter_map(move |&level| {
                series.get(SeriesKey {
                    measure,
                    place,
                    level,
                })
            })
        };
        let levels_of_it = levels.to_vec();
        let with_totals = (!measure.totals.is_empty()).then_some(TOTALS);
        Self {
            numbers: get(part.measure).collect(),
            begun: Box::new(move |after, by| {
                let each = levels_of_it.iter();
                each.map(|unit| i64::from(coverage.begun(place, *unit, after, by)))
                    .sum()
            }),
            reporting: [Some(REPORTING), with_totals]
                .into_iter()
                .flatten()
                .flat_map(get)
                .collect(),
        }
    }

    fn have(&self, at: jiff::civil::Date) -> i64 {
        self.reporting.iter().map(|series| series.at(at).have).sum()
    }

    fn fresh(&self, from: jiff::civil::Date, to: jiff::civil::Date) -> i64 {
        self.reporting.iter().map(|series| series.fresh(from, to)).sum()
    }

    /// None where no unit has a number.
    fn value(&self, part: &Part<'_>, measure: &Measure) -> Option<i64> {
        match &part.reading {
            Reading::Pieces(pieces) => {
                let last = pieces.last()?;
                match measure.flow {
                    None => self
                        .is_known_throughout(pieces)
                        .then(|| pieces.iter().map(|piece| self.difference(*piece)).sum()),
                    Some(flow) => self.is_known_over(*last).then(|| self.standing(flow, *last)),
                }
            }
            Reading::Events { from, to, .. } => (self.fresh(*from, *to) > 0)
                .then(|| self.numbers.iter().map(|numbers| numbers.sum(*from, *to)).sum()),
        }
    }

    /// Whether each piece has an end, and all who have a number there had one before the piece or began in it: without it nothing can be
    /// taken off, and what came earlier would seem to have come about now.
    fn is_known_throughout(&self, pieces: &[Piece]) -> bool {
        pieces.iter().all(|piece| {
            let end = self.have(piece.end);
            let had_before = |base| self.have(base) + (self.begun)(base, piece.end) >= end;
            end > 0 && piece.base.is_none_or(had_before)
        })
    }

    /// What stood at the end of a piece, less what stood before it.
    fn difference(&self, piece: Piece) -> i64 {
        self.at(piece.end) - piece.base.map_or(0, |base| self.at(base))
    }

    /// What stood before a piece, or at its end.
    fn standing(&self, flow: Flow, piece: Piece) -> i64 {
        match flow {
            Flow::Opening => piece.base.map_or(0, |base| self.at(base)),
            _ => self.at(piece.end),
        }
    }

    fn at(&self, date: jiff::civil::Date) -> i64 {
        self.numbers.iter().map(|numbers| numbers.at(date).sum).sum()
    }

    /// Whether anything is known at the end of a piece, or was reported in it: then its flows are told, and so must
    /// be what they lead from and to.
    fn is_known_over(&self, piece: Piece) -> bool {
        let since = piece.base.and_then(|base| base.tomorrow().ok());
        self.have(piece.end) > 0 || since.is_some_and(|since| self.fresh(since, piece.end) > 0)
    }

    fn units(&self, part: &Part<'_>, expected: u32) -> Units {
        let whole = |count: i64| u32::try_from(count.max(0)).unwrap_or(u32::MAX);
        match &part.reading {
            Reading::Pieces(pieces) => {
                let end = pieces.last().map_or(part.reporting_from, |piece| piece.end);
                let reported = self.fresh(part.reporting_from, end).min(i64::from(expected));
                Units {
                    reported: whole(reported),
                    carried: whole(self.have(end).min(i64::from(expected)) - reported),
                    expected,
                }
            }
            Reading::Events { from, to, due } => Units {
                reported: whole(self.fresh(*from, *to) / (*due).max(1)).min(expected),
                carried: 0,
                expected,
            },
        }
    }
}
