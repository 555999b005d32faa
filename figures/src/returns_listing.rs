//! The register of returns as plain rows: each return, the counts of each part, or who is silent.

use catalog::Language;

use crate::listing::{Field, ListColumn, Listing};
use crate::returns::{PartReturns, ReturnCounts, ReturnState, Returns, SilentUnit, UnitReturn};

/// Every return of every unit, a row each. Instants are UTC; hours are those from the time it was due to the first
/// delivery, or to the moment of judging where none came.
pub fn returns_listing(returns: &Returns, language: Language) -> Listing {
    let columns = [
        "dataset",
        "place_code",
        "place",
        "period",
        "due",
        "state",
        "first_taken_in",
        "last_taken_in",
        "deliveries",
    ];
    let columns = columns.into_iter().map(ListColumn::plain);
    let rows = returns.units.iter();
    listing(
        returns,
        columns.chain([ListColumn::number("hours_late", 1)]).collect(),
        rows.map(|unit| unit_fields(returns, unit, language)).collect(),
    )
}

fn unit_fields(returns: &Returns, unit: &UnitReturn, language: Language) -> Vec<Field> {
    let of = &returns.periods[unit.period];
    let text = |instant: jiff::Timestamp| Field::Text(instant.to_string());
    let until = match unit.state {
        ReturnState::Late => unit.received.map(|received| received.first),
        ReturnState::Overdue => returns.judged_at,
        ReturnState::InTime | ReturnState::Unjudged | ReturnState::Awaited | ReturnState::Suspended => None,
    };
    let hours = until.map(|until| until.duration_since(of.due).as_secs_f64() / 3600.0);
    vec![
        Field::Text(returns.dataset.clone()),
        Field::Text(unit.place.to_string()),
        Field::Text(unit.name.get(language).to_owned()),
        Field::Text(of.period.label()),
        text(of.due),
        Field::Text(unit.state.id().to_owned()),
        unit.received
            .map_or(Field::Nothing, |received| text(received.first)),
        unit.received
            .map_or(Field::Nothing, |received| text(received.last)),
        unit.received
            .map_or(Field::Nothing, |received| whole(received.deliveries)),
        hours.map_or(Field::Nothing, |hours| {
            Field::Number((hours * 10.0).round() / 10.0)
        }),
    ]
}

/// The counts of the whole place and of each of its parts, a row for each period.
pub fn return_counts_listing(returns: &Returns, language: Language) -> Listing {
    let columns = [
        "dataset",
        "part_code",
        "part",
        "period",
        "expected",
        "received",
        "in_time",
        "late",
        "unjudged",
        "overdue",
        "awaited",
        "suspended",
    ];
    let columns = columns.into_iter().map(ListColumn::plain);
    let parts = std::iter::once(&returns.whole).chain(&returns.parts);
    let rows = parts.flat_map(|part| {
        let periods = returns.periods.iter().zip(&part.periods);
        periods.map(move |(of, counts)| count_fields(returns, part, &of.period.label(), counts, language))
    });
    listing(
        returns,
        columns
            .chain([ListColumn::number("in_time_percent", 1)])
            .collect(),
        rows.collect(),
    )
}

fn count_fields(
    returns: &Returns,
    part: &PartReturns,
    period: &str,
    counts: &ReturnCounts,
    language: Language,
) -> Vec<Field> {
    let names = [
        Field::Text(returns.dataset.clone()),
        Field::text(part.place.as_ref().map(ToString::to_string)),
        Field::Text(part.name.get(language).to_owned()),
        Field::Text(period.to_owned()),
    ];
    let numbers = [
        counts.expected(),
        counts.received(),
        counts.in_time,
        counts.late,
        counts.unjudged,
        counts.overdue,
        counts.awaited,
        counts.suspended,
    ];
    let percent = counts.in_time_percent().map_or(Field::Nothing, Field::Number);
    names
        .into_iter()
        .chain(numbers.map(whole))
        .chain([percent])
        .collect()
}

/// The units whose latest due return has not come, those longest silent first.
pub fn silent_listing(returns: &Returns, language: Language) -> Listing {
    let columns = [
        "dataset",
        "place_code",
        "place",
        "around",
        "last_period",
        "missed",
    ];
    listing(
        returns,
        columns.into_iter().map(ListColumn::plain).collect(),
        returns
            .silent
            .iter()
            .map(|unit| silent_fields(returns, unit, language))
            .collect(),
    )
}

fn silent_fields(returns: &Returns, unit: &SilentUnit, language: Language) -> Vec<Field> {
    vec![
        Field::Text(returns.dataset.clone()),
        Field::Text(unit.place.to_string()),
        Field::Text(unit.name.get(language).to_owned()),
        Field::text(unit.around.as_ref().map(|around| around.get(language))),
        Field::text(unit.last.map(|period| period.label())),
        whole(unit.missed),
    ]
}

fn whole(number: u32) -> Field {
    Field::Number(f64::from(number))
}

fn listing(returns: &Returns, columns: Vec<ListColumn>, rows: Vec<Vec<Field>>) -> Listing {
    Listing {
        programme: returns.programme.clone(),
        place: returns.place.clone(),
        as_on: returns.as_on,
        data_version: returns.data_version,
        sample: returns.sample,
        columns,
        rows,
    }
}
