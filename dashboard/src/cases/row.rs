//! One case on the page: who, where, since when, what was measured, what to do.

use catalog::programme::Flow;
use catalog::{Arg, format};
use charts::{Caption, sparkline};
use figures::{CaseRow, Grade, Measured};
use serde::Serialize;

use super::alerts::{self, ShownAlert, hundredth};
use crate::drawing::Markup;
use crate::overview::scene::Scene;
use crate::say::count;

/// A case in words.
#[derive(Debug, Clone, Serialize)]
pub struct ShownCase {
    /// Its hashed id.
    pub id: String,
    /// `girl, 14 months`
    pub who: String,
    /// Its unit's name.
    pub place: String,
    /// Its unit's address.
    pub address: String,
    /// `New, since 3 Sep 2026`
    pub came: String,
    /// The last measurement.
    pub last: Option<ShownMeasured>,
    /// Weight for height over the last measurements.
    pub trend: Option<Markup>,
    /// What to do, gravest first.
    pub alerts: Vec<ShownAlert>,
}

/// A measurement in words.
#[derive(Debug, Clone, Serialize)]
pub struct ShownMeasured {
    /// When.
    pub date: String,
    /// Weight in kilogrammes, length or height and arm in centimetres, oedema; what was not measured is a dash.
    pub sizes: Vec<(String, String)>,
    /// Each z-score with its class.
    pub scores: Vec<Score>,
    /// Whether it was severe acute malnutrition.
    pub severe: bool,
}

/// A z-score.
#[derive(Debug, Clone, Serialize)]
pub struct Score {
    /// `weight for height`
    pub name: String,
    /// `-3.21`
    pub text: String,
    /// `severe`, as a class; none where there is no score.
    pub grade: Option<&'static str>,
    /// The class in words.
    pub word: String,
}

/// A case in words.
pub fn shown(scene: &Scene<'_>, follow: &str, row: &CaseRow) -> ShownCase {
    let say = scene.say;
    let day = say.day(row.since);
    let entry = entry(scene, follow, &row.entry);
    let link = scene
        .view
        .link(format!("/{}/{}", scene.programme.id, row.place))
        .without("alert");
    ShownCase {
        id: row.id.clone(),
        who: who(scene, row),
        place: say.words(&row.place_name),
        address: link.to_string(),
        came: say.about(
            "case-came",
            &[("entry", Arg::Text(&entry)), ("date", Arg::Text(&day))],
        ),
        last: row.measured.last().map(|last| measured(scene, last)),
        trend: trend(scene, row),
        alerts: row
            .alerts
            .iter()
            .map(|alert| alerts::shown(*alert, say))
            .collect(),
    }
}

fn who(scene: &Scene<'_>, row: &CaseRow) -> String {
    let sex = match row.sex.as_deref() {
        Some("female") => "case-girl",
        Some("male") => "case-boy",
        _ => "case-sex-unknown",
    };
    let sex = scene.say.text(sex);
    match row.age_months.and_then(|months| usize::try_from(months).ok()) {
        Some(months) => scene
            .say
            .about("case-who", &[("sex", Arg::Text(&sex)), ("months", count(months))]),
        None => scene.say.about("case-who-ageless", &[("sex", Arg::Text(&sex))]),
    }
}

/// How a case came, as the programme calls the measure that counts such entries.
fn entry(scene: &Scene<'_>, follow: &str, entry: &str) -> String {
    let flow = Flow::ALL.into_iter().find(|flow| flow.id() == entry);
    let mut measures = scene.programme.measures.iter();
    let measure = flow
        .and_then(|flow| measures.find(|measure| measure.flow == Some(flow) && measure.dataset == follow));
    measure.map_or_else(|| entry.to_owned(), |measure| scene.say.words(&measure.title))
}

fn measured(scene: &Scene<'_>, last: &Measured) -> ShownMeasured {
    let say = scene.say;
    let none = || say.text("not-applicable");
    let size = |value: Option<i64>, of: f64, decimals, unit: &str| match value {
        #[expect(clippy::cast_precision_loss, reason = "grams and millimetres of a child")]
        Some(value) => format!("{} {unit}", format::rounded(value as f64 / of, decimals)),
        None => none(),
    };
    let oedema = say.text(if last.oedema { "case-yes" } else { "case-no" });
    ShownMeasured {
        date: say.day(last.date),
        sizes: vec![
            (say.text("case-weight"), size(last.weight, 1000.0, 2, "kg")),
            (say.text("case-height"), size(last.height, 10.0, 1, "cm")),
            (say.text("case-muac"), size(last.muac, 10.0, 1, "cm")),
            (say.text("case-oedema"), oedema),
        ],
        scores: [("whz", last.whz), ("waz", last.waz), ("haz", last.haz)]
            .map(|(id, value)| score(scene, id, value))
            .to_vec(),
        severe: last.severe,
    }
}

fn score(scene: &Scene<'_>, id: &str, value: Option<i64>) -> Score {
    let grade = value.map(Grade::of);
    let word = grade.map_or("case-grade-none", |grade| match grade {
        Grade::Severe => "case-grade-severe",
        Grade::Moderate => "case-grade-moderate",
        Grade::Normal => "case-grade-normal",
    });
    Score {
        name: scene.say.text(&format!("case-{id}")),
        text: value.map_or_else(|| scene.say.text("not-applicable"), hundredth),
        grade: grade.map(Grade::id),
        word: scene.say.text(word),
    }
}

/// Weight for height over the last measurements; none where there are not two to compare.
fn trend(scene: &Scene<'_>, row: &CaseRow) -> Option<Markup> {
    #[expect(clippy::cast_precision_loss, reason = "z-scores are small")]
    let values: Vec<Option<f64>> = row
        .measured
        .iter()
        .map(|measured| measured.whz.map(|whz| whz as f64 / 100.0))
        .collect();
    let known: Vec<i64> = row.measured.iter().filter_map(|measured| measured.whz).collect();
    let (first, last) = (known.first()?, known.last()?);
    if known.len() < 2 {
        return None;
    }
    let (from, to) = (hundredth(*first), hundredth(*last));
    let finding = scene.say.about(
        "case-trend",
        &[("from", Arg::Text(&from)), ("to", Arg::Text(&to))],
    );
    let title = scene.say.text("case-trend-head");
    let caption = Caption::new(&format!("case-{}", row.id), &title).finding(&finding);
    Some(Markup::of(&sparkline(
        &caption.language(scene.say.language.code()),
        &values,
    )))
}
