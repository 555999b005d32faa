//! Writes what correctional homes send: their list, the lock-up since 1 April, and the groups of inmates.

use catalog::FinancialYear;
use jiff::civil::Date;

use crate::calendar::{days_between, month_ends, plus};
use crate::error::SampleError;
use crate::model::custody::{HOMES, Home, LockUp, days};
use crate::output::{Output, Purpose, Shape};
use crate::returns::custody_sheets;
use crate::world::World;

/// For how many evenings a file each is written.
const EVENINGS: i32 = 30;

/// Writes all of it.
pub(crate) fn write(output: &mut Output, world: &World) -> Result<(), SampleError> {
    let year = FinancialYear::of(world.until);
    let (first, over) = (year.first_day(), month_ends(year, world.until));
    let mut send = |name: &str, sheet| {
        output.sheets(
            &format!("e-prison/{name}"),
            Shape::Xlsx,
            &[sheet],
            Purpose::Return,
        )
    };
    send("homes/bankura", custody_sheets::list(first))?;
    let all: Vec<(Home, Vec<(Date, LockUp)>)> = HOMES
        .into_iter()
        .map(|home| (home, days(world.seed, &home, first, world.until)))
        .collect();
    // The homes began to send each evening by itself a month ago; what was before came at once.
    let before = plus(world.until, -EVENINGS);
    if first <= before {
        let evenings = custody_sheets::lock_up(&all, (first, before));
        send(&format!("lock-up/bankura-until-{before}"), evenings)?;
    }
    let since = first.max(plus(before, 1));
    for evening in (0..=days_between(since, world.until)).map(|after| plus(since, after)) {
        let sheet = custody_sheets::lock_up(&all, (evening, evening));
        send(&format!("lock-up/bankura-{evening}"), sheet)?;
    }
    for end in &over {
        let on_that_day: Vec<(Home, LockUp)> = all
            .iter()
            .filter_map(|(home, days)| {
                let day = days.iter().find(|(day, _)| day == end)?;
                Some((*home, day.1))
            })
            .collect();
        let month = end.strftime("%Y-%m");
        send(
            &format!("inmates/bankura-{month}"),
            custody_sheets::groups(&on_that_day, *end),
        )?;
        send(
            &format!("custody/bankura-{month}"),
            custody_sheets::custody(&on_that_day, *end),
        )?;
        send(
            &format!("services/bankura-{month}"),
            custody_sheets::services(&on_that_day, *end),
        )?;
    }
    Ok(())
}
