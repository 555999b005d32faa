//! How large a report may become: one that is larger is refused with what would fit, before anything is drawn or set.
//!
//! The limit is one of the process, as those of reading are: pages, the command line and mails make the same documents.

use std::sync::atomic::{AtomicUsize, Ordering};

use catalog::PlaceLevel;

use crate::content::ReportContent;
use crate::error::ReportError;

/// Rows of a report unless told otherwise: the centres of a district, some fifteen thousand, still fit.
pub const ROWS: usize = 20_000;

static MOST: AtomicUsize = AtomicUsize::new(ROWS);

/// Sets the rows that a report may have in this process.
pub fn set_most_rows(most: usize) {
    MOST.store(most, Ordering::Relaxed);
}

/// Refuses a report with more rows than fit.
pub(crate) fn check(content: &ReportContent) -> Result<(), ReportError> {
    check_against(content, MOST.load(Ordering::Relaxed))
}

fn check_against(content: &ReportContent, most: usize) -> Result<(), ReportError> {
    let of_levels = content
        .levels
        .iter()
        .map(|table| (Some(table.level), table.figures.rows.len()));
    let laid = content
        .broken_down
        .iter()
        .map(|figures| (None, figures.rows.len()));
    let rows = content.headline.rows.len() + content.months.as_ref().map_or(0, |months| months.rows.len());
    let (mut rows, mut fits): (usize, Option<PlaceLevel>) = (rows, None);
    for (level, more) in of_levels.chain(laid) {
        rows = rows.saturating_add(more);
        if rows <= most {
            fits = level.or(fits);
        }
    }
    if rows <= most {
        return Ok(());
    }
    Err(ReportError::TooLarge {
        rows,
        most,
        place: content.about.place.en.clone(),
        fits: fits.map_or_else(String::new, |level| {
            format!("; for this place the table by {} still fits", level.id())
        }),
    })
}
