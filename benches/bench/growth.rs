//! Scores of a state's children, and prevalence in a survey.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use analytics::growth::prevalence::{Design, prevalence};
use analytics::growth::{Indicator, Sex, measurement_for, scores};
use criterion::Criterion;
use polars::prelude::{DataFrame, df};

const CHILDREN: usize = 1_000_000;
const SURVEYED: usize = 5_000;

/// Scores a million children by all indicators, as a table in memory and from CSV to CSV by the command.
pub fn a_million_children(criterion: &mut Criterion) {
    let children = children(CHILDREN);
    let folder = tempfile::tempdir().expect("the machine has room for a folder");
    let file = folder.path().join("children.csv");
    std::fs::write(&file, csv(&children)).expect("the machine has room for a file");
    let mut group = criterion.benchmark_group("growth");
    group.bench_function("a million children, all indicators", |bencher| {
        bencher.iter(|| black_box(scores(&children).expect("the columns are right")));
    });
    group.bench_function("a million children, from CSV to CSV", |bencher| {
        bencher.iter(|| score_file(&file, &folder.path().join("scored.csv")));
    });
    group.finish();
}

/// Prevalence of 5,000 children in 200 clusters, for every group and statistic.
pub fn a_clustered_survey(criterion: &mut Criterion) {
    let survey = survey();
    let mut group = criterion.benchmark_group("growth");
    group.bench_function("prevalence of 5,000 children in clusters", |bencher| {
        bencher.iter(|| black_box(prevalence(&survey, Design::Cluster).expect("the columns are right")));
    });
    group.finish();
}

fn score_file(input: &Path, out: &Path) {
    let done = Command::new(env!("CARGO_BIN_EXE_jela"))
        .arg("growth")
        .arg(input)
        .arg("--out")
        .arg(out)
        .status()
        .expect("the command was built");
    assert!(
        done.success(),
        "a bench of rows that are named would measure something else"
    );
}

/// Numbers between 0 and 1 that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }

    /// Roughly normal: a sum of twelve.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// Children as malnourished as India's, measured to 100 g and a millimetre.
fn children(count: usize) -> DataFrame {
    let mut chance = Chance(2026);
    let mut columns = [const { Vec::new() }; 5];
    let (mut sexes, mut measures) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let is_girl = chance.next() < 0.48;
        let sex = if is_girl { Sex::Female } else { Sex::Male };
        let days = (chance.next() * 1826.0).floor();
        let mut measured = |indicator, middle: f64, tenths: f64| {
            let z = middle + 1.1 * chance.normal();
            measurement_for(indicator, sex, days, z).map(|number| (number * tenths).round() / tenths)
        };
        columns[0].push(Some(days));
        columns[1].push(measured(Indicator::WeightForAge, -1.5, 10.0));
        columns[2].push(measured(Indicator::LengthForAge, -1.5, 10.0));
        columns[3].push(measured(Indicator::ArmForAge, -1.0, 10.0));
        columns[4].push(measured(Indicator::HeadForAge, -1.0, 10.0));
        sexes.push(if is_girl { 2_i64 } else { 1 });
        measures.push(if days < 731.0 { "l" } else { "h" });
    }
    let [days, weight, length, arm, head] = columns;
    df!(
        "sex" => sexes, "age_days" => days, "weight_kg" => weight, "lenhei_cm" => length, "measure" => measures,
        "armc_cm" => arm, "headc_cm" => head,
    )
    .expect("all columns are equally long")
}

fn survey() -> DataFrame {
    let mut survey = children(SURVEYED);
    let clusters: Vec<i64> = (0..SURVEYED as i64).map(|child| child % 200).collect();
    let areas: Vec<&str> = (0..SURVEYED)
        .map(|child| if child % 3 == 0 { "Urban" } else { "Rural" })
        .collect();
    let fifths: Vec<i64> = (0..SURVEYED as i64).map(|child| child % 5 + 1).collect();
    let more =
        df!("cluster" => clusters, "typeres" => areas, "wealthq" => fifths).expect("all are equally long");
    survey
        .hstack_mut(more.columns())
        .expect("the columns have other names");
    survey
}

fn csv(children: &DataFrame) -> String {
    let numbers = |name| {
        children
            .column(name)
            .and_then(|column| column.f64().cloned())
            .expect("a column of numbers")
    };
    let sexes = children
        .column("sex")
        .and_then(|column| column.i64().cloned())
        .expect("a column of codes");
    let measures = children
        .column("measure")
        .and_then(|column| column.str().cloned())
        .expect("a column of letters");
    let columns = ["age_days", "weight_kg", "lenhei_cm", "armc_cm", "headc_cm"].map(numbers);
    let mut text = String::from("id,sex,measure,oedema,age_days,weight_kg,lenhei_cm,armc_cm,headc_cm\n");
    for row in 0..children.height() {
        let (sex, measure) = (sexes.get(row).unwrap_or(1), measures.get(row).unwrap_or("l"));
        write!(text, "child-{row},{sex},{measure},n").expect("text can always be longer");
        for column in &columns {
            let cell = column
                .get(row)
                .map(|number| number.to_string())
                .unwrap_or_default();
            write!(text, ",{cell}").expect("text can always be longer");
        }
        text.push('\n');
    }
    text
}
