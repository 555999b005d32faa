//! The table as WHO's software lays it out: one value under each name.

use super::cut::Cut;
use super::estimate::Estimate;
use super::index::Index;
use super::table::{Group, IndexEstimates, Prevalence};

/// One value of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Stat {
    /// The name as in WHO's tables: `HA_2_r` is the share of stunted children.
    pub name: String,
    /// The value; none where nobody has one.
    pub value: Option<f64>,
}

impl Prevalence {
    /// Every value of every group, with the label of the group, in the order of WHO's tables.
    pub fn stats(&self) -> impl Iterator<Item = (&str, Stat)> {
        (self.groups.iter())
            .flat_map(|group| group.stats().into_iter().map(|stat| (group.label.as_str(), stat)))
    }
}

impl Group {
    /// Every value of the group, in the order of WHO's tables.
    pub fn stats(&self) -> Vec<Stat> {
        let mut stats = Vec::new();
        for index in Index::ALL {
            of_index(index.code(), self.by(index), &mut stats);
        }
        stats.push(stat("HA_2_WH_2_pop", Some(self.both_weighted)));
        stats.push(stat("HA_2_WH_2_unwpop", Some(self.both_unweighted as f64)));
        of_estimate("HA_2_WH_2", self.stunted_and_wasted, &mut stats);
        of_estimate("HA_2_WH2", self.stunted_and_overweight, &mut stats);
        stats
    }
}

fn of_index(code: &str, estimates: &IndexEstimates, stats: &mut Vec<Stat>) {
    stats.push(stat(&format!("{code}Z_pop"), Some(estimates.weighted)));
    stats.push(stat(
        &format!("{code}Z_unwpop"),
        Some(estimates.unweighted as f64),
    ));
    for cut in Cut::ALL {
        of_estimate(&format!("{code}{}", cut.suffix()), estimates.share(cut), stats);
    }
    of_estimate(code, estimates.mean, stats);
    stats.push(stat(&format!("{code}_stdev"), estimates.stdev));
}

fn of_estimate(name: &str, estimate: Option<Estimate>, stats: &mut Vec<Stat>) {
    let limits = estimate.and_then(|estimate| estimate.limits);
    stats.push(stat(
        &format!("{name}_r"),
        estimate.map(|estimate| estimate.value),
    ));
    stats.push(stat(&format!("{name}_se"), estimate.map(|estimate| estimate.se)));
    stats.push(stat(&format!("{name}_ll"), limits.map(|limits| limits.0)));
    stats.push(stat(&format!("{name}_ul"), limits.map(|limits| limits.1)));
}

fn stat(name: &str, value: Option<f64>) -> Stat {
    Stat {
        name: name.to_owned(),
        value,
    }
}
