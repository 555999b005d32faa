//! `jela growth prevalence IN.csv --design D --out OUT.csv`: how common malnutrition is.

use std::path::{Path, PathBuf};

use analytics::growth::prevalence::{Design, Grouping, Index, Prevalence, Surveyed, of};
use clap::ValueEnum;

use super::cells::{self, Problem};
use super::check_apart;
use super::children::Children;
use super::numbers::push_significant;
use crate::console;
use crate::exit::{Exit, Unread};
use crate::query;

/// Digits with which values are printed.
const DIGITS: usize = 10;

/// What survey to estimate from.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A CSV file of children as for `jela growth`; with `cluster`, `strata`, `sw` if the design has them, and any of
    /// `typeres`, `gregion`, `wealthq`, `mothered`, `othergr` to group by.
    #[arg(value_name = "IN.csv")]
    input: PathBuf,
    /// How the children were chosen.
    #[arg(long, value_enum)]
    design: DesignWord,
    /// Where to write the estimates: `design,group,stat,value`.
    #[arg(long, value_name = "OUT.csv")]
    out: PathBuf,
}

/// How the children were chosen, by its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum DesignWord {
    /// Each for itself, all with the same chance.
    None,
    /// In clusters, named in `cluster`.
    Cluster,
    /// In clusters within `strata`, with sampling weights in `sw`.
    ClusterStrataSw,
    /// Each for itself, with sampling weights in `sw`.
    Sw,
}

impl DesignWord {
    fn design(self) -> Design {
        match self {
            Self::None => Design::None,
            Self::Cluster => Design::Cluster,
            Self::ClusterStrataSw => Design::ClusterStrataWeights,
            Self::Sw => Design::Weights,
        }
    }
}

/// Estimates from a file.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    check_apart(&args.input, &args.out)?;
    let design = args.design.design();
    let mut children = Children::open(&args.input, false)?;
    let survey = survey(&mut children, design, &args.input)?;
    let prevalence = of(&survey, design)?;
    query::write(&args.out, &written(&prevalence, design)?)?;
    tell(&prevalence);
    Ok(children.faults.exit())
}

/// The columns that say how a child was chosen, and what it is grouped by.
struct SurveyColumns {
    cluster: Option<usize>,
    stratum: Option<usize>,
    weight: Option<usize>,
    groupings: [Option<usize>; 5],
}

fn survey(children: &mut Children, design: Design, file: &Path) -> Result<Vec<Surveyed>, Unread> {
    let columns = SurveyColumns::of(children, design, file)?;
    let mut survey = Vec::new();
    while let Some(child) = children.next()? {
        survey.push(Surveyed {
            child,
            cluster: children.cell(columns.cluster, |cell| Ok(word(cell))),
            stratum: children.cell(columns.stratum, |cell| Ok(word(cell))),
            weight: weight(children, columns.weight, file)?,
            labels: labels(children, &columns.groupings),
        });
    }
    Ok(survey)
}

impl SurveyColumns {
    fn of(children: &Children, design: Design, file: &Path) -> Result<Self, Unread> {
        let header = &children.header;
        let needed = |name: &str, is_needed: bool| match header.find(name) {
            _ if !is_needed => Ok(None),
            Some(column) => Ok(Some(column)),
            None => {
                let problem = format!(
                    "there is no column `{name}`, which the design {} needs",
                    design.code()
                );
                Err(header.unrecognised(file, &problem))
            }
        };
        Ok(Self {
            cluster: needed("cluster", design.has_clusters())?,
            stratum: needed("strata", design.has_strata())?,
            weight: needed("sw", design.has_weights())?,
            groupings: Grouping::ALL.map(|grouping| header.find(grouping.column())),
        })
    }
}

fn word(cell: &[u8]) -> Option<String> {
    let word = String::from_utf8_lossy(cell.trim_ascii());
    (!word.is_empty()).then(|| word.into_owned())
}

/// A child that stands for fewer than none makes every estimate wrong, not only its own part.
fn weight(children: &mut Children, column: Option<usize>, file: &Path) -> Result<Option<f64>, Unread> {
    let weight = children.cell(column, cells::number);
    if weight.is_some_and(|weight| weight < 0.0) {
        let problem = "sw is below zero; a child can't stand for fewer than none";
        return Err(Unread(format!(
            "{}, {}: {problem}",
            file.display(),
            children.at()
        )));
    }
    Ok(weight)
}

fn labels(children: &mut Children, columns: &[Option<usize>; 5]) -> [Option<String>; 5] {
    let expected = "1, 2, 3, 4 or 5, from poorest to richest";
    std::array::from_fn(|at| {
        let label = |cell: &[u8]| match word(cell) {
            None => Ok(None),
            Some(word) => Grouping::ALL[at]
                .label(&word)
                .map(Some)
                .ok_or(Problem::UnknownWord { expected }),
        };
        children.cell(columns[at], label)
    })
}

fn written(prevalence: &Prevalence, design: Design) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["design", "group", "stat", "value"])?;
    for (group, stat) in prevalence.stats() {
        let mut value = Vec::new();
        if let Some(number) = stat.value {
            push_significant(&mut value, number, DIGITS);
        }
        writer.write_record([
            design.code().as_bytes(),
            group.as_bytes(),
            stat.name.as_bytes(),
            &value,
        ])?;
    }
    Ok(writer.into_inner()?)
}

/// Who has no part in the estimates: without that no share can be judged.
fn tell(prevalence: &Prevalence) {
    let left_out = prevalence.left_out;
    if left_out.too_old > 0 {
        console::say(&format!(
            "{} children older than 1826 days are left out",
            left_out.too_old
        ));
    }
    if left_out.unplaced > 0 {
        console::say(&format!(
            "{} children without cluster or stratum are left out",
            left_out.unplaced
        ));
    }
    let Some(all) = prevalence.groups.first() else {
        return;
    };
    for index in Index::ALL {
        let estimates = all.by(index);
        console::say(&format!(
            "{}: {} of {} children counted, {} flagged, {} missing",
            index.code(),
            estimates.unweighted,
            all.children,
            estimates.flagged,
            estimates.missing
        ));
    }
}
