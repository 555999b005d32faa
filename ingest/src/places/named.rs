//! Units that cells name beside the place of a row, such as the office that has a matter: by their code, or by a name that
//! one unit of the row's district bears.

use std::collections::HashMap;

use catalog::programme::{Dataset, Keeps, Programme};
use catalog::{NameMatch, PlaceCode, PlaceLevel};

use super::Places;
use super::unit::unit_code;
use crate::problem::{Problem, UnitProblem};
use crate::values::UNQUOTED;

/// Digits from which on a number may be that of a telephone, which no finding quotes.
const DIGITS_OF_A_TELEPHONE: usize = 10;

/// The level of the units that the docket's register lists, and what cells have named so far, each spelling once.
#[derive(Debug, Default)]
pub(super) struct Units {
    level: Option<PlaceLevel>,
    by_code: HashMap<String, Option<PlaceCode>>,
    by_name: HashMap<PlaceCode, HashMap<String, Result<PlaceCode, Problem>>>,
}

impl Units {
    pub(super) fn of(programme: &Programme, dataset: &Dataset) -> Self {
        let register = match &dataset.keeps {
            Keeps::Docket(docket) => programme.dataset(&docket.register),
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Cases(_) | Keeps::Follow(_) => None,
        };
        let level = register.and_then(|register| match &register.keeps {
            Keeps::Register(register) => Some(register.unit),
            _ => None,
        });
        Self {
            level,
            ..Self::default()
        }
    }
}

impl Places<'_> {
    /// The unit that a cell of a row names; the row lies in `around`.
    pub(crate) fn unit(&mut self, said: &str, around: &PlaceCode) -> Result<PlaceCode, Problem> {
        let level = self.units.level;
        let level = level.expect(
            "the programme's own check has seen that a docket has a register, and that others name no units",
        );
        if let Some(known) = self.units.by_code.get(said) {
            if let Some(code) = known {
                return Ok(code.clone());
            }
        } else {
            let code = unit_code(level, said).filter(|code| self.reports(code));
            self.units.by_code.insert(said.to_owned(), code.clone());
            if let Some(code) = code {
                return Ok(code);
            }
        }
        let known = self.units.by_name.get(around).and_then(|known| known.get(said));
        if let Some(known) = known {
            return known.clone();
        }
        let found = self.by_name(level, said, around);
        let known = self.units.by_name.entry(around.clone()).or_default();
        known.insert(said.to_owned(), found.clone());
        found
    }

    fn by_name(&self, level: PlaceLevel, said: &str, around: &PlaceCode) -> Result<PlaceCode, Problem> {
        let places = &self.catalog.places;
        let district = places.ancestor_at(around, PlaceLevel::District);
        let area = district.map_or(around, |district| &district.code);
        let near = match places.by_name(level, said, Some(area)) {
            NameMatch::One(code) if self.reports(&code) => return Ok(code),
            NameMatch::Several(several) => return Err(self.several(said, &several)),
            NameMatch::One(_) => Vec::new(), // of another programme
            NameMatch::None { near } => near,
        };
        let near = near.iter().filter(|code| self.reports(code));
        Err(UnitProblem::Unlisted {
            level,
            said: quoted(said),
            inside: None,
            near: near.map(|code| self.named(code)).collect(),
        }
        .into())
    }
}

/// A code, which holds digits and no spaces. What else stands under an office may be about a person.
fn quoted(said: &str) -> String {
    let digits = said.chars().filter(|c| c.is_numeric()).count();
    let is_code = (1..DIGITS_OF_A_TELEPHONE).contains(&digits) && !said.contains(char::is_whitespace);
    if is_code {
        said.to_owned()
    } else {
        UNQUOTED.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn codes_are_quoted_and_names_and_telephone_numbers_are_not() {
        for code in ["BNK/BDO-07", "4711", "০৪৭"] {
            assert_eq!(quoted(code), code);
        }
        for other in [
            "Sumitra Das",
            "9811122233",
            "98111 22233",
            "+919811122233",
            "Sumitra",
        ] {
            assert_eq!(quoted(other), "…");
        }
    }
}
