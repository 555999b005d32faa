//! Counting: one pass over stays for all measures of a span, on as many threads as help.

use super::by_key::{self, ByValue, Sums};
use super::chunk::{self, Chunk};
use super::columns::{NO_NUMBER, Piece, Stays};
use super::keys::Keys;
use super::measure::Window;
use super::plan::{Asked, Plan, Slots, values};
use crate::error::AnalyticsError;

/// Fewer stays are counted sooner than another thread begins.
const WORTH_A_THREAD: usize = 100_000;

/// Sums and medians of each measure by place and class.
pub struct Answer {
    keys: Keys,
    sums: Vec<Vec<i64>>,
    by_value: Vec<Vec<ByValue>>,
}

impl Answer {
    /// The key of a place and values of classes, by their positions in the registry and among those declared.
    pub fn key(&self, place: Option<usize>, values: &[Option<usize>]) -> usize {
        self.keys.key(place, values)
    }

    /// The sum of a measure; 0 where no stay is counted.
    pub fn sum(&self, key: usize, measure: usize) -> i64 {
        self.sums[measure].get(key).copied().unwrap_or(0)
    }

    /// The median of what a measure adds up; none where nothing is counted.
    pub fn median(&self, key: usize, measure: usize) -> Option<f64> {
        self.by_value[measure].get(key)?.median()
    }
}

/// The counts of some measures over a span.
pub fn count(stays: &Stays, asked: &Asked<'_>, window: Window) -> Result<Answer, AnalyticsError> {
    let plan = Plan::of(asked, window)?;
    let pieces = stays.touching(window.from, window.to);
    let rows: usize = pieces.iter().map(|piece| piece.rows.len()).sum();
    let helpful = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(rows / WORTH_A_THREAD);
    let whole = if helpful > 1 {
        in_threads(&plan, &pieces, rows.div_ceil(helpful))
    } else {
        let mut tallies = Tallies::new(&plan);
        pieces.iter().for_each(|piece| tallies.count(&plan, piece));
        tallies
    };
    Ok(whole.answer(plan))
}

/// The same sums as on one thread: whole numbers add up in any order.
fn in_threads(plan: &Plan, pieces: &[Piece<'_>], rows_of_each: usize) -> Tallies {
    std::thread::scope(|scope| {
        let shares = shares(pieces, rows_of_each);
        let threads: Vec<_> = shares
            .into_iter()
            .map(|share| {
                scope.spawn(move || {
                    let mut tallies = Tallies::new(plan);
                    share.iter().for_each(|piece| tallies.count(plan, piece));
                    tallies
                })
            })
            .collect();
        let done = threads.into_iter().map(|thread| match thread.join() {
            Ok(tallies) => tallies,
            Err(panicked) => std::panic::resume_unwind(panicked),
        });
        done.reduce(Tallies::merged).unwrap_or_else(|| Tallies::new(plan))
    })
}

/// Pieces shared out, about so many rows to each.
fn shares<'s>(pieces: &[Piece<'s>], rows_of_each: usize) -> Vec<Vec<Piece<'s>>> {
    let mut shares: Vec<Vec<Piece<'_>>> = vec![Vec::new()];
    let mut left = rows_of_each;
    for piece in pieces {
        let mut rows = piece.rows.clone();
        while !rows.is_empty() {
            if left == 0 {
                shares.push(Vec::new());
                left = rows_of_each;
            }
            let end = rows.end.min(rows.start + left);
            left -= end - rows.start;
            shares.last_mut().into_iter().for_each(|share| {
                share.push(Piece {
                    rows: rows.start..end,
                    ..piece.clone()
                });
            });
            rows.start = end;
        }
    }
    shares
}

/// Counts so far.
struct Tallies {
    /// Two conditions each, in their order.
    counts: Vec<by_key::Counts>,
    sums: Vec<Option<Sums>>,
    by_value: Vec<Vec<ByValue>>,
}

/// Arrays that are used again for each chunk.
#[derive(Default)]
struct Scratch {
    asked: Vec<u8>,
    keys: Vec<u32>,
    marks: Vec<Vec<u8>>,
    values: Vec<i64>,
}

impl Tallies {
    fn new(plan: &Plan) -> Self {
        let keys = plan.keys.size;
        let measures = plan.measures.iter();
        Self {
            counts: plan
                .conditions
                .chunks(2)
                .map(|_| by_key::Counts::new(keys))
                .collect(),
            sums: measures
                .clone()
                .map(|measure| (!matches!(measure.adds, Slots::One)).then(|| Sums::new(keys)))
                .collect(),
            by_value: measures
                .map(|measure| vec![ByValue::default(); if measure.has_median { keys } else { 0 }])
                .collect(),
        }
    }

