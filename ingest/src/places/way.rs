//! The way from the coarse to the fine places that a row names. Columns such as `Block / Municipality` name a place of either
//! of two levels; which one is meant, the name says or what is named inside it.

use catalog::{PlaceCode, PlaceLevel};

use super::said::Said;
use super::{Finding, Placed, Places};
use crate::columns::PlaceColumn;
use crate::problem::Problem;

/// How far what is said leads.
pub(super) struct Way<'s> {
    /// The finest place that can't be another, and what the row calls it.
    pub(super) sure: Option<(PlaceCode, &'s str)>,
    /// Why nothing finer can be told, where something finer is said.
    pub(super) fault: Option<Finding>,
    /// The places in which the fault was met, and the levels that were looked for there.
    unmet: (Vec<PlaceCode>, Vec<PlaceLevel>),
}

impl Places<'_> {
    /// The finest place that is known of those that a row names; what is named inside it and not known is told, and never
    /// guessed. At least the district must be known.
    pub(super) fn finest_known(&self, own: Vec<Said<'_>>) -> Result<Placed, Finding> {
        let level = PlaceLevel::District;
        let Some(finest) = own.last().map(|said| said.level) else {
            let at = self.columns.last().and_then(PlaceColumn::shown);
            return Err((at.unwrap_or(self.left), Problem::NoPlace { level }));
        };
        let all = self.with_head(own, finest);
        let mut way = self.way(&all, None, self.left);
        match way.sure.take().filter(|(code, _)| code.level() >= level) {
            Some((code, printed)) => Ok(Placed {
                code,
                printed: printed.into(),
                listed: None,
                doubts: self.doubt(way).into_iter().collect(),
            }),
            None => {
                let nowhere = (all[0].at.unwrap_or(self.left), Problem::NoPlace { level });
                Err(way.fault.unwrap_or(nowhere))
            }
        }
    }

    /// What is doubtful at the end of the way. Where no places of a level are registered at all, a name that leads to none is
    /// no fault of the sheet.
    fn doubt(&self, way: Way<'_>) -> Option<Finding> {
        let (around, levels) = &way.unmet;
        let listed = |code, level| !self.catalog.places.inside(code, level, None).is_empty();
        let any_is_listed = |code| levels.iter().any(|&level| listed(code, level));
        let may_be_told = around.is_empty() || around.iter().any(any_is_listed);
        way.fault.filter(|_| may_be_told)
    }

    /// Goes from coarse to fine as far as it leads. `heading` is a title inside the table, which may name the place around the
    /// finest one; `at` is where something is shown to be wrong that has no column.
    pub(super) fn way<'s>(&self, all: &[Said<'s>], heading: Option<&str>, at: u32) -> Way<'s> {
        let mut way = Way {
            sure: None,
            fault: None,
            unmet: Default::default(),
        };
        let mut likely: Vec<PlaceCode> = Vec::new();
        let mut groups = all
            .chunk_by(|one, next| one.at.is_some() && one.at == next.at)
            .peekable();
        while let Some(said) = groups.next() {
            if let (Some(heading), None) = (heading, groups.peek()) {
                let headed = self.of_heading(heading, said[0].level, likely.first());
                likely = headed.map_or(likely, |code| vec![code]);
            }
            let at = said[0].at.unwrap_or(at);
            way.fault = None;
            match self.either(said, &likely) {
                Ok(places) => likely = places,
                Err(problem) => {
                    way.fault = Some((at, problem));
                    way.unmet = (likely, said.iter().map(|said| said.level).collect());
                    break;
                }
            }
            match likely.as_slice() {
                [one] => way.sure = Some((one.clone(), said[0].shown())),
                several => way.fault = Some((at, self.several(said[0].shown(), several))),
            }
        }
        way
    }

    /// What one column says, at any of its levels and inside any of the places around it; why it leads nowhere otherwise.
    fn either(&self, said: &[Said<'_>], around: &[PlaceCode]) -> Result<Vec<PlaceCode>, Problem> {
        let inside: Vec<Option<&PlaceCode>> = match around {
            [] => vec![None],
            around => around.iter().map(Some).collect(),
        };
        let (mut found, mut fault) = (Vec::new(), None);
        for one in said {
            for inside in &inside {
                match self.place(one, *inside) {
                    Ok(code) if found.contains(&code) => {}
                    Ok(code) => found.push(code),
                    Err(problem) => fault = fault.or(Some(problem)),
                }
            }
        }
        match fault {
            Some(fault) if found.is_empty() => Err(fault),
            _ => Ok(found),
        }
    }
}
