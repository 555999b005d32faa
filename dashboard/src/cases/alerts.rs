//! What somebody should look at, in words: what is seen, and what to do.

use catalog::{Arg, format};
use figures::{Alert, CaseRow};
use serde::Serialize;

use crate::error::AppError;
use crate::near;
use crate::say::{Say, count};

/// An alert in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownAlert {
    /// Its id, as a class.
    pub id: &'static str,
    /// `Not seen for 43 days: visit`
    pub text: String,
}

/// An alert in words.
pub fn shown(alert: Alert, say: Say<'_>) -> ShownAlert {
    let number = |number: i64| count(usize::try_from(number).unwrap_or_default());
    let id = format!("alert-{}", alert.id());
    let text = match alert {
        Alert::NotSeen { days } => say.about(&id, &[("days", number(days))]),
        Alert::WeightLost { grams } => say.about(&id, &[("grams", number(grams))]),
        Alert::WeightForAgeFell { hundredths } => {
            let fell = hundredth(hundredths);
            say.about(&id, &[("fell", Arg::Text(&fell))])
        }
        Alert::HeightFell { millimetres } | Alert::HeightJumped { millimetres } => {
            say.about(&id, &[("millimetres", number(millimetres))])
        }
        Alert::Worse | Alert::NoGain | Alert::SecondSpell | Alert::Copied => say.text(&id),
    };
    ShownAlert { id: alert.id(), text }
}

/// What a kind of alert is called.
pub fn kind(id: &str, say: Say<'_>) -> String {
    say.text(&format!("alert-kind-{id}"))
}

/// The kind to which a list is cut.
pub fn asked(alert: Option<&str>) -> Result<Option<&'static str>, AppError> {
    let Some(alert) = alert else { return Ok(None) };
    let known = Alert::IDS.into_iter().find(|id| *id == alert);
    known.map(Some).ok_or_else(|| {
        let help = format!("there is no such alert; use one of {}", Alert::IDS.join(", "));
        AppError::parameter("alert", &near::shown(alert), help)
    })
}

/// Whether a case has an alert of that kind; every case where none was asked for.
pub fn has(row: &CaseRow, kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| row.alerts.iter().any(|alert| alert.id() == kind))
}

/// A z-score of hundredths as people read it.
#[expect(clippy::cast_precision_loss, reason = "z-scores are small")]
pub fn hundredth(hundredths: i64) -> String {
    format::rounded(hundredths as f64 / 100.0, 2)
}

#[cfg(test)]
mod tests {
    use catalog::Language;

    use super::*;

    #[test]
    fn an_alert_says_what_is_seen_and_what_to_do() {
        let say = Say::new(crate::templates::messages(), Language::En);
        assert_eq!(
            shown(Alert::NotSeen { days: 43 }, say).text,
            "Not seen for 43 days: visit"
        );
        assert!(
            shown(Alert::WeightForAgeFell { hundredths: 61 }, say)
                .text
                .contains("0.61")
        );
    }

    #[test]
    fn every_kind_has_its_words_in_every_language() {
        let messages = crate::templates::messages();
        for id in Alert::IDS {
            for language in Language::ALL {
                assert!(messages.has(language, &format!("alert-{id}")), "{id} {language}");
                assert!(
                    messages.has(language, &format!("alert-kind-{id}")),
                    "{id} {language}"
                );
            }
        }
    }

    #[test]
    fn an_unknown_kind_is_refused_with_those_there_are() {
        assert!(asked(Some("late")).unwrap_err().to_string().contains("not_seen"));
        assert_eq!(asked(Some("copied")).unwrap(), Some("copied"));
        assert_eq!(asked(None).unwrap(), None);
    }
}
