//! One cell in eight bytes: numbers as they are, everything else among the many bit patterns that are no number.

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stored {
    Empty,
    /// The text of that number.
    Text(u32),
    /// An error, of which the text of that number says what it is.
    Error(u32),
    Number(f64),
    Date {
        /// Since 1970.
        days: i32,
        second: u32,
    },
    Bool(bool),
    /// Part of a merged range; the value is read at its top left cell.
    Covered {
        row: u32,
        column: u32,
    },
}

/// A stored cell. Where sign, exponent and the first bit after it are all set, the next three bits say what it is, and 48 bits
/// are left for it; no number that a program computes has such bits, since whatever is no number is made one and the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed(u64);

const TAGGED: u64 = 0xfff8 << 48;
const PAYLOAD: u64 = (1 << 48) - 1;
const EMPTY: u64 = 1;
const TEXT: u64 = 2;
const ERROR: u64 = 3;
const DATE: u64 = 4;
const BOOL: u64 = 5;
const COVERED: u64 = 6;
/// Bits of a second of the day, and of a column.
const SECOND: u32 = 17;
const COLUMN: u32 = 14;
/// Added to days, so that those before 1970 are no negative numbers.
const DAYS: i64 = 1 << 24;

impl Packed {
    /// A cell with nothing in it.
    pub(super) const EMPTY: Self = Self(TAGGED | EMPTY << 48);

    pub(super) fn of(stored: Stored) -> Self {
        let tagged = |tag: u64, payload: u64| Self(TAGGED | tag << 48 | (payload & PAYLOAD));
        match stored {
            Stored::Empty => Self::EMPTY,
            Stored::Number(number) if number.is_nan() => Self(f64::NAN.to_bits() & !(1 << 63)),
            Stored::Number(number) => Self(number.to_bits()),
            Stored::Text(number) => tagged(TEXT, number.into()),
            Stored::Error(number) => tagged(ERROR, number.into()),
            Stored::Date { days, second } => {
                let days = (i64::from(days) + DAYS).unsigned_abs();
                tagged(DATE, days << SECOND | u64::from(second))
            }
            Stored::Bool(value) => tagged(BOOL, value.into()),
            Stored::Covered { row, column } => tagged(COVERED, u64::from(row) << COLUMN | u64::from(column)),
        }
    }

    pub(super) fn stored(self) -> Stored {
        if self.0 & TAGGED != TAGGED || self.0 == TAGGED {
            return Stored::Number(f64::from_bits(self.0));
        }
        let payload = self.0 & PAYLOAD;
        let low = |bits: u32| (payload & ((1 << bits) - 1)) as u32;
        match self.0 >> 48 & 0b111 {
            TEXT => Stored::Text(payload as u32),
            ERROR => Stored::Error(payload as u32),
            DATE => Stored::Date {
                days: ((payload >> SECOND) as i64 - DAYS) as i32,
                second: low(SECOND),
            },
            BOOL => Stored::Bool(payload != 0),
            COVERED => Stored::Covered {
                row: (payload >> COLUMN) as u32,
                column: low(COLUMN),
            },
            _ => Stored::Empty,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::limits::{MAX_COLUMNS, MAX_ROWS};

    fn back(stored: Stored) -> Stored {
        Packed::of(stored).stored()
    }

    #[test]
    fn what_is_no_number_stays_one_whatever_its_bits() {
        for bits in [
            u64::MAX,
            TAGGED,
            TAGGED | 1,
            0xfff9 << 48,
            0x7ff8 << 48,
            0x7ff0_0000_0000_0001,
        ] {
            let Stored::Number(number) = back(Stored::Number(f64::from_bits(bits))) else {
                panic!("{bits:x} became something else");
            };
            assert!(number.is_nan());
        }
    }

    #[test]
    fn numbers_at_the_ends_are_kept_to_the_bit() {
        for number in [
            0.0,
            -0.0,
            f64::MAX,
            f64::MIN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MIN_POSITIVE,
        ] {
            assert_eq!(Packed::of(Stored::Number(number)).0, number.to_bits());
            assert_eq!(back(Stored::Number(number)), Stored::Number(number));
        }
    }

    proptest! {
        #[test]
        fn whatever_a_cell_holds_is_read_back(
            number in any::<f64>().prop_filter("a number", |number| !number.is_nan()),
            text in any::<u32>(),
            days in -800_000..3_000_000_i32,
            second in 0..86_400_u32,
            row in 0..MAX_ROWS,
            column in 0..MAX_COLUMNS,
            flag in any::<bool>(),
        ) {
            for stored in [
                Stored::Empty,
                Stored::Number(number),
                Stored::Text(text),
                Stored::Error(text),
                Stored::Date { days, second },
                Stored::Bool(flag),
                Stored::Covered { row, column },
            ] {
                prop_assert_eq!(back(stored), stored);
            }
        }
    }
}
