//! The growth standards over lines of children: ages, z-scores in hundredths, flags and classes.

use catalog::programme::Growth;
use polars::prelude::*;
use store::columns::DATE;

use crate::error::AnalyticsError;
use crate::growth::{Age, Child, Class, Measure, Score, Sex, classes, older, score};

/// From this age on the reference of 2007 applies, in months.
const SCHOOL_AGE: f64 = 60.0;
/// And up to this one children are enrolled.
const LEAVING_AGE: f64 = 72.0;

/// The columns of [`Growth::COLUMNS`], one value a line.
pub fn growth(lines: &DataFrame, declared: &Growth) -> Result<Vec<Column>, AnalyticsError> {
    let children = Children::of(lines, declared)?;
    let mut grown = Grown::default();
    for row in 0..lines.height() {
        grown.push(&children.child(row));
    }
    Ok(grown.columns())
}

/// The measured columns of lines.
struct Children {
    day: Int32Chunked,
    born: Int32Chunked,
    age: Float64Chunked,
    sex: StringChunked,
    weight: Int64Chunked,
    height: Int64Chunked,
    position: StringChunked,
    muac: Int64Chunked,
    oedema: BooleanChunked,
}

impl Children {
    fn of(lines: &DataFrame, declared: &Growth) -> PolarsResult<Self> {
        let days =
            |column: &str| Ok::<_, PolarsError>(lines.column(column)?.cast(&DataType::Int32)?.i32()?.clone());
        let whole = |column: &str| Ok::<_, PolarsError>(lines.column(column)?.i64()?.clone());
        let text = |column: &str| Ok::<_, PolarsError>(lines.column(column)?.str()?.clone());
        Ok(Self {
            day: days(DATE)?,
            born: days(&declared.born)?,
            age: lines.column(&declared.age)?.f64()?.clone(),
            sex: text(&declared.sex)?,
            weight: whole(&declared.weight)?,
            height: whole(&declared.height)?,
            position: text(&declared.position)?,
            muac: whole(&declared.muac)?,
            oedema: lines.column(&declared.oedema)?.bool()?.clone(),
        })
    }

    fn child(&self, row: usize) -> Child {
        Child {
            sex: self.sex.get(row).and_then(sex),
            age: self.age(row),
            weight_kg: measured(self.weight.get(row), 1_000.0),
            lenhei_cm: measured(self.height.get(row), 10.0),
            measure: self.position.get(row).and_then(position),
            armc_cm: measured(self.muac.get(row), 10.0),
            headc_cm: None,
            oedema: self.oedema.get(row).unwrap_or(false),
        }
    }

    /// From the date of birth; where that is not known, as typed.
    fn age(&self, row: usize) -> Option<Age> {
        match self.day.get(row).zip(self.born.get(row)) {
            Some((day, born)) => Age::from_days(f64::from(day - born)),
            None => self.age.get(row).and_then(Age::from_months),
        }
    }
}

/// A stored whole number in the unit of the standards; the nearest double of the printed decimal, as if it were typed.
#[expect(
    clippy::cast_precision_loss,
    reason = "grams and millimetres of a child are small"
)]
fn measured(stored: Option<i64>, per_unit: f64) -> Option<f64> {
    stored
        .filter(|stored| *stored > 0)
        .map(|stored| stored as f64 / per_unit)
}

fn sex(id: &str) -> Option<Sex> {
    match id {
        "male" => Some(Sex::Male),
        "female" => Some(Sex::Female),
        _ => None,
    }
}

fn position(id: &str) -> Option<Measure> {
    match id {
        "lying" => Some(Measure::Lying),
        "standing" => Some(Measure::Standing),
        _ => None,
    }
}

/// The derived columns, growing row by row, in the order of [`Growth::COLUMNS`].
#[derive(Default)]
struct Grown {
    age_days: Vec<Option<i64>>,
    age_group: Vec<Option<&'static str>>,
    z: [Vec<Option<i64>>; 5],
    flags: [Vec<Option<i64>>; 5],
    c9mo: Vec<Option<i64>>,
    classes: [Vec<Option<&'static str>>; 7],
}

impl Grown {
    fn push(&mut self, child: &Child) {
        let months = child.age.map(Age::months);
        self.age_days.push(child.age.map(whole_days));
        self.age_group.push(months.and_then(age_group));
        let young = score(child);
        let of_age = classes(child, &young);
        let is_older = months.is_some_and(|months| (SCHOOL_AGE..LEAVING_AGE).contains(&months));
        let older = is_older.then(|| older::score(child));
        let of_older = |score: fn(older::OlderScores) -> Option<Score>| older.and_then(score);
        let (height, weight, bmi) = (
            of_older(|scores| scores.height_for_age),
            of_older(|scores| scores.weight_for_age),
            of_older(|scores| scores.bmi_for_age),
        );
        let scores = [
            young.length_for_age.or(height),
            young.weight_for_age.or(weight),
            young.weight_for_length,
            young.bmi_for_age.or(bmi),
            young.arm_for_age,
        ];
        for (at, score) in scores.into_iter().enumerate() {
            self.z[at].push(score.map(hundredths));
            self.flags[at].push(score.map(|score| i64::from(score.flagged)));
        }
        self.c9mo.push(Some(i64::from(young.stature.too_young_to_stand)));
        let older_classes = [
            height.map(|score| Class::of(score).code()),
            older_or_oedema(is_older, child, weight),
            older_or_oedema(is_older, child, bmi),
        ];
        let young_classes = of_age.codes();
        for (at, class) in young_classes.into_iter().chain(older_classes).enumerate() {
            self.classes[at].push(class);
        }
    }

    fn columns(self) -> Vec<Column> {
        let mut names = Growth::COLUMNS
            .iter()
            .map(|(name, _)| PlSmallStr::from_static(name));
        let mut name = || names.next().unwrap_or_default();
        let mut columns = vec![
            Column::new(name(), self.age_days),
            Column::new(name(), self.age_group),
        ];
        columns.extend(self.z.into_iter().map(|z| Column::new(name(), z)));
        columns.extend(self.flags.into_iter().map(|flags| Column::new(name(), flags)));
        columns.push(Column::new(name(), self.c9mo));
        columns.extend(
            self.classes
                .into_iter()
                .map(|classes| Column::new(name(), classes)),
        );
        columns
    }
}

/// Oedema counts as severe, as it does below five.
fn older_or_oedema(is_older: bool, child: &Child, score: Option<Score>) -> Option<&'static str> {
    if is_older && child.oedema {
        return Some(Class::Severe.code());
    }
    score.map(|score| Class::of(score).code())
}

#[expect(clippy::cast_possible_truncation, reason = "a z-score has few digits")]
fn hundredths(score: Score) -> i64 {
    (score.z * 100.0).round() as i64
}

#[expect(clippy::cast_possible_truncation, reason = "an age in days has few digits")]
fn whole_days(age: Age) -> i64 {
    (age.days() + 0.5).floor() as i64
}

#[expect(clippy::cast_precision_loss, reason = "months below 72")]
fn age_group(months: f64) -> Option<&'static str> {
    let mut groups = Growth::AGE_GROUPS.iter();
    groups
        .find(|(_, from, to)| months >= *from as f64 && months < *to as f64)
        .map(|(id, _, _)| *id)
}
