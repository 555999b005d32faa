//! Which place a row is about: by code, then by name inside the places around it. Nothing is guessed.

mod named;
mod said;
mod unit;
mod way;

use std::collections::HashMap;
use std::sync::Arc;

use catalog::programme::{Dataset, Keeps, Programme, ReportedBy};
use catalog::{Catalog, NameMatch, PlaceCode, PlaceLevel};

use crate::columns::PlaceColumn;
use crate::mapping::Mapping;
use crate::memory::Memory;
use crate::problem::{Problem, UnitProblem, word};
use crate::read::Sheet;
use crate::sheet::Facts;

use named::Units;
use said::{Said, level_of, told};
pub(crate) use unit::Listed;

/// The place of a row.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) code: PlaceCode,
    /// As the sheet prints it.
    pub(crate) printed: Arc<str>,
    /// What a register says of the unit.
    pub(crate) listed: Option<Arc<Listed>>,
    /// What is doubtful about places named around it; the row is kept.
    pub(crate) doubts: Arc<[Finding]>,
}

/// What kind of place the rows of a dataset are about.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    /// The finest place that a row names.
    Any,
    /// The finest place that is known of those that a row names, in its district or finer: a matter of a district is one
    /// wherever in it the citizen lives.
    Known,
    /// A place of the levels of the geography that report, none above or below them.
    Reporting(ReportedBy),
    /// A unit of a level, never a place above it.
    Unit(PlaceLevel),
    /// A unit that the row itself makes known.
    Listed(PlaceLevel),
}

impl Wanted {
    /// What the rows of a dataset are about.
    fn by(dataset: &Dataset) -> Self {
        match &dataset.keeps {
            Keeps::Register(register) => Self::Listed(register.unit),
            Keeps::Docket(_) => Self::Known,
            Keeps::Cases(_) | Keeps::Tally(_) if dataset.reported_by.level.is_unit() => {
                Self::Unit(dataset.reported_by.level)
            }
            Keeps::Cases(_) | Keeps::Tally(_) => Self::Reporting(dataset.reported_by),
            Keeps::Series | Keeps::Follow(_) => Self::Any,
        }
    }
}

pub(crate) type Finding = (u32, Problem);

/// Finds the places of one sheet, each spelling once.
pub(crate) struct Places<'a> {
    catalog: &'a Catalog,
    mapping: &'a Mapping,
    memory: &'a Memory,
    programme: &'a Programme,
    columns: &'a [PlaceColumn],
    wanted: Wanted,
    /// Places that the page names around its table, coarse to fine.
    head: Vec<(PlaceLevel, String)>,
    /// Where a row without a place column is shown to be wrong.
    left: u32,
    known: HashMap<String, Result<Placed, Finding>>,
    units: Units,
}

impl<'a> Places<'a> {
    pub(crate) fn new(
        catalog: &'a Catalog,
        (mapping, memory): (&'a Mapping, &'a Memory),
        programme: &'a Programme,
        dataset: &Dataset,
        columns: &'a [PlaceColumn],
        facts: &Facts,
        left: u32,
    ) -> Self {
        let mut head: Vec<(PlaceLevel, String)> = facts
            .places
            .iter()
            .filter_map(|(label, name)| Some((level_of(label)?, name.clone())))
            .collect();
        head.sort_by_key(|(level, _)| *level);
        head.dedup_by_key(|(level, _)| *level);
        Self {
            catalog,
            mapping,
            memory,
            programme,
            columns,
            wanted: Wanted::by(dataset),
            head,
            left,
            known: HashMap::new(),
            units: Units::of(programme, dataset),
        }
    }

