//! A grievance: who complains of what, where, and what the offices make of it.

use super::category::CATEGORIES;
use super::course::Course;
use super::land::{Land, Site};
use super::people::Person;

/// How a grievance comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    CallCentre,
    Sms,
    Email,
    Bsk,
    Portal,
    /// Through the central portal, which has sheets of its own.
    Cpgrams,
}

/// A grievance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    /// The calendar year of its number, and its place in that year's list of its channel.
    pub(crate) year: i16,
    pub(crate) serial: u32,
    pub(crate) channel: Channel,
    /// Where its district stands among all.
    pub(crate) area: usize,
    pub(crate) site: Site,
    /// Where its category stands among all, and its subject in the category.
    pub(crate) category: usize,
    pub(crate) subject: usize,
    /// Where what comes of it stands among the outcomes of the category.
    pub(crate) ending: usize,
    pub(crate) person: Person,
    /// Where the office that it went to first stands among all, and the one it went on to.
    pub(crate) office: usize,
    pub(crate) other_office: Option<usize>,
    pub(crate) course: Course,
}

impl Case {
    /// The office that has it by a day.
    pub(crate) fn holder(&self, day: i32) -> usize {
        match (self.course.as_on(day).moved, self.other_office) {
            (Some(_), Some(other)) => other,
            _ => self.office,
        }
    }

    /// What is known of it on a day.
    pub(crate) fn as_on(&self, day: i32) -> Self {
        Self {
            course: self.course.as_on(day),
            ..*self
        }
    }

    /// The number in the list of its channel.
    pub(crate) fn number(&self) -> String {
        match self.channel {
            Channel::Cpgrams => format!("GOVWB/E/{}/{:07}", self.year, self.serial),
            _ => format!("SM/{}/{:07}", self.year, self.serial),
        }
    }

    /// What came of it, once it was disposed of.
    pub(crate) fn outcome(&self) -> Option<&'static str> {
        self.course
            .closed
            .map(|_| CATEGORIES[self.category].outcomes[self.ending])
    }

    /// What it is about, in few words.
    pub(crate) fn subject(&self) -> &'static str {
        CATEGORIES[self.category].subjects[self.subject]
    }

    /// The block or town, and the GP or ward, as far as they are known.
    pub(crate) fn place_names<'a>(&self, land: &'a Land) -> (Option<&'a str>, Option<&'a str>) {
        let area = &land.areas[self.area];
        let (part, inside) = match self.site {
            Site::District => return (None, None),
            Site::Block { block, gp } => (&area.blocks[block], gp),
            Site::Town { town, ward } => (&area.towns[town], Some(ward)),
        };
        (Some(&part.name), inside.map(|at| part.inside[at].as_str()))
    }
}
