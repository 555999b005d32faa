//! The table of signs: a row for the whole place and for each part, a column for each sign, and what each sign means.
//! What lies outside the expected range carries a triangle that points to the side on which it lies.

use catalog::{Arg, format};
use figures::{Quality, QualityRow, QualitySign};
use serde::Serialize;

use crate::overview::scene::Scene;
use crate::say::Say;

/// What a sign means.
#[derive(Debug, Clone, Serialize)]
pub struct ShownSign {
    /// Its id, as in data.
    pub id: String,
    /// `SD of weight for height`
    pub title: String,
    /// What it tells.
    pub means: String,
    /// `expected from 0.85 to 1.10`
    pub expected: String,
}

/// A place or group.
#[derive(Debug, Clone, Serialize)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// The address of its own page; none for the whole and for groups.
    pub address: Option<String>,
    /// Children of the month.
    pub lines: String,
    /// One for each sign.
    pub cells: Vec<HeatCell>,
}

/// One sign of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatCell {
    /// The sign's title, for narrow screens.
    pub head: String,
    /// The value, or why there is none.
    pub text: String,
    /// `within`, `above`, `below` or `few`, as a class.
    pub class: &'static str,
    /// ▲ above, ▼ below.
    pub mark: Option<&'static str>,
    /// The class in words, where colour or mark says it.
    pub word: Option<String>,
}

/// What each sign means.
pub fn signs(quality: &Quality, say: Say<'_>) -> Vec<ShownSign> {
    let shown = |sign: &QualitySign| ShownSign {
        title: title(sign, say),
        means: say.text(&format!("sign-means-{}", sign.id)),
        expected: expected(sign, say),
        id: sign.id.clone(),
    };
    quality.signs.iter().map(shown).collect()
}

fn title(sign: &QualitySign, say: Say<'_>) -> String {
    let title = say.text(&format!("sign-{}", sign.id));
    if sign.percent {
        format!("{title}, %")
    } else {
        title
    }
}

fn expected(sign: &QualitySign, say: Say<'_>) -> String {
    let number = |number: f64| printed(number, sign);
    match (sign.least, sign.most) {
        (Some(least), Some(most)) => {
            let (least, most) = (number(least), number(most));
            say.about(
                "sign-between",
                &[("least", Arg::Text(&least)), ("most", Arg::Text(&most))],
            )
        }
        (Some(least), None) => say.about("sign-at-least", &[("least", Arg::Text(&number(least)))]),
        (None, Some(most)) => say.about("sign-at-most", &[("most", Arg::Text(&number(most)))]),
        (None, None) => say.text("sign-no-range"),
    }
}

fn printed(value: f64, sign: &QualitySign) -> String {
    format::grouped(&format::rounded(value, usize::from(sign.decimals())))
}

/// The rows, the whole place first.
pub fn rows(scene: &Scene<'_>, quality: &Quality) -> Vec<HeatRow> {
    let row = |row: &QualityRow| {
        let cells = quality.signs.iter().zip(&row.values);
        let link = |code| {
            scene
                .view
                .link(scene.path.at(code).address())
                .without("by")
                .to_string()
        };
        HeatRow {
            name: scene.say.words(&row.name),
            address: row.place.as_ref().map(|(code, _)| link(code)),
            lines: format::grouped(&row.lines.to_string()),
            cells: cells.map(|(sign, value)| cell(sign, *value, scene.say)).collect(),
        }
    };
    quality.rows.iter().map(row).collect()
}

fn cell(sign: &QualitySign, value: Option<f64>, say: Say<'_>) -> HeatCell {
    let head = title(sign, say);
    let Some(value) = value.filter(|value| value.is_finite()) else {
        return HeatCell {
            head,
            text: say.text("quality-few"),
            class: "few",
            mark: None,
            word: None,
        };
    };
    let (class, mark) = match sign.least {
        _ if sign.holds(value) => ("within", None),
        Some(least) if value < least => ("below", Some("▼")),
        _ => ("above", Some("▲")),
    };
    HeatCell {
        head,
        text: printed(value, sign),
        class,
        mark,
        word: mark.map(|_| {
            say.text(if class == "below" {
                "quality-below"
            } else {
                "quality-above"
            })
        }),
    }
}

/// The whole place in a sentence: which signs lie outside what careful teams have.
pub fn sentence(quality: &Quality, say: Say<'_>) -> String {
    let Some(whole) = quality.rows.first() else {
        return say.text("no-data");
    };
    let told: Vec<(&QualitySign, f64)> = quality
        .signs
        .iter()
        .zip(&whole.values)
        .filter_map(|(sign, value)| Some((sign, (*value)?)))
        .collect();
    if told.is_empty() {
        let lines = Arg::Count(whole.lines);
        return say.about("quality-too-few", &[("lines", lines)]);
    }
    let outside = told.iter().filter(|(sign, value)| !sign.holds(*value));
    let outside: Vec<String> = outside
        .map(|(sign, _)| say.text(&format!("sign-{}", sign.id)))
        .collect();
    if outside.is_empty() {
        return say.text("quality-all-inside");
    }
    let names = say.list(&outside);
    say.about("quality-outside", &[("signs", Arg::Text(&names))])
}

#[cfg(test)]
mod tests {
    use catalog::Language;

    use super::*;

    const SPREAD: (Option<f64>, Option<f64>) = (Some(0.85), Some(1.1));

    fn of(value: Option<f64>) -> HeatCell {
        let sign = QualitySign {
            id: "sd_zwfl".to_owned(),
            least: SPREAD.0,
            most: SPREAD.1,
            percent: false,
        };
        cell(&sign, value, Say::new(crate::templates::messages(), Language::En))
    }

    #[test]
    fn what_lies_outside_is_marked_by_shape_and_word_on_its_side() {
        let (below, inside, above) = (of(Some(0.5)), of(Some(1.0)), of(Some(1.6)));
        assert_eq!((below.class, below.mark), ("below", Some("▼")));
        assert_eq!((above.class, above.mark), ("above", Some("▲")));
        assert!(below.word.is_some() && above.word.is_some() && below.word != above.word);
        assert_eq!((inside.class, inside.mark, inside.word), ("within", None, None));
    }

    #[test]
    fn too_few_to_tell_is_neither_good_nor_bad() {
        for nothing in [None, Some(f64::NAN)] {
            let cell = of(nothing);
            assert_eq!(
                (cell.class, cell.text.as_str(), cell.mark),
                ("few", "too few to tell", None)
            );
        }
    }
}