    fn count(&mut self, plan: &Plan, piece: &Piece<'_>) {
        let mut scratch = Scratch {
            marks: vec![Vec::new(); plan.conditions.len()],
            ..Scratch::default()
        };
        for begin in piece.rows.clone().step_by(chunk::ROWS) {
            let rows = Piece {
                rows: begin..piece.rows.end.min(begin + chunk::ROWS),
                ..piece.clone()
            };
            plan.asked(&rows, &mut scratch.asked);
            if scratch.asked.contains(&1) {
                let chunk = Chunk::of(&rows, &plan.columns, &scratch.asked);
                self.add(plan, &chunk, &mut scratch);
            }
        }
    }

    fn add(&mut self, plan: &Plan, chunk: &Chunk<'_>, scratch: &mut Scratch) {
        plan.keys.fill(chunk, &mut scratch.keys);
        for ((condition, days), marks) in plan.conditions.iter().zip(&mut scratch.marks) {
            chunk.mark(condition, days, marks);
        }
        for (counts, marks) in self.counts.iter_mut().zip(scratch.marks.chunks(2)) {
            counts.add(&scratch.keys, &marks[0], marks.get(1).map_or(&[], Vec::as_slice));
        }
        for (at, measure) in plan.measures.iter().enumerate() {
            let (Some(condition), Some(sums)) = (measure.condition, &mut self.sums[at]) else {
                continue;
            };
            let marks = &scratch.marks[condition];
            let values = values(&measure.adds, chunk, plan.to, &mut scratch.values);
            sums.add(&scratch.keys, marks, values);
            if measure.has_median {
                let of_keys = &mut self.by_value[at];
                for ((key, mark), value) in scratch.keys.iter().zip(marks).zip(values) {
                    if *mark == 1 && *value != NO_NUMBER {
                        of_keys[*key as usize].add(*value);
                    }
                }
            }
        }
    }

    fn merged(mut self, other: Self) -> Self {
        for (counts, more) in self.counts.iter_mut().zip(&other.counts) {
            counts.merge(more);
        }
        for (sums, more) in self.sums.iter_mut().zip(&other.sums) {
            if let (Some(sums), Some(more)) = (sums, more) {
                sums.merge(more);
            }
        }
        for (of_keys, more) in self.by_value.iter_mut().zip(&other.by_value) {
            of_keys
                .iter_mut()
                .zip(more)
                .for_each(|(counts, more)| counts.merge(more));
        }
        self
    }

