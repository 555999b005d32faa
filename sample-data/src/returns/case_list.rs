//! The case list of the grievance cell: a row for each grievance, with every day known so far.

use jiff::civil::Date;

use crate::line::Line;
use crate::model::grievances::{
    CATEGORIES, Case, Channel, DEPARTMENTS, Gender, Kind, Land, Social, Status, date_of,
};
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};

/// The headers.
pub(crate) const COLUMNS: [&str; 37] = [
    "Sl. No.",
    "Grievance ID",
    "Date of Receipt",
    "Name of Complainant",
    "Mobile No.",
    "Address",
    "Gender",
    "Age",
    "Social Category",
    "Religion",
    "District",
    "Block / Municipality",
    "GP / Ward",
    "Rural / Urban",
    "Category",
    "Sub-category",
    "Subject",
    "Department",
    "Office Code",
    "Office Name",
    "Channel",
    "Forwarded on",
    "Assigned on",
    "Action Taken on",
    "Disposed on",
    "Current Status",
    "Outcome",
    "Rating",
    "Interim Reply on",
    "Transferred on",
    "Transferred from",
    "ATR Returned on",
    "Reopened on",
    "Disposed again on",
    "Appeal on",
    "Appeal Decided on",
    "Appeal Decision",
];

/// What those who keep the list write for what others write otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording {
    gender: [&'static str; 3],
    social: [&'static str; 4],
    kind: [&'static str; 2],
    disposed: &'static str,
    unknown: &'static str,
}

const WORDINGS: [Wording; 4] = [
    Wording {
        gender: ["Female", "Male", "Other"],
        social: ["General", "SC", "ST", "OBC"],
        kind: ["Rural", "Urban"],
        disposed: "Disposed",
        unknown: "",
    },
    Wording {
        gender: ["F", "M", "O"],
        social: ["UR", "SC", "ST", "OBC-A"],
        kind: ["R", "U"],
        disposed: "Closed",
        unknown: "Not known",
    },
    Wording {
        gender: ["Mahila", "Purush", "Others"],
        social: ["Gen", "Scheduled Caste", "Scheduled Tribe", "OBC-B"],
        kind: ["Rural", "Urban"],
        disposed: "Resolved",
        unknown: "NA",
    },
    Wording {
        gender: ["মহিলা", "পুরুষ", "অন্যান্য"],
        social: ["সাধারণ", "তফসিলি জাতি", "তফসিলি উপজাতি", "ওবিসি"],
        kind: ["গ্রামীণ", "শহর"],
        disposed: "নিষ্পন্ন",
        unknown: "অজানা",
    },
];

impl Wording {
    /// That of the list at that position among all lists; most lists are of the first.
    pub(crate) fn of(list: usize) -> Self {
        WORDINGS[match list % 12 {
            5 => 1,
            8 => 2,
            10 => 3,
            _ => 0,
        }]
    }
}

/// The list as on a day.
pub(crate) fn sheet<'a>(
    land: &Land,
    wording: Wording,
    (title, as_on): (&str, Date),
    cases: impl Iterator<Item = &'a Case>,
) -> Sheet {
    let rows = cases.zip(1..).map(|(case, serial)| {
        let mut cells: Vec<Cell> = Vec::with_capacity(COLUMNS.len());
        write(&mut cells, land, wording, (serial, case));
        Row::data(cells)
    });
    Sheet {
        name: "Grievances".to_owned(),
        titles: vec![
            MARK.to_owned(),
            format!("Sorasori Mukhyamantri, grievances, District : Bankura, {title}"),
            format!("As on {}", printed(as_on)),
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}

/// Writes the row of a case, as it is known to be.
pub(crate) fn write(line: &mut impl Line, land: &Land, wording: Wording, (serial, case): (i64, &Case)) {
    let (part, inside) = case.place_names(land);
    let holder = &land.offices[case.holder(i32::MAX)];
    line.count(serial);
    line.text(&case.number());
    line.day(date_of(case.course.received));
    person(line, wording, case, inside.or(part));
    line.text(&land.areas[case.area].name);
    line.maybe(part);
    line.maybe(inside);
    line.text(case.person.kind.map_or(wording.unknown, |kind| match kind {
        Kind::Village => wording.kind[0],
        Kind::Town => wording.kind[1],
    }));
    line.text(CATEGORIES[case.category].title);
    line.text(case.subject());
    line.text(&format!("{}, please see to it", case.subject()));
    line.text(DEPARTMENTS[holder.department]);
    line.text(&holder.code);
    line.text(&holder.name);
    line.text(channel(case.channel));
    course(line, land, wording, case);
}

fn person(line: &mut impl Line, wording: Wording, case: &Case, place: Option<&str>) {
    let person = &case.person;
    line.text(person.name());
    line.text(&person.phone());
    line.text(&format!(
        "House {}, {}",
        person.house(),
        place.unwrap_or("Bankura")
    ));
    line.text(person.sex.map_or(wording.unknown, |sex| match sex {
        Gender::Female => wording.gender[0],
        Gender::Male => wording.gender[1],
        Gender::Other => wording.gender[2],
    }));
    match person.age {
        Some(age) => line.count(i64::from(age)),
        None => line.blank(),
    }
    line.text(person.social.map_or(wording.unknown, |social| match social {
        Social::General => wording.social[0],
        Social::Sc => wording.social[1],
        Social::St => wording.social[2],
        Social::Obc => wording.social[3],
    }));
    line.text(person.religion());
}

fn course(line: &mut impl Line, land: &Land, wording: Wording, case: &Case) {
    let course = &case.course;
    let day = |line: &mut _, at: Option<i32>| self::day(line, at);
    for at in [course.forwarded, course.assigned, course.action, course.closed] {
        day(line, at);
    }
    line.text(status(course.status(), wording));
    line.maybe(case.outcome());
    match course.rating {
        Some(rating) => line.count(i64::from(rating)),
        None => line.blank(),
    }
    day(line, course.interim);
    day(line, course.moved);
    line.maybe(course.moved.map(|_| land.offices[case.office].code.as_str()));
    for at in [
        course.returned,
        course.reopened,
        course.closed_again,
        course.appeal,
        course.decided,
    ] {
        day(line, at);
    }
    line.maybe(course.decided.map(decision));
}

fn day(line: &mut impl Line, at: Option<i32>) {
    match at {
        Some(at) => line.day(date_of(at)),
        None => line.blank(),
    }
}

/// As the list calls it.
pub(crate) fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::CallCentre => "Call centre",
        Channel::Sms => "SMS",
        Channel::Email => "E-mail",
        Channel::Bsk => "BSK",
        Channel::Portal => "Portal",
        Channel::Cpgrams => "CPGRAMS",
    }
}

fn status(status: Status, wording: Wording) -> &'static str {
    match status {
        Status::Open => "Open",
        Status::InProgress => "In progress",
        Status::Returned => "ATR returned",
        Status::Disposed => wording.disposed,
        Status::Reopened => "Reopened",
    }
}

/// A quarter of the appeals are allowed.
pub(crate) fn decision(decided: i32) -> &'static str {
    match decided % 8 {
        0 | 5 => "Allowed",
        3 => "Returned to the office",
        _ => "Not allowed",
    }
}
