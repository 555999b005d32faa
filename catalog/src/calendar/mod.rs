//! The calendar of the administration: financial years, periods, dates as offices write them, working days.
//!
//! ```
//! use catalog::{Grain, Language, calendar};
//! use jiff::civil::date;
//!
//! let day = calendar::parse_date("22-11-2026").unwrap();
//! assert_eq!(day, date(2026, 11, 22));
//! assert_eq!(Grain::Quarter.containing(day).label(), "2026-27-Q3");
//! assert_eq!(calendar::show_date(day, Language::Bn), "22 নভে 2026");
//! ```

mod date_text;
mod financial_year;
mod holidays;
mod india;
mod months;
mod period;

pub use date_text::{DateError, parse_date, show_date};
pub use financial_year::{FinancialYear, FinancialYearError};
pub use holidays::{Holidays, HolidaysError, WorkingDays};
pub use india::{day_in_india, end_of_day_in_india};
pub use months::{month_name, month_short, show_month};
pub use period::{Grain, Period, PeriodError, UnknownGrain, is_dated, same_date_last_year};
