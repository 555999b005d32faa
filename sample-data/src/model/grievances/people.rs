//! Those who complain: what is known of them, and what their sheets say beside it. Nobody exists.
//!
//! The shares are those of the Chief Minister's own audit: 45 per cent women; 67 per cent rural; 52 per cent general, 20
//! per cent SC and ST, 28 per cent OBC, each of those of whom it is known.

use analytics::growth::Sex;

use super::category::Category;
use super::land::Kind;
use super::steering::Steered;
use super::stream::CENTRAL;
use super::weights::Weights;
use crate::model::children::{names, phone};
use crate::random::Random;

/// Of how many of those who came to the cell the sheets tell each; of all, 71, 64, 92 and 58 in a hundred, since the
/// central portal tells of nobody.
const SEX_KNOWN: f64 = 0.71 / (1.0 - CENTRAL);
const SOCIAL_KNOWN: f64 = 0.64 / (1.0 - CENTRAL);
const KIND_KNOWN: f64 = 0.92 / (1.0 - CENTRAL);
const AGE_KNOWN: f64 = 0.58 / (1.0 - CENTRAL);

const WOMEN: f64 = 0.45;
const RURAL: f64 = 0.67;
const GENERAL: f64 = 0.52;
/// Of those who are not general, and of those in turn the Scheduled Castes.
const SC_ST: f64 = 0.20 / 0.48;
const SC: f64 = 0.74;
/// Of those who are not women.
const NEITHER: f64 = 0.002;

/// Ages from which on groups begin, up to the next, and how many people are in each.
const AGES: [(u8, u8, f64); 5] = [
    (15, 17, 0.02),
    (18, 29, 0.21),
    (30, 44, 0.35),
    (45, 59, 0.26),
    (60, 84, 0.16),
];

/// One who complains.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) sex: Option<Gender>,
    pub(crate) social: Option<Social>,
    pub(crate) kind: Option<Kind>,
    pub(crate) age: Option<u8>,
    /// From which name, address and telephone are made.
    made_of: u32,
}

/// Sex as the sheets ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
    Other,
}

/// Social category as the sheets ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Social {
    General,
    Sc,
    St,
    Obc,
}

impl Person {
    /// A given name, which is nobody's.
    pub(crate) fn name(&self) -> &'static str {
        let number = self.made_of as usize;
        let (woman, mother) = names(Sex::Female, number);
        match self.sex {
            Some(Gender::Female) => mother,
            Some(Gender::Male) => names(Sex::Male, number).0,
            _ if number.is_multiple_of(2) => woman,
            _ => names(Sex::Male, number).0,
        }
    }

    /// A telephone number that nobody can have.
    pub(crate) fn phone(&self) -> String {
        phone(self.made_of as usize)
    }

    /// The number of a house.
    pub(crate) fn house(&self) -> u32 {
        self.made_of / 7 % 400 + 1
    }

    /// What the sheet says of religion. It is never read.
    pub(crate) fn religion(&self) -> &'static str {
        ["Hindu", "Muslim", "Not stated", "Other"][self.made_of as usize / 11 % 4]
    }
}

/// Decides who complains next, so that the shares come out as they were published.
#[derive(Debug)]
pub(super) struct People {
    sex_known: Steered,
    women: Steered,
    social_known: Steered,
    general: Steered,
    sc_st: Steered,
    sc: Steered,
    kind_known: Steered,
    age_known: Steered,
    /// Villages among those of whom it is known, and among others.
    rural: [Steered; 2],
    ages: Weights,
}

impl People {
    pub(super) fn new() -> Self {
        Self {
            sex_known: Steered::new(SEX_KNOWN),
            women: Steered::new(WOMEN),
            social_known: Steered::new(SOCIAL_KNOWN),
            general: Steered::new(GENERAL),
            sc_st: Steered::new(SC_ST),
            sc: Steered::new(SC),
            kind_known: Steered::new(KIND_KNOWN),
            age_known: Steered::new(AGE_KNOWN),
            rural: [Steered::new(RURAL), Steered::new(RURAL)],
            ages: Weights::new(AGES.map(|(.., share)| share)),
        }
    }

    /// Where the next one lives, and whether the sheet says so; some are known to live in a village.
    pub(super) fn lives(&mut self, in_village: bool, random: &mut Random) -> (Kind, bool) {
        let is_known = self.kind_known.usual(random);
        let rural = &mut self.rural[usize::from(is_known)];
        let kind = match in_village {
            true => {
                rural.note(true);
                Kind::Village
            }
            false if rural.usual(random) => Kind::Village,
            false => Kind::Town,
        };
        (kind, is_known)
    }

    /// The next one, who lives in a village or town and complains of something.
    pub(super) fn next(
        &mut self,
        (kind, is_known): (Kind, bool),
        of: &Category,
        random: &mut Random,
    ) -> Person {
        let sex = self.sex_known.usual(random).then(|| self.sex(of.women, random));
        let social = self.social_known.usual(random).then(|| self.social(random));
        let age = self.age_known.usual(random).then(|| {
            let (least, most, _) = AGES[self.ages.pick(random)];
            least + random.below(usize::from(most - least) + 1) as u8
        });
        Person {
            sex,
            social,
            kind: is_known.then_some(kind),
            age,
            made_of: random.below(1 << 24) as u32,
        }
    }

    /// One of whom nothing is known.
    pub(super) fn unknown(random: &mut Random) -> Person {
        Person {
            sex: None,
            social: None,
            kind: None,
            age: None,
            made_of: random.below(1 << 24) as u32,
        }
    }

    fn sex(&mut self, women: f64, random: &mut Random) -> Gender {
        match self.women.happens(random, women) {
            true => Gender::Female,
            false if random.happens(NEITHER) => Gender::Other,
            false => Gender::Male,
        }
    }

    fn social(&mut self, random: &mut Random) -> Social {
        if self.general.usual(random) {
            Social::General
        } else if !self.sc_st.usual(random) {
            Social::Obc
        } else if self.sc.usual(random) {
            Social::Sc
        } else {
            Social::St
        }
    }
}