    /// The place of a row, or where and what is wrong. `heading` is the title inside the table above it.
    pub(crate) fn of_row(
        &mut self,
        sheet: &Sheet,
        row: u32,
        heading: Option<&str>,
    ) -> Result<Placed, Finding> {
        let texts: Vec<[std::borrow::Cow<'_, str>; 4]> = self
            .columns
            .iter()
            .map(|column| {
                let text = |at: Option<u32>| at.map(|at| sheet.cell(row, at).text()).unwrap_or_default();
                [
                    text(column.name),
                    text(column.mgnrega_code),
                    text(column.lgd_code),
                    text(column.code),
                ]
            })
            .collect();
        let mut key = String::with_capacity(64);
        for text in texts.iter().flatten().map(|text| text.as_ref()).chain(heading) {
            key.push_str(text);
            key.push('\u{1f}');
        }
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let own =
            self.columns
                .iter()
                .zip(&texts)
                .map(|(column, [name, mgnrega_code, lgd_code, unit_code])| Said {
                    level: column.level,
                    name: told(name),
                    mgnrega_code: told(mgnrega_code),
                    lgd_code: told(lgd_code),
                    unit_code: told(unit_code),
                    at: column.shown(),
                    code_at: column.a_code(),
                });
        let found = self.find(own.filter(|said| !said.is_blank()).collect(), heading);
        self.known.insert(key, found.clone());
        found
    }

    fn find(&self, own: Vec<Said<'_>>, heading: Option<&str>) -> Result<Placed, Finding> {
        let unit = own.last().filter(|said| said.level.is_unit());
        match self.wanted {
            Wanted::Listed(level) => self.listed(level, own, heading),
            Wanted::Known => self.finest_known(own),
            Wanted::Unit(level) if unit.is_none_or(|said| said.level != level) => {
                Err((self.shown(level), Problem::NoPlace { level }))
            }
            Wanted::Unit(_) | Wanted::Any if unit.is_some_and(|said| !said.unit_code.is_empty()) => {
                self.by_unit_code(own)
            }
            Wanted::Reporting(reported_by) => match self.finest(own, heading)? {
                placed if reported_by.levels().any(|level| level == placed.code.level()) => Ok(placed),
                placed => {
                    // Of a municipality it is the ward that is missing, of a block the panchayat.
                    let around = placed.code.level();
                    let level = reported_by.levels().find(|level| around.may_hold(*level));
                    let level = level.unwrap_or(reported_by.level);
                    Err((self.shown(level), Problem::NoPlace { level }))
                }
            },
            Wanted::Unit(_) | Wanted::Any => self.finest(own, heading),
        }
    }

    /// Where a row without a place of a level is shown to be wrong.
    fn shown(&self, level: PlaceLevel) -> u32 {
        let column = self.columns.iter().find(|column| column.level == level);
        column.and_then(PlaceColumn::shown).unwrap_or(self.left)
    }

    /// The finest place said, looked for inside the coarser ones.
    fn finest(&self, own: Vec<Said<'_>>, heading: Option<&str>) -> Result<Placed, Finding> {
        let at = own
            .last()
            .and_then(|said| said.at)
            .or(self.columns.last().and_then(PlaceColumn::shown))
            .unwrap_or(self.left);
        let finest = match own.last() {
            Some(said) => said.level,
            None if self.columns.is_empty() => PlaceLevel::Ward, // the page is about one place, which its head names
            None => {
                return Err((
                    at,
                    Problem::NoPlace {
                        level: self.columns[self.columns.len() - 1].level,
                    },
                ));
            }
        };
        let all = self.with_head(own, finest);
        let way = self.way(&all, heading, at);
        match (way.fault, way.sure) {
            (Some(fault), _) => Err(fault),
            (None, Some((code, printed))) => Ok(Placed {
                code,
                printed: printed.into(),
                listed: None,
                doubts: Arc::default(),
            }),
            (None, None) => Err((at, Problem::NoPlace { level: finest })),
        }
    }

    /// What the row says and, of coarser levels that it does not name, what the head of the page says.
    fn with_head<'s>(&'s self, own: Vec<Said<'s>>, finest: PlaceLevel) -> Vec<Said<'s>> {
        let by_row = |level| own.iter().any(|said| said.level == level);
        let head = self
            .head
            .iter()
            .filter(|(level, _)| !by_row(*level) && (*level < finest || own.is_empty()));
        let mut all: Vec<Said<'_>> = head.map(|(level, name)| Said::head(*level, name)).collect();
        all.extend(own);
        all.sort_by_key(|said| said.level);
        all
    }

    fn place(&self, said: &Said<'_>, around: Option<&PlaceCode>) -> Result<PlaceCode, Problem> {
        let fits = |code: &PlaceCode| around.is_none_or(|around| self.lies_in(code, around));
        if let Some(code) = self.mapping.place(said.name).filter(|code| fits(code)) {
            return Ok(code.clone());
        }
        let by_code = self.by_code(said);
        if said.name.is_empty() {
            return by_code.ok_or_else(|| self.unknown(said.level, said.code(), around, &[]));
        }
        match (
            by_code,
            self.catalog.places.by_name(said.level, said.name, around),
        ) {
            (Some(code), NameMatch::One(other)) if self.reports(&other) && other != code => {
                Err(Problem::CodeAndName {
                    code: said.code().to_owned(),
                    by_code: self.named(&code),
                    by_name: self.named(&other),
                })
            }
            (Some(code), _) => Ok(code),
            (None, NameMatch::One(code)) if self.reports(&code) => Ok(code),
            (None, NameMatch::Several(several)) => {
                let reporting: Vec<&PlaceCode> = several.iter().filter(|code| self.reports(code)).collect();
                match reporting.as_slice() {
                    [one] => Ok((*one).clone()),
                    _ => {
                        let confirmed = self
                            .memory
                            .place(said.name, |code| several.contains(code) && fits(code));
                        confirmed.ok_or_else(|| self.several(said.name, &several))
                    }
                }
            }
            (None, NameMatch::None { near }) => {
                let confirmed = self
                    .memory
                    .place(said.name, |code| self.reports(code) && fits(code));
                confirmed.ok_or_else(|| self.unknown(said.level, said.name, around, &near))
            }
            (None, NameMatch::One(_)) => Err(self.unknown(said.level, said.name, around, &[])),
        }
    }

    /// Whether a place lies in another, or is it.
    fn lies_in(&self, code: &PlaceCode, around: &PlaceCode) -> bool {
        self.catalog.places.contains(around, code)
    }

    fn several(&self, name: &str, several: &[PlaceCode]) -> Problem {
        let candidates = several
            .iter()
            .map(|code| format!("{} ({code})", self.named(code)));
        Problem::SeveralPlaces {
            name: name.to_owned(),
            candidates: candidates.collect(),
        }
    }

    fn by_code(&self, said: &Said<'_>) -> Option<PlaceCode> {
        let places = &self.catalog.places;
        let by_mgnrega = (!said.mgnrega_code.is_empty())
            .then(|| places.by_mgnrega_code(said.level, said.mgnrega_code))
            .flatten();
        let by_lgd = || {
            (!said.lgd_code.is_empty())
                .then(|| places.by_lgd_code(said.level, said.lgd_code))
                .flatten()
        };
        by_mgnrega
            .or_else(by_lgd)
            .filter(|code| self.reports(code))
            .cloned()
    }

    /// A block's name above its panchayats; titles of other kinds lead nowhere. One that says what it names, as `Block : Onda`,
    /// leads out of the block that the head of the page is about, though not out of what is around that.
    fn of_heading(&self, heading: &str, below: PlaceLevel, around: Option<&PlaceCode>) -> Option<PlaceCode> {
        let Some((_, name)) = heading.rsplit_once(':') else {
            return self.headed(heading, below, around);
        };
        self.headed(name, below, around).or_else(|| {
            let outer = around.map(|around| self.catalog.places.ancestors(around));
            let mut nearest_first = outer.into_iter().flatten().rev();
            nearest_first.find_map(|outer| self.headed(name, below, Some(&outer.code)))
        })
    }

    fn headed(&self, name: &str, below: PlaceLevel, around: Option<&PlaceCode>) -> Option<PlaceCode> {
        let levels = PlaceLevel::ALL.into_iter().rev().filter(|level| *level < below);
        levels
            .into_iter()
            .find_map(|level| match self.catalog.places.by_name(level, name, around) {
                NameMatch::One(code) if self.reports(&code) => Some(code),
                _ => None,
            })
    }

    fn reports(&self, code: &PlaceCode) -> bool {
        self.catalog
            .places
            .get(code)
            .is_some_and(|place| place.counts_for(&self.programme.id))
    }

    fn named(&self, code: &PlaceCode) -> String {
        self.catalog.places.get(code).map_or_else(
            || code.to_string(),
            |place| format!("{} {}", place.name.en, word(place.level)),
        )
    }

    fn unknown(
        &self,
        level: PlaceLevel,
        name: &str,
        around: Option<&PlaceCode>,
        near: &[PlaceCode],
    ) -> Problem {
        let inside = around.map(|code| self.named(code));
        let named = near
            .iter()
            .filter_map(|code| self.catalog.places.get(code))
            .map(|place| (place.code.clone(), place.name.en.clone()));
        let (near, named): (Vec<String>, Vec<(PlaceCode, String)>) =
            named.map(|(code, name)| (name.clone(), (code, name))).unzip();
        // A name never leads across the parent: those elsewhere are told, and not proposed.
        let inside_it = named
            .into_iter()
            .filter(|(code, _)| around.is_none_or(|around| self.lies_in(code, around)))
            .collect();
        if level.is_unit() {
            let said = name.to_owned();
            return UnitProblem::Unlisted {
                level,
                said,
                inside,
                near,
            }
            .into();
        }
        Problem::UnknownPlace {
            level,
            name: name.to_owned(),
            inside,
            near,
            inside_it,
        }
    }
}
