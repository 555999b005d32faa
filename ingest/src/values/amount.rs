//! Counts, money and printed numbers: whole counts, whole paise.

use catalog::programme::ColumnType;

use super::{Reader, Value};
use crate::problem::Problem;
use crate::read::{Cell, shortest_decimal};
use crate::sheet::{Number, number};

/// Beyond this a 64-bit float no longer tells whole numbers apart.
pub(super) const LARGEST: f64 = 9_007_199_254_740_992.0;

/// How far a count may be from a whole number by the noise of binary fractions alone.
const NOISE: f64 = 1e-6;

impl Reader<'_> {
    /// A number; `scale` is what a printed one must be multiplied by.
    pub(super) fn amount(&self, cell: Cell<'_>, scale: i64) -> Result<Option<Value>, Problem> {
        let kind = self.column.kind;
        let printed = match number(cell) {
            Number::NotReported => return Ok(None),
            Number::Value { percent: true, .. } if kind != ColumnType::Number => {
                return Err(self.not_a_number(cell));
            }
            Number::Value { value, .. } => value,
            Number::NotANumber => return Err(self.not_a_number(cell)),
        };
        let value = match kind {
            ColumnType::Count => Value::Whole(count(printed, &self.column.id, scale)?),
            ColumnType::Money => Value::Whole(money(printed, &self.column.id, scale)?),
            _ => Value::Number(printed),
        };
        Ok(Some(value))
    }
}

fn count(printed: f64, column: &str, scale: i64) -> Result<i64, Problem> {
    let (column, found) = (|| column.to_owned(), || shortest_decimal(printed));
    let exact = printed * scale as f64;
    let whole = exact.round();
    if exact < 0.0 {
        return Err(Problem::Negative {
            column: column(),
            found: found(),
        });
    }
    if whole >= LARGEST {
        return Err(Problem::TooLarge {
            column: column(),
            found: found(),
        });
    }
    if (exact - whole).abs() > NOISE.max(whole * f64::EPSILON * 4.0) {
        return Err(Problem::Fraction {
            column: column(),
            found: found(),
        });
    }
    Ok(whole as i64)
}

/// Amounts may be negative, as balances are. Fractions of a paisa are the noise of sheets that compute in lakh.
fn money(printed: f64, column: &str, scale: i64) -> Result<i64, Problem> {
    let paise = (printed * (scale * 100) as f64).round();
    if paise.abs() >= LARGEST {
        return Err(Problem::TooLarge {
            column: column.to_owned(),
            found: shortest_decimal(printed),
        });
    }
    Ok(paise as i64)
}

#[cfg(test)]
mod tests {
    use super::super::Header;
    use super::*;
    use jiff::civil::date;

    fn value(cell: Cell<'_>, column: &str, scale: i64) -> Result<Option<Value>, Problem> {
        let catalog = catalog::Catalog::load(None).unwrap();
        let dataset = catalog.programme("mgnrega").unwrap().dataset("progress").unwrap();
        let column = dataset.column(column).unwrap();
        Reader::of(column, true).value(cell, Header { scale, unit: None })
    }

    fn count_of(text: &str, scale: i64) -> Result<Option<Value>, Problem> {
        value(Cell::Text(text), "persondays", scale)
    }

    fn paise(cell: Cell<'_>, scale: i64) -> Result<Option<Value>, Problem> {
        value(cell, "expenditure", scale)
    }

    #[test]
    fn what_is_not_reported_stays_apart_from_zero() {
        for text in ["", " ", "-", "NA", "Nil"] {
            assert_eq!(count_of(text, 1), Ok(None), "{text}");
        }
        assert_eq!(count_of("0", 1), Ok(Some(Value::Whole(0))));
    }

    #[test]
    fn lakh_become_paise_without_the_noise_of_the_sheet() {
        assert_eq!(
            paise(Cell::Number("5.4700800000000003".parse().unwrap()), 100_000),
            Ok(Some(Value::Whole(54_700_800)))
        );
        assert_eq!(
            paise(Cell::Number(461.72), 100_000),
            Ok(Some(Value::Whole(4_617_200_000)))
        );
        assert_eq!(
            paise(Cell::Text("-103306.26"), 100_000),
            Ok(Some(Value::Whole(-1_033_062_600_000)))
        );
    }

    #[test]
    fn a_count_in_lakh_is_whole_once_multiplied() {
        assert_eq!(count_of("12.34567", 100_000), Ok(Some(Value::Whole(1_234_567))));
        assert!(matches!(
            count_of("12.345678", 100_000),
            Err(Problem::Fraction { .. })
        ));
    }

    #[test]
    fn half_a_person_fewer_than_none_and_a_percentage_are_refused() {
        assert!(matches!(count_of("12.5", 1), Err(Problem::Fraction { .. })));
        assert!(matches!(count_of("-3", 1), Err(Problem::Negative { .. })));
        assert!(matches!(count_of("85%", 1), Err(Problem::NotANumber { .. })));
        assert!(matches!(
            count_of("99999999999999999", 1),
            Err(Problem::TooLarge { .. })
        ));
    }

    #[test]
    fn dates_and_formula_errors_are_told_as_what_they_are() {
        let on = Cell::Date(date(2026, 1, 14).at(0, 0, 0, 0));
        assert!(matches!(paise(on, 1), Err(Problem::DateForNumber { .. })));
        let refusal = paise(Cell::Error("#REF!"), 1).unwrap_err().to_string();
        assert_eq!(
            refusal,
            "the formula gives #REF!; mend it, or write the value of `expenditure`"
        );
    }
}
