//! What correctional homes send: their list, the daily lock-up, and once a month who is in custody and for how long.

use jiff::civil::Date;

use crate::line::Line;
use crate::model::custody::{HOMES, Home, LockUp, Seat, parts};
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};

/// Women and men of each category and age, in the order of the rows; parts of all men or of all women.
const CATEGORIES: [(&str, f64); 4] = [("SC", 0.36), ("ST", 0.14), ("OBC", 0.09), ("Others", 0.41)];
const AGES: [(&str, f64); 3] = [("18-30", 0.44), ("30-50", 0.43), ("50 and above", 0.13)];
/// Undertrials by how long they have been in custody.
const CUSTODY: [(&str, f64); 7] = [
    ("Up to 3 months", 0.36),
    ("3-6 months", 0.21),
    ("6-12 months", 0.19),
    ("1-2 years", 0.14),
    ("2-3 years", 0.06),
    ("3-5 years", 0.03),
    ("Over 5 years", 0.01),
];

/// The list of homes.
pub(crate) fn list(as_on: Date) -> Sheet {
    let rows = HOMES.iter().map(|home| {
        let mut cells: Vec<Cell> = Vec::new();
        cells.text(home.code);
        cells.text(home.name);
        cells.text(home.kind);
        cells.text("Bankura");
        let (town, block, gp) = match home.seat {
            Seat::Town(town) => (Some(town), None, None),
            Seat::Gp(block, gp) => (None, Some(block), Some(gp)),
        };
        [town, block, gp].into_iter().for_each(|place| cells.maybe(place));
        cells.text("Superintendent (made up)");
        Row::data(cells)
    });
    sheet(
        "Homes",
        &format!("Correctional homes, as on {}", printed(as_on)),
        vec![format!("As on {}", printed(as_on))],
        &[
            "Home code",
            "Correctional home",
            "Kind of home",
            "District",
            "Municipality",
            "Block",
            "GP",
            "Superintendent",
        ]
        .map(Column::alone),
        rows.collect(),
    )
}

/// The lock-up of all homes on some days.
pub(crate) fn lock_up(days: &[(Home, Vec<(Date, LockUp)>)], (first, last): (Date, Date)) -> Sheet {
    let rows = days.iter().flat_map(|(home, days)| {
        let asked = days.iter().filter(move |(day, _)| (first..=last).contains(day));
        asked.map(|(day, lock_up)| lock_up_row(home, *day, lock_up))
    });
    let groups = ["Convicts", "Undertrials", "Civil", "Detenues", "Foreigners"];
    let columns = ["Date", "Home code", "Correctional home"]
        .map(Column::alone)
        .into_iter()
        .chain(["Male", "Female"].map(|title| Column::under("Sanctioned capacity", title)))
        .chain(["Opening", "Admitted"].map(Column::alone))
        .chain(["Bail", "Acquitted", "Sentence served"].map(|title| Column::under("Released", title)))
        .chain(["Transferred out", "Transferred in", "Escaped", "Died"].map(Column::alone))
        .chain(
            groups
                .into_iter()
                .flat_map(|group| ["Male", "Female"].map(|title| Column::under(group, title))),
        )
        .chain([Column::alone("Closing")])
        .chain(
            ["Due", "In person", "By video", "No escort", "Other reason"]
                .map(|title| Column::under("Court production", title)),
        )
        .chain(
            ["Requested", "Approved", "Held", "Rejected", "No show"]
                .map(|title| Column::under("e-Mulakat", title)),
        );
    let columns: Vec<Column> = columns.collect();
    sheet("Lock-up", "Daily lock-up", Vec::new(), &columns, rows.collect())
}

fn lock_up_row(home: &Home, day: Date, of: &LockUp) -> Row {
    let mut cells: Vec<Cell> = vec![Cell::Date(day)];
    cells.text(home.code);
    cells.text(home.name);
    let asked = of.closing() / 12;
    let approved = asked - asked / 9;
    let kinds = of.kinds();
    let other = of.due - of.in_person - of.by_video - of.no_escort;
    let counts = [
        home.capacity.0,
        home.capacity.1,
        of.opening,
        of.admitted,
        of.bail,
        of.acquitted,
        of.served,
        of.transferred_out,
        of.transferred_in,
        0,
        of.died,
    ];
    let none = [(0, 0); 2]; // detenues and foreigners
    let kinds = kinds.iter().chain(&none).flat_map(|(men, women)| [*men, *women]);
    let rest = [
        of.closing(),
        of.due,
        of.in_person,
        of.by_video,
        of.no_escort,
        other,
        asked,
        approved,
        approved - approved / 11,
        asked - approved,
        approved / 11,
    ];
    counts
        .into_iter()
        .chain(kinds)
        .chain(rest)
        .for_each(|count| cells.count(count));
    Row::data(cells)
}

