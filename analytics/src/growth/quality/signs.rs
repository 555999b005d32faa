//! What a group of children shows of how it was measured.

use super::super::child::{Child, Measure, Sex, possible};
use super::super::columns::SCORES;
use super::super::length::{HEIGHT_FROM_DAY, STANDS_FROM_MONTH};
use super::super::score::Score;
use super::digits;
use super::heaping::{by_month, heaping};
use super::moments::{Moments, moments};
use super::row::Row;
use super::sign::{Item, Ruler, Sign};

/// What one sign says of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Which sign.
    pub sign: Sign,
    /// Its value; none where there is nothing to tell it from.
    pub value: Option<f64>,
    /// How many children it is told from.
    pub children: usize,
}

/// Everything that signs are read from, gone through once.
pub(super) struct Signs<'r> {
    rows: &'r [&'r Row],
    moments: [(Moments, usize); SCORES.len()],
    digits: [[usize; 10]; 2],
    months: [usize; 60],
}

impl<'r> Signs<'r> {
    pub(super) fn of(rows: &'r [&'r Row]) -> Self {
        let children = || rows.iter().map(|row| &row.child);
        Self {
            rows,
            moments: std::array::from_fn(|at| {
                let counted = |row: &&Row| row.scores[at].and_then(Score::counted);
                let scores: Vec<f64> = rows.iter().filter_map(counted).collect();
                (moments(&scores), scores.len())
            }),
            digits: Ruler::ALL
                .map(|ruler| digits::counts(children().filter_map(|child| read_from(ruler, child)))),
            months: by_month(children().filter_map(|child| child.age).map(|age| age.months())),
        }
    }

    pub(super) fn reading(&self, sign: Sign) -> Reading {
        let (value, children) = match sign {
            Sign::Missing(item) => self.percent(|_| true, |row| lacks(item, &row.child)),
            Sign::Flagged(at) => self.percent(
                |row| row.scores[at].is_some(),
                |row| row.scores[at].is_some_and(|score| score.flagged),
            ),
            Sign::Spread(at) => (self.moments[at].0.sd, self.moments[at].1),
            Sign::Skewness(at) => (self.moments[at].0.skewness, self.moments[at].1),
            Sign::Kurtosis(at) => (self.moments[at].0.kurtosis, self.moments[at].1),
            Sign::LastDigit(ruler, digit) => (
                digits::share(self.digits(ruler), digit),
                self.digits(ruler).iter().sum(),
            ),
            Sign::DigitPreference(ruler) => (
                digits::preference(self.digits(ruler)),
                self.digits(ruler).iter().sum(),
            ),
            Sign::AgeHeaping(month) => heaping(&self.months, month),
            Sign::SexRatio => self.sex_ratio(),
            Sign::WrongPosition => self.percent(
                |row| is_right(&row.child).is_some(),
                |row| is_right(&row.child) == Some(false),
            ),
            Sign::TooYoungToStand => {
                self.percent(|row| lies_by_age(&row.child), |row| row.too_young_to_stand)
            }
        };
        Reading {
            sign,
            value,
            children,
        }
    }

    fn digits(&self, ruler: Ruler) -> &[usize; 10] {
        &self.digits[ruler as usize]
    }

    fn percent(&self, of: impl Fn(&Row) -> bool, holds: impl Fn(&Row) -> bool) -> (Option<f64>, usize) {
        let all = self.rows.iter().filter(|row| of(row)).count();
        let some = self.rows.iter().filter(|row| of(row) && holds(row)).count();
        ((all > 0).then(|| 100.0 * some as f64 / all as f64), all)
    }

    fn sex_ratio(&self) -> (Option<f64>, usize) {
        let count = |sex| self.rows.iter().filter(|row| row.child.sex == Some(sex)).count();
        let (boys, girls) = (count(Sex::Male), count(Sex::Female));
        ((girls > 0).then(|| boys as f64 / girls as f64), boys + girls)
    }
}

fn read_from(ruler: Ruler, child: &Child) -> Option<f64> {
    match ruler {
        Ruler::Scale => possible(child.weight_kg),
        Ruler::Board => possible(child.lenhei_cm),
    }
}

fn lacks(item: Item, child: &Child) -> bool {
    match item {
        Item::Sex => child.sex.is_none(),
        Item::Age => child.age.is_none(),
        Item::Weight => possible(child.weight_kg).is_none(),
        Item::Length => possible(child.lenhei_cm).is_none(),
        Item::Measure => child.measure.is_none(),
        Item::Arm => possible(child.armc_cm).is_none(),
    }
}

/// Whether the position is that of the age; none where either is not known.
fn is_right(child: &Child) -> Option<bool> {
    let stands = child.age?.days() >= HEIGHT_FROM_DAY;
    Some(stands == (child.measure? == Measure::Standing))
}

fn lies_by_age(child: &Child) -> bool {
    child.measure.is_some() && child.age.is_some_and(|age| age.months() < STANDS_FROM_MONTH)
}
