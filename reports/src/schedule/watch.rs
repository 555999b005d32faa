//! What a schedule looks out for: then it is sent only when that has come about somewhere, once for each time it does.

use catalog::programme::{Better, Programme};

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

    /// Refuses what the programme of a report can't tell.
    pub fn check(&self, programme: &Programme) -> Result<(), ScheduleError> {
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
