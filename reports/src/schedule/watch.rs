//! What a schedule looks out for: then it is sent only when that has come about somewhere, once for each time it does.

use catalog::programme::{Better, Programme};
use catalog::{Catalog, Words};

use super::ScheduleError;

/// What a schedule looks out for, at its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watch {
    /// An indicator has crossed its band, so that it stands worse than near its target.
    Worse(String),
    /// Nobody in a place has reported for the latest day.
    Silent,
    /// A measure is no longer zero, as where a case is overdue.
    Any(String),
}

impl Watch {
    /// As it is stored: `worse:demand_met_percent`, `silent` or `any:overdue`.
    pub fn read(text: &str) -> Result<Self, ScheduleError> {
        match text.split_once(':') {
            Some(("worse", measure)) => Ok(Self::Worse(measure.to_owned())),
            Some(("any", measure)) => Ok(Self::Any(measure.to_owned())),
            None if text == "silent" => Ok(Self::Silent),
            _ => Err(ScheduleError::Watch(
                text.chars().take(80).flat_map(char::escape_debug).collect(),
            )),
        }
    }

    /// As it is stored.
    pub fn text(&self) -> String {
        match self {
            Self::Worse(measure) => format!("worse:{measure}"),
            Self::Any(measure) => format!("any:{measure}"),
            Self::Silent => "silent".to_owned(),
        }
    }

    /// `worse`, `silent` or `any`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Worse(_) => "worse",
            Self::Silent => "silent",
            Self::Any(_) => "any",
        }
    }

    /// What its measure is called in the programme of a report, or in the first of several that can tell it; of who is silent
    /// nothing has to be named.
    pub fn measure_title<'a>(&self, catalog: &'a Catalog, report: &str) -> Option<&'a Words> {
        let (Self::Worse(measure) | Self::Any(measure)) = self else {
            return None;
        };
        let mut programmes = catalog.programmes.iter();
        let own = programmes
            .clone()
            .find(|programme| programme.report(report).is_some());
        let programme = own.or_else(|| programmes.find(|programme| self.is_of(programme)))?;
        Some(programme.subject(measure)?.title())
    }

    /// Whether the programme can tell it: what names no measure, any programme can.
    pub(crate) fn is_of(&self, programme: &Programme) -> bool {
        match self {
            Self::Worse(measure) | Self::Any(measure) => programme.subject(measure).is_some(),
            Self::Silent => true,
        }
    }

    /// Refuses what no programme of a report can tell, and what nobody could say of several: who is silent.
    pub fn check_for(&self, catalog: &Catalog, report: &str) -> Result<(), ScheduleError> {
        let mut programmes = catalog.programmes.iter();
        if let Some(programme) = programmes.find(|programme| programme.report(report).is_some()) {
            return self.check(programme);
        }
        // A report that there is not is refused by its name.
        if catalog.packs.get(report).is_none() {
            return Ok(());
        }
        match self {
            Self::Silent => Err(ScheduleError::Several(report.to_owned())),
            Self::Worse(_) | Self::Any(_) => {
                let mut programmes = catalog.programmes.iter();
                let programme = programmes.find(|programme| self.is_of(programme));
                programme.map_or_else(
                    || {
                        Err(ScheduleError::Measure {
                            measure: self.text(),
                            programme: report.to_owned(),
                        })
                    },
                    |programme| self.check(programme),
                )
            }
        }
    }

    /// Refuses what the programme of a report can't tell.
    fn check(&self, programme: &Programme) -> Result<(), ScheduleError> {
        let (Self::Worse(measure) | Self::Any(measure)) = self else {
            return Ok(());
        };
        let unknown = || ScheduleError::Measure {
            measure: measure.chars().take(80).flat_map(char::escape_debug).collect(),
            programme: programme.id.clone(),
        };
        let subject = programme.subject(measure).ok_or_else(unknown)?;
        let has_band = subject.better() != Better::Neither && !subject.targets().is_empty();
        match self {
            Self::Worse(_) if !has_band => Err(ScheduleError::NoBand(measure.clone())),
            _ => Ok(()),
        }
    }
}
