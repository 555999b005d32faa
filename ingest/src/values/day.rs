//! Days: as text, as dates of the workbook, and as the serial numbers that are left when a cell loses its format.

use catalog::calendar::{DateError, parse_date};
use jiff::{Timestamp, ToSpan, civil::Date};

use super::is_not_reported;
use crate::read::Cell;
use crate::sheet::number;

/// The day before the first that Excel counts, moved by the leap day that it invents in 1900.
const SERIAL_ZERO: Date = Date::constant(1899, 12, 30);

/// Serial numbers of the years 1941 to 2118: any other number under a date is a slip.
const SERIALS: std::ops::RangeInclusive<f64> = 15_000.0..=80_000.0;

/// The day in a cell; none where it is blank. The time of day is dropped.
pub(crate) fn day(cell: Cell<'_>) -> Result<Option<Date>, DateError> {
    if is_not_reported(cell) {
        return Ok(None);
    }
    match cell {
        Cell::Date(at) => Ok(Some(at.date())),
        Cell::Text(text) if in_india(text).is_some() => Ok(in_india(text)),
        Cell::Text(text) => parse_date(text)
            .or_else(|fault| serial(cell).ok_or(fault))
            .map(Some),
        _ => serial(cell).ok_or(DateError::NotADate).map(Some),
    }
}

/// An instant as portals export it, `2026-11-21T18:30:00.000Z`: midnight in India is the evening before in Greenwich.
fn in_india(text: &str) -> Option<Date> {
    let instant: Timestamp = text.strip_suffix('Z').and_then(|_| text.parse().ok())?;
    Some(catalog::calendar::day_in_india(instant))
}

fn serial(cell: Cell<'_>) -> Option<Date> {
    let serial = number(cell).value().filter(|serial| SERIALS.contains(serial))?;
    SERIAL_ZERO.checked_add((serial.floor() as i32).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_from_text_from_dates_and_from_serial_numbers() {
        let on = Some(date(2026, 11, 22));
        assert_eq!(day(Cell::Text("22/11/26")), Ok(on));
        assert_eq!(day(Cell::Date(date(2026, 11, 22).at(10, 30, 0, 0))), Ok(on));
        assert_eq!(day(Cell::Number(46_348.0)), Ok(on));
        assert_eq!(day(Cell::Text("46348")), Ok(on));
        assert_eq!(day(Cell::Text("2026-11-21T18:30:00.000Z")), Ok(on));
        assert_eq!(day(Cell::Text("-")), Ok(None));
    }

    #[test]
    fn what_is_no_day_is_refused_without_being_quoted() {
        assert_eq!(day(Cell::Number(12.0)), Err(DateError::NotADate));
        assert_eq!(day(Cell::Text("11/25/2026")), Err(DateError::MonthFirst));
        assert_eq!(day(Cell::Text("22/11/2026Z")), Err(DateError::NotADate));
        assert_eq!(day(Cell::Bool(true)), Err(DateError::NotADate));
        let refusal = day(Cell::Text("Sumitra")).unwrap_err().to_string();
        assert!(!refusal.contains("Sumitra"), "{refusal}");
    }
}