/// Inmates of a month's end by sex, category and age.
pub(crate) fn groups(days: &[(Home, LockUp)], as_on: Date) -> Sheet {
    let mut rows = Vec::new();
    for (home, of) in days {
        let [convicts, undertrials, civil] = of.kinds();
        let men = (convicts.0 + undertrials.0 + civil.0, undertrials.0);
        let women = (convicts.1 + undertrials.1 + civil.1, undertrials.1);
        let shares: Vec<f64> = CATEGORIES
            .iter()
            .flat_map(|(_, category)| AGES.map(|(_, age)| category * age))
            .collect();
        for (sex, (inmates, undertrials)) in [("Male", men), ("Female", women)] {
            let inmates = parts(inmates, &shares);
            let undertrials = parts(undertrials, &shares);
            let names = CATEGORIES
                .iter()
                .flat_map(|(category, _)| AGES.map(|(age, _)| (*category, age)));
            for ((category, age), (all, tried)) in names.zip(inmates.iter().zip(&undertrials)) {
                let mut cells = named(home);
                [sex, category, age].into_iter().for_each(|word| cells.text(word));
                cells.count(*all);
                cells.count(*tried.min(all));
                rows.push(Row::data(cells));
            }
        }
    }
    sheet(
        "Inmates",
        "Inmates by sex, category and age",
        vec![format!("As on {}", printed(as_on))],
        &[
            "Home code",
            "Correctional home",
            "Sex",
            "Category",
            "Age group",
            "Inmates",
            "Undertrials",
        ]
        .map(Column::alone),
        rows,
    )
}

/// Undertrials of a month's end by time in custody, and whose release is to be looked at.
pub(crate) fn custody(days: &[(Home, LockUp)], as_on: Date) -> Sheet {
    let shares = CUSTODY.map(|(_, share)| share);
    let rows = days.iter().flat_map(|(home, of)| {
        let (men, women) = of.kinds()[1];
        let counts = parts(men + women, &shares);
        CUSTODY
            .iter()
            .zip(counts)
            .enumerate()
            .map(|(at, ((span, _), count))| {
                let mut cells = named(home);
                cells.text(span);
                cells.count(count);
                cells.count(if at < 3 { 0 } else { count / 3 });
                Row::data(cells)
            })
            .collect::<Vec<_>>()
    });
    sheet(
        "Custody",
        "Undertrials by time in custody",
        vec![format!("As on {}", printed(as_on))],
        &[
            "Home code",
            "Correctional home",
            "Time in custody",
            "Undertrials",
            "Release review due",
        ]
        .map(Column::alone),
        rows.collect(),
    )
}

/// Legal aid and health check-ups of a month.
pub(crate) fn services(days: &[(Home, LockUp)], as_on: Date) -> Sheet {
    let rows = days.iter().map(|(home, of)| {
        let mut cells = named(home);
        let inmates = of.closing();
        let eligible = inmates * 3 / 5;
        [eligible, eligible * 7 / 10, inmates, inmates * 4 / 3]
            .iter()
            .for_each(|count| cells.count(*count));
        Row::data(cells)
    });
    sheet(
        "Services",
        "Legal aid and health check-ups",
        vec![format!("As on {}", printed(as_on))],
        &[
            "Home code",
            "Correctional home",
            "Eligible for legal aid",
            "Given legal aid",
            "Inmates",
            "Health check-ups",
        ]
        .map(Column::alone),
        rows.collect(),
    )
}

fn named(home: &Home) -> Vec<Cell> {
    let mut cells = Vec::new();
    cells.text(home.code);
    cells.text(home.name);
    cells
}

fn sheet(name: &str, title: &str, more: Vec<String>, columns: &[Column], rows: Vec<Row>) -> Sheet {
    let mut titles = vec![MARK.to_owned(), format!("{title}, District : BANKURA")];
    titles.extend(more);
    Sheet {
        name: name.to_owned(),
        titles,
        columns: columns.to_vec(),
        numbers: Vec::new(),
        rows,
    }
}
