//! A table of children, scored column by column.

use polars::prelude::{
    BooleanChunkedBuilder, ChunkedBuilder, Column, DataFrame, Float64Type, IntoColumn,
    PrimitiveChunkedBuilder, StringChunkedBuilder,
};

use super::child::Child;
use super::classes::classes;
use super::columns::{BMI, C9MO, CLASSES, CLENHEI, CMEASURE, LENGTH, SCORES};
use super::error::GrowthError;
use super::input::Children;
use super::score::{Score, score};

/// Scores and classes of children under five.
///
/// `children` has any of these columns; one that is not there is null in every row, and others are left alone:
///
/// | column | |
/// |---|---|
/// | `sex` | whole number: 1 male, 2 female |
/// | `age_days` or `age_months` | number, not rounded; a month has 30.4375 days |
/// | `weight_kg`, `lenhei_cm`, `armc_cm`, `headc_cm` | number, in kg and cm |
/// | `measure` | text: `l` lying, `h` standing |
/// | `oedema` | boolean; null is no |
///
/// The answer has one row for each child, in the same order, and these columns: `clenhei` (cm), `cmeasure`,
/// `c9mo_flag`, `cbmi` (kg/m²); `zlen`, `zwei`, `zwfl`, `zbmi`, `zac`, `zhc`, each with two decimals and followed by
/// its flag (boolean) under `f…`; the classes `cls_len`, `cls_wei`, `cls_wfl` (`sev mod ok risk over obese flag`) and
/// `cls_acute` (`SAM MAM ok`). Null is not computable, also where a measurement is not above zero or an age is below
/// it; [`impossible`](super::impossible) names those.
///
/// # Errors
/// A column of another type, ages in two forms, or a sex or position that is none of the above.
pub fn scores(children: &DataFrame) -> Result<DataFrame, GrowthError> {
    let mut scored = Scored::of(children.height());
    for child in Children::of(children, LENGTH)?.iter() {
        scored.push(&child?);
    }
    Ok(DataFrame::new(children.height(), scored.columns())?)
}

/// Scores of one indicator with their flags, growing row by row.
pub(super) struct ScoreColumns {
    z: PrimitiveChunkedBuilder<Float64Type>,
    flag: BooleanChunkedBuilder,
}

impl ScoreColumns {
    pub(super) fn of((z, flag): (&str, &str), rows: usize) -> Self {
        Self {
            z: PrimitiveChunkedBuilder::new(z.into(), rows),
            flag: BooleanChunkedBuilder::new(flag.into(), rows),
        }
    }

    pub(super) fn push(&mut self, score: Option<Score>) {
        self.z.append_option(score.map(|score| score.z));
        self.flag.append_option(score.map(|score| score.flagged));
    }

    pub(super) fn columns(self) -> [Column; 2] {
        [self.z.finish().into_column(), self.flag.finish().into_column()]
    }
}

struct Scored {
    clenhei: PrimitiveChunkedBuilder<Float64Type>,
    cmeasure: StringChunkedBuilder,
    c9mo: BooleanChunkedBuilder,
    bmi: PrimitiveChunkedBuilder<Float64Type>,
    scores: [ScoreColumns; 6],
    classes: [StringChunkedBuilder; 4],
}

impl Scored {
    fn of(rows: usize) -> Self {
        Self {
            clenhei: PrimitiveChunkedBuilder::new(CLENHEI.into(), rows),
            cmeasure: StringChunkedBuilder::new(CMEASURE.into(), rows),
            c9mo: BooleanChunkedBuilder::new(C9MO.into(), rows),
            bmi: PrimitiveChunkedBuilder::new(BMI.into(), rows),
            scores: SCORES.map(|names| ScoreColumns::of(names, rows)),
            classes: CLASSES.map(|name| StringChunkedBuilder::new(name.into(), rows)),
        }
    }

    fn push(&mut self, child: &Child) {
        let scores = score(child);
        self.clenhei.append_option(scores.stature.cm);
        self.cmeasure
            .append_option(scores.stature.measure.map(|measure| measure.letter()));
        self.c9mo.append_value(scores.stature.too_young_to_stand);
        self.bmi.append_option(scores.bmi);
        for (column, score) in self.scores.iter_mut().zip(scores.in_order()) {
            column.push(score);
        }
        for (column, code) in self.classes.iter_mut().zip(classes(child, &scores).codes()) {
            column.append_option(code);
        }
    }

    fn columns(self) -> Vec<Column> {
        let mut columns = vec![
            self.clenhei.finish().into_column(),
            self.cmeasure.finish().into_column(),
            self.c9mo.finish().into_column(),
            self.bmi.finish().into_column(),
        ];
        columns.extend(self.scores.into_iter().flat_map(ScoreColumns::columns));
        columns.extend(
            self.classes
                .into_iter()
                .map(|column| column.finish().into_column()),
        );
        columns
    }
}
