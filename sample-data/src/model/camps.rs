//! The camps of the edition that began on 2 August 2025: where they stand, who comes, and what becomes of applications.

use catalog::{Place, PlaceLevel};
use jiff::civil::{Date, date};

use crate::calendar::{days_between, plus};
use crate::district::Gp;
use crate::random::Random;

/// The first day of the edition.
pub(crate) const EDITION: Date = date(2025, 8, 2);
/// The last day on which camps are held.
pub(crate) const LAST_CAMP: Date = date(2025, 8, 31);
/// The days for which performance is reported.
pub(crate) const REPORTED: [Date; 6] = [
    date(2025, 8, 10),
    date(2025, 8, 20),
    date(2025, 8, 31),
    date(2025, 9, 15),
    date(2025, 10, 15),
    date(2025, 11, 3),
];
/// Schemes by their usual share of a thousand applications.
pub(crate) const SCHEMES: [(&str, f64); 23] = [
    ("Lakshmir Bhandar", 205.0),
    ("Swasthya Sathi", 96.0),
    ("Khadya Sathi", 88.0),
    ("Kanyashree", 31.0),
    ("Rupashree", 9.0),
    ("Sikshashree", 22.0),
    ("Aikyashree", 26.0),
    ("Medhashree", 12.0),
    ("Student Credit Card", 4.0),
    ("Krishak Bandhu", 72.0),
    ("BMSSY", 48.0),
    ("Jai Johar", 11.0),
    ("Taposili Bandhu", 17.0),
    ("Caste certificate", 84.0),
    ("Old age pension", 66.0),
    ("Widow pension", 39.0),
    ("Manabik", 14.0),
    ("Aadhaar services", 58.0),
    ("New electricity connection", 15.0),
    ("Waiver of electricity dues", 10.0),
    ("Udyam registration", 8.0),
    ("Migrant worker registration", 19.0),
    ("Land records", 46.0),
];
/// Polling parts that a camp serves.
const PARTS: usize = 3;

/// A place for which camps are held: a GP, or a ward of a municipality.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Served<'a> {
    pub(crate) place: &'a Place,
    pub(crate) people: u64,
}

impl<'a> From<&'a Gp> for Served<'a> {
    fn from(gp: &'a Gp) -> Self {
        Self {
            place: &gp.place,
            people: gp.population,
        }
    }
}

impl<'a> Served<'a> {
    /// A ward, with its people in 2011.
    pub(crate) fn ward(place: &'a Place) -> Self {
        Self {
            place,
            people: place.population.map_or(0, |known| known.persons),
        }
    }
}

/// A camp on the schedule.
#[derive(Debug)]
pub(crate) struct Camp {
    pub(crate) venue: String,
    pub(crate) on: Date,
    /// Numbers of the polling parts that it serves.
    pub(crate) parts: Vec<usize>,
}

/// Applications for one scheme, or of all kinds of camps, since the edition began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Applications {
    pub(crate) received: i64,
    pub(crate) disposed: i64,
    pub(crate) approved: i64,
    pub(crate) delivered: i64,
}

/// Camps of one kind held and their visitors since the edition began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) planned: i64,
    pub(crate) camps: i64,
    pub(crate) visitors: i64,
    pub(crate) women: i64,
}

/// The camps of a place, one for some four thousand of its people; a small ward shares the camp of its neighbour.
pub(crate) fn schedule(seed: u64, served: Served<'_>) -> Vec<Camp> {
    let mut random = Random::new(seed, &["camps", served.place.code.as_str()]);
    let count = (served.people as f64 / 4_000.0).round() as usize;
    let count = match served.place.level {
        PlaceLevel::Ward => count,
        _ => count.max(1),
    };
    let days = days_between(EDITION, LAST_CAMP) as usize + 1;
    let kinds = [
        "Primary School",
        "Sishu Siksha Kendra",
        "High School",
        "Community Hall",
    ];
    (0..count)
        .map(|at| Camp {
            venue: format!("{} {} {}", served.place.name.en, kinds[at % kinds.len()], at + 1),
            on: plus(EDITION, random.below(days) as i32),
            parts: (1..=PARTS).map(|part| at * PARTS + part).collect(),
        })
        .collect()
}

/// What has been held in a place by a day: at schools and halls, and by camps that move.
pub(crate) fn held(seed: u64, served: Served<'_>, by: Date) -> [Held; 2] {
    let camps = schedule(seed, served);
    // Every third camp moves from hamlet to hamlet; one in thirty was not held.
    let of_kind = |moves: bool| {
        let planned = || {
            camps
                .iter()
                .enumerate()
                .filter(|(at, camp)| (at % 3 == 2) == moves && camp.on <= by)
        };
        let held = planned().filter(|(_, camp)| days_between(EDITION, camp.on) % 30 != 29);
        (planned().count(), held.count())
    };
    let mut random = Random::new(seed, &["visitors", served.place.code.as_str()]);
    let each = random.between(210.0, 420.0);
    let women = random.between(0.48, 0.62);
    [(of_kind(false), each), (of_kind(true), each * 0.4)].map(|((planned, camps), each)| {
        let visitors = (camps as f64 * each).round();
        Held {
            planned: planned as i64,
            camps: camps as i64,
            visitors: visitors as i64,
            women: (visitors * women).round() as i64,
        }
    })
}

/// What has become by a day of the applications for a scheme that a place's camps took.
pub(crate) fn applications(seed: u64, served: Served<'_>, scheme: usize, by: Date) -> Applications {
    let (name, share) = SCHEMES[scheme];
    let mut random = Random::new(seed, &["applications", served.place.code.as_str(), name]);
    let visitors: i64 = held(seed, served, by).iter().map(|held| held.visitors).sum();
    let received = visitors as f64 * 0.9 * share / 1_000.0 * random.between(0.6, 1.4);
    // Half are decided within five weeks, nearly all within ten.
    let waited = f64::from(days_between(EDITION, by));
    let decided = (waited / 70.0).min(0.97) * random.between(0.9, 1.0);
    let approved = random.between(0.86, 0.99);
    let delivered = (waited / 95.0).min(0.92) * random.between(0.7, 1.0);
    let received = received.round();
    let disposed = (received * decided).floor();
    let approved = (disposed * approved).floor();
    Applications {
        received: received as i64,
        disposed: disposed as i64,
        approved: approved as i64,
        delivered: (approved * delivered).floor() as i64,
    }
}
