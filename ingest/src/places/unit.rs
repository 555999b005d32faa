//! Units below the geography: by the source's own code on the list of units, and as a register makes them known.

use catalog::format::ascii_digits;
use catalog::{PlaceCode, PlaceLevel};

use super::said::Said;
use super::{Finding, Placed, Places};
use crate::problem::{Problem, UnitProblem};

/// What a register says of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) name: String,
    /// The place that it lies in.
    pub(crate) parent: PlaceCode,
    /// Where its name stands.
    pub(crate) at: u32,
}

impl Places<'_> {
    /// The unit of a code, which must be listed. Places named around it must contain it; where one is not known, the
    /// code still tells which unit is meant.
    pub(super) fn by_unit_code(&self, own: Vec<Said<'_>>) -> Result<Placed, Finding> {
        let Some(finest) = own.last().map(|said| said.level) else {
            return Err((
                self.left,
                Problem::NoPlace {
                    level: PlaceLevel::Centre,
                },
            )); // the caller saw a code
        };
        let mut all = self.with_head(own, finest);
        let Some(said) = all.pop() else {
            return Err((self.left, Problem::NoPlace { level: finest }));
        };
        let at = said.code_at.or(said.at).unwrap_or(self.left);
        let unit = unit_code(said.level, said.unit_code).filter(|code| self.reports(code));
        let unit = unit.ok_or_else(|| (at, self.unknown(said.level, said.unit_code, None, &[])))?;
        let (around, doubts) = self.around(&all, &said, &unit)?;
        self.bears_its_name(&said, &unit, around.as_ref())
            .map_err(|problem| (said.at.unwrap_or(at), problem))?;
        Ok(Placed {
            code: unit,
            printed: match said.name {
                "" => said.unit_code.into(),
                name => name.into(),
            },
            listed: None,
            doubts: doubts.into(),
        })
    }

    /// The finest place named around a unit, and the names around it that are not known.
    fn around(
        &self,
        coarser: &[Said<'_>],
        unit_said: &Said<'_>,
        unit: &PlaceCode,
    ) -> Result<(Option<PlaceCode>, Vec<Finding>), Finding> {
        let places = &self.catalog.places;
        let (mut around, mut doubts) = (None, Vec::new());
        for said in coarser {
            let at = said.at.unwrap_or(self.left);
            let called = places.bearing(said.level, said.name, around.as_ref());
            if let Some(code) = called.into_iter().find(|code| places.contains(code, unit)) {
                around = Some(code);
                continue;
            }
            match self.place(said, around.as_ref()) {
                Ok(code) if places.contains(&code, unit) => around = Some(code),
                Ok(code) => {
                    let listed_in = places.parent(unit).map(|parent| self.named(&parent.code));
                    let problem = UnitProblem::Elsewhere {
                        level: unit_said.level,
                        said: unit_said.unit_code.to_owned(),
                        listed_in: listed_in.unwrap_or_default(),
                        around: self.named(&code),
                    };
                    return Err((at, problem.into()));
                }
                Err(problem) => doubts.push((at, problem)),
            }
        }
        Ok((around, doubts))
    }

    /// A name beside the code that is another unit's, and not this one's, makes the code doubtful.
    fn bears_its_name(
        &self,
        said: &Said<'_>,
        unit: &PlaceCode,
        around: Option<&PlaceCode>,
    ) -> Result<(), Problem> {
        let places = &self.catalog.places;
        let parent = places.parent(unit).map(|parent| &parent.code);
        match places
            .bearing(said.level, said.name, around.or(parent))
            .as_slice()
        {
            [other] if !said.name.is_empty() && other != unit && self.reports(other) => {
                Err(Problem::CodeAndName {
                    code: said.unit_code.to_owned(),
                    by_code: self.named(unit),
                    by_name: self.named(other),
                })
            }
            _ => Ok(()),
        }
    }

    /// A unit that the row makes known: its place is the finest ordinary one that the row names.
    pub(super) fn listed(
        &self,
        level: PlaceLevel,
        mut own: Vec<Said<'_>>,
        heading: Option<&str>,
    ) -> Result<Placed, Finding> {
        let column = self.shown(level);
        let Some(said) = own.pop_if(|said| said.level == level) else {
            return Err((column, UnitProblem::NoCode { level }.into()));
        };
        let at = said.code_at.unwrap_or(column);
        let code = unit_code(level, said.unit_code).ok_or((at, UnitProblem::NoCode { level }.into()))?;
        if said.name.is_empty() {
            return Err((column, UnitProblem::NoName { level }.into()));
        }
        let named = own.iter().any(|said| !said.level.is_unit()) || !self.head.is_empty();
        if !named {
            let level = self.finest_ordinary();
            return Err((self.shown(level), Problem::NoPlace { level }));
        }
        let parent = match own.is_empty() {
            true => self.of_head(),
            false => self.finest(own, heading).map(|placed| placed.code),
        }?;
        Ok(Placed {
            code,
            printed: said.name.into(),
            listed: Some(std::sync::Arc::new(Listed {
                name: said.name.to_owned(),
                parent,
                at: column,
            })),
            doubts: std::sync::Arc::default(),
        })
    }

    /// The finest place that the head of the page names.
    fn of_head(&self) -> Result<PlaceCode, Finding> {
        let mut around = None;
        for said in self.with_head(Vec::new(), PlaceLevel::Ward) {
            let found = self.place(&said, around.as_ref());
            around = Some(found.map_err(|problem| (self.left, problem))?);
        }
        let level = self.finest_ordinary();
        around.ok_or((self.left, Problem::NoPlace { level }))
    }

    fn finest_ordinary(&self) -> PlaceLevel {
        let ordinary = self.columns.iter().rev().find(|column| !column.level.is_unit());
        ordinary.map_or(PlaceLevel::District, |column| column.level)
    }
}

/// The code of a unit from what its source calls it: `3213006.0` is what Excel makes of `3213006`. Leading zeros stay.
pub(super) fn unit_code(level: PlaceLevel, said: &str) -> Option<PlaceCode> {
    let text = ascii_digits(said);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match text.split_once('.') {
        Some((whole, rest)) if is_digits(whole) && rest.bytes().all(|byte| byte == b'0') => whole,
        _ => &text,
    };
    PlaceCode::of_unit(level, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_unit_is_what_its_source_calls_it_without_what_excel_added() {
        let unit = |text| unit_code(PlaceLevel::Centre, text).map(|code| code.to_string());
        assert_eq!(unit("3213006.0").as_deref(), Some("centre-3213006"));
        assert_eq!(unit("0190.00").as_deref(), Some("centre-0190"));
        assert_eq!(unit("BNK/04.117").as_deref(), Some("centre-bnk-04-117"));
        assert_eq!(unit("১৯০১২০৮").as_deref(), Some("centre-1901208"));
        assert_eq!(unit("3213006.5").as_deref(), Some("centre-3213006-5"));
        assert_eq!((unit(""), unit("কেন্দ্র")), (None, None));
    }
}