    fn answer(self, plan: Plan) -> Answer {
        let counts: Vec<Vec<i64>> = self.counts.iter().flat_map(by_key::Counts::halves).collect();
        let sums = plan
            .measures
            .iter()
            .zip(self.sums)
            .map(|(measure, sums)| match sums {
                Some(sums) => sums.into_vec(),
                None => measure
                    .condition
                    .map(|condition| counts[condition].clone())
                    .unwrap_or_default(),
            });
        Answer {
            sums: sums.collect(),
            by_value: self.by_value,
            keys: plan.keys,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use catalog::programme::Keeps;
    use catalog::{Catalog, PlaceLevel};

    use super::*;
    use crate::docket::columns::{Month, NONE, Year};
    use crate::docket::marks;
    use crate::names::{BEGIN, DUE, END, OFFICE, RECEIVED};

    const ROWS: i32 = 10_000;
    const WEST_BENGAL: &str = "state-19";
    const WINDOW: Window = Window {
        from: 40,
        to: 90,
        true_on: 90,
    };

    /// Row after row: received on one of 100 days, disposed of up to 40 days later or not at all.
    fn days(row: i32) -> (i32, i32) {
        let begin = row % 100;
        let end = if row % 7 == 0 { i32::MAX } else { begin + row % 41 };
        (begin, end)
    }

    /// Stays in the state, every third of them in Bankura.
    fn stays(catalog: &Catalog) -> Stays {
        let position = |code: &str| {
            let position = catalog.places.position(&code.parse().unwrap());
            i32::try_from(position.unwrap()).unwrap()
        };
        let (state, bankura) = (position(WEST_BENGAL), position("district-305"));
        let column = |of: &dyn Fn(i32) -> i32| (0..ROWS).map(of).collect::<Vec<i32>>();
        let columns = [
            (BEGIN, column(&|row| days(row).0)),
            (END, column(&|row| days(row).1)),
            (RECEIVED, column(&|row| days(row).0)),
            (DUE, column(&|row| days(row).0 + 20)),
            (OFFICE, column(&|_| NONE)),
            ("state", column(&|_| state)),
            (
                "district",
                column(&|row| if row % 3 == 0 { bankura } else { NONE }),
            ),
        ];
        let is_disposed = |row| {
            if days(row).1 == i32::MAX {
                0
            } else {
                marks::DISPOSED
            }
        };
        Stays(vec![Arc::new(Year {
            marks: (0..ROWS).map(|row| marks::RECEIVED | is_disposed(row)).collect(),
            columns: columns.map(|(name, column)| (name.to_owned(), column)).into(),
            numbers: HashMap::new(),
            last: vec![i32::MAX; ROWS as usize],
            months: vec![Month {
                first: 0,
                rows: 0..ROWS as usize,
            }],
        })])
    }

    /// Received, disposed of, pending, days to disposal and their median, of the state or by district, on as many threads
    /// as have so many rows.
    fn counted(
        within: &str,
        level: Option<PlaceLevel>,
        rows_of_each: usize,
    ) -> Vec<(i64, i64, i64, i64, Option<f64>)> {
        let catalog = Catalog::load(None).unwrap();
        let programme = catalog.programme("grievance").unwrap();
        let dataset = programme.dataset("cases").unwrap();
        let Keeps::Docket(docket) = &dataset.keeps else {
            panic!("cases are a docket");
        };
        let measures =
            ["received", "disposed", "pending", "disposal_days"].map(|id| programme.measure(id).unwrap());
        let within = within.parse().unwrap();
        let asked = Asked {
            programme,
            dataset,
            docket,
            within: &within,
            level,
            classes: &[],
            narrowed: &[],
            measures: &measures,
            medians: &[false, false, false, true],
            places: &catalog.places,
        };
        let stays = stays(&catalog);
        let plan = Plan::of(&asked, WINDOW).unwrap();
        let pieces = stays.touching(WINDOW.from, WINDOW.to);
        let keys = plan.keys.size;
        let answer = in_threads(&plan, &pieces, rows_of_each).answer(plan);
        let of_key = |key| {
            let sum = |measure| answer.sum(key, measure);
            (sum(0), sum(1), sum(2), sum(3), answer.median(key, 3))
        };
        (0..keys).map(of_key).collect()
    }

    /// The same, row by row.
    fn by_hand(is_asked: impl Fn(i32) -> bool) -> (i64, i64, i64, i64, Option<f64>) {
        let rows: Vec<(i32, i32)> = (0..ROWS).filter(|row| is_asked(*row)).map(days).collect();
        let inside = |day: i32| (WINDOW.from..=WINDOW.to).contains(&day);
        let count = |holds: &dyn Fn(&(i32, i32)) -> bool| rows.iter().filter(|row| holds(row)).count() as i64;
        let mut took: Vec<i32> = rows
            .iter()
            .filter(|(_, end)| inside(*end))
            .map(|(begin, end)| end - begin)
            .collect();
        took.sort_unstable();
        let middle = |at: usize| f64::from(took[at]);
        (
            count(&|(begin, _)| inside(*begin)),
            count(&|(_, end)| inside(*end)),
            count(&|(begin, end)| *begin <= WINDOW.to && *end > WINDOW.to),
            took.iter().map(|days| i64::from(*days)).sum(),
            (!took.is_empty()).then(|| (middle((took.len() - 1) / 2) + middle(took.len() / 2)) / 2.0),
        )
    }

    #[test]
    fn counts_are_those_of_a_reading_row_by_row_on_one_thread_and_on_many() {
        for rows_of_each in [ROWS as usize, 4097, 999] {
            assert_eq!(counted(WEST_BENGAL, None, rows_of_each), [by_hand(|_| true)]);
        }
    }

    #[test]
    fn a_district_has_those_that_lie_in_it_and_what_lies_in_none_counts_in_none() {
        for rows_of_each in [ROWS as usize, 999] {
            assert_eq!(
                counted("district-305", None, rows_of_each),
                [by_hand(|row| row % 3 == 0)]
            );
            let districts = counted(WEST_BENGAL, Some(PlaceLevel::District), rows_of_each);
            let told = districts.iter().filter(|of_one| of_one.0 > 0);
            let told: Vec<_> = told.copied().collect();
            assert_eq!(told, [by_hand(|row| row % 3 == 0), by_hand(|row| row % 3 != 0)]);
        }
    }

    #[test]
    fn a_place_that_nobody_knows_has_nothing() {
        assert_eq!(counted("district-999999", None, 999), [(0, 0, 0, 0, None)]);
    }
}
