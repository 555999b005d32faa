//! When the sample's returns came: as offices send them, most in time and some late, so that the register of returns and
//! what was known on an earlier day have something to tell. It follows from the names of the files alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use catalog::calendar::{FinancialYear, end_of_day_in_india};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use sample_data::{Purpose, WrittenFile};

/// Files in the order in which they came, with when each did. Faulty ones came before all others; what names no day is a
/// workbook that is kept for long, and came a day after the sample's last one.
pub fn in_order(
    files: &[&WrittenFile],
    folder: &Path,
    until: Date,
    now: Timestamp,
) -> (Vec<PathBuf>, BTreeMap<PathBuf, Timestamp>) {
    let kept = after(until, 20);
    let mut all: Vec<(Timestamp, PathBuf)> = Vec::new();
    for file in files.iter().filter(|file| file.purpose != Purpose::Faulty) {
        let name = file.path.strip_prefix(folder).unwrap_or(&file.path);
        all.push((came(name).unwrap_or(kept).min(now), file.path.clone()));
    }
    all.sort();
    let first = all.first().map_or(now, |(at, _)| *at);
    let before = first.checked_sub(SignedDuration::from_hours(24)).unwrap_or(first);
    let faulty = files.iter().filter(|file| file.purpose == Purpose::Faulty);
    let all = faulty.map(|file| (before, file.path.clone())).chain(all);
    let all: Vec<(Timestamp, PathBuf)> = all.collect();
    let order = all.iter().map(|(_, file)| file.clone()).collect();
    (order, all.into_iter().map(|(at, file)| (file, at)).collect())
}

/// So many hours after a day has ended in India.
fn after(day: Date, hours: i64) -> Timestamp {
    let end = end_of_day_in_india(day);
    end.checked_add(SignedDuration::from_hours(hours)).unwrap_or(end)
}

/// When a file came that names its day, its month or its financial year.
fn came(file: &Path) -> Option<Timestamp> {
    let name = file.with_extension("").to_string_lossy().into_owned();
    let luck = luck_of(&name);
    let is_late = luck % 100 < 12;
    let (end, hours) = if let Some(day) = day(&name) {
        // Daily returns are due at noon.
        (day, if is_late { 13 + luck % 40 } else { 1 + luck % 10 })
    } else if let Some(month) = month(&name) {
        // Monthly ones within five days, those of offices within three that they work.
        (
            month.last_of_month(),
            if is_late { 130 + luck % 200 } else { 12 + luck % 48 },
        )
    } else {
        (year(&name)?.last_day(), 24 * 15)
    };
    Some(after(end, i64::try_from(hours).ok()?))
}

/// A number that follows from a name: FNV-1a.
fn luck_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }) >> 17
}

fn day(name: &str) -> Option<Date> {
    windows(name, 10).find_map(|text| text.parse().ok())
}

fn month(name: &str) -> Option<Date> {
    // `2025-26` would be a month of its own if there were 26.
    windows(name, 7).find_map(|text| format!("{text}-01").parse().ok())
}

fn year(name: &str) -> Option<FinancialYear> {
    windows(name, 7).find_map(|text| text.parse().ok())
}

fn windows(name: &str, letters: usize) -> impl Iterator<Item = &str> {
    (0..name.len()).filter_map(move |at| name.get(at..at + letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came_on(file: &str) -> Option<String> {
        Some(came(Path::new(file))?.to_string()[..10].to_owned())
    }

    #[test]
    fn a_return_comes_after_the_time_that_it_is_about() {
        for (file, after) in [
            ("mgnrega/r5-1-1/2026-11-22/onda.xls", "2026-11-22"),
            ("pushti/growth-registers/2026-02/onda.xlsx", "2026-02-28"),
            ("mgnrega/r3-2/bankura-2025-26.xls", "2026-03-31"),
        ] {
            let came = came_on(file).unwrap();
            assert!(came.as_str() >= after, "{file} came on {came}");
        }
        assert_eq!(came_on("grievance/offices.xlsx"), None);
    }

    #[test]
    fn files_are_in_the_order_in_which_they_came_and_none_comes_from_the_future() {
        let named = [
            ("s/b-2026-11-22.xls", Purpose::Return),
            ("s/a-2026-11-21.xls", Purpose::Return),
            ("s/list.csv", Purpose::Return),
            ("s/c-2027-01-01.xls", Purpose::Return),
            ("s/wrong-2026-11-21.xls", Purpose::Faulty),
        ];
        let files = named.map(|(path, purpose)| WrittenFile {
            path: path.into(),
            purpose,
            rows: 1,
        });
        let files: Vec<&WrittenFile> = files.iter().collect();
        let now: Timestamp = "2026-11-27T00:00:00Z".parse().unwrap();
        let until = "2026-11-22".parse().unwrap();
        let (order, came) = in_order(&files, Path::new("s"), until, now);
        assert_eq!(order[0], Path::new("s/wrong-2026-11-21.xls"));
        let times: Vec<_> = order.iter().map(|file| came[file]).collect();
        assert!(
            times.is_sorted() && times.iter().all(|at| *at <= now),
            "{times:?}"
        );
        assert_eq!(came[Path::new("s/list.csv")].to_string(), "2026-11-23T14:30:00Z");
        assert_eq!(came[Path::new("s/c-2027-01-01.xls")], now);
    }
}
