//! What of a programme is published although its small counts are not: a finite list, so that it can be shown that
//! nothing in it gives away what is hidden.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::fault::Faults;
use super::{Disclosure, Indicator, Measure, OverTime, Programme, RowRule};
use crate::calendar::Grain;
use crate::places::PlaceLevel;

/// Measures × place levels × periods × classes that everybody may have, small counts left out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Measures, and indicators of which every measure stands here too.
    pub measures: Vec<String>,
    /// The level of its places; one for now.
    pub levels: Vec<PlaceLevel>,
    /// Lengths of time, a month at the shortest; none where it is published as on a day only.
    #[serde(default)]
    pub periods: Vec<Grain>,
    /// Columns by which it is broken down; none for now.
    #[serde(default)]
    pub classes: Vec<String>,
}

impl Programme {
    /// Whether a measure counts people, so that a small value may point at one.
    pub fn counts_people(&self, measure: &Measure) -> bool {
        measure
            .counts_people
            .unwrap_or(self.disclosure == Disclosure::SmallCounts)
    }

    /// Whether values of a measure add up over time, so that a year less eleven months tells the twelfth.
    pub fn adds_up_people(&self, measure: &Measure) -> bool {
        self.counts_people(measure) && measure.over_time != OverTime::Latest
    }

    /// Complementary suppression over whole cubes does not exist yet. Until it does, a publication must not hold any
    /// sum of its own cells: one place level, no classes, for what adds up over time one length of time, and no measure
    /// that is a sum of others. Then a hidden cell is no difference of cells that are shown.
    pub(super) fn check_publications(&self, faults: &mut Faults) {
        if self.disclosure == Disclosure::None {
            if !self.publications.is_empty() {
                faults.push(
                    "a publication says nothing where `disclosure` is `none`: all is public".to_owned(),
                );
            }
            return;
        }
        if self.threshold < 2 {
            faults.push("`threshold` is the first count that may be shown; give at least 2".to_owned());
        }
        for (at, publication) in self.publications.iter().enumerate() {
            faults.about("publication", at);
            self.check_publication(publication, faults);
        }
        faults.about_all();
        self.check_levels(faults);
        self.check_periods(faults);
        if self.some_published_measure_is_a_sum() {
            faults.push(
                "one of the published measures is a sum or difference of others, so that a hidden count could be \
                 worked out; leave one of them out of the publications"
                    .to_owned(),
            );
        }
    }

    fn check_publication(&self, publication: &Publication, faults: &mut Faults) {
        if publication.measures.is_empty() || publication.levels.is_empty() {
            faults.push("a publication needs `measures` and `levels`".to_owned());
        }
        if !publication.classes.is_empty() {
            faults.push(format!(
                "a publication by classes ({}) can't be kept safe yet; leave `classes` out",
                publication.classes.join(", ")
            ));
        }
        for short in publication
            .periods
            .iter()
            .filter(|period| **period < Grain::Month)
        {
            faults.push(format!(
                "a publication by {short} is too fine; the shortest length of time is a month"
            ));
        }
        for id in &publication.measures {
            if self.measure(id).is_some() {
                continue;
            }
            match self.indicator(id) {
                Some(indicator) => check_parts(publication, indicator, faults),
                None => faults.unknown(
                    format!("a publication names `{id}`, which is neither a measure nor an indicator"),
                    id,
                    self.subject_ids(),
                ),
            }
        }
    }

    fn check_levels(&self, faults: &mut Faults) {
        let levels: BTreeSet<PlaceLevel> = self
            .publications
            .iter()
            .flat_map(|publication| publication.levels.iter().copied())
            .collect();
        if levels.len() > 1 {
            let levels: Vec<&str> = levels.into_iter().map(PlaceLevel::id).collect();
            faults.push(format!(
                "publications are of several place levels ({}), whose sums could give hidden counts away; publish \
                 one level for now",
                levels.join(", ")
            ));
        }
    }

    fn check_periods(&self, faults: &mut Faults) {
        let mut periods = BTreeSet::new();
        for publication in &self.publications {
            let measures = publication.measures.iter().filter_map(|id| self.measure(id));
            for measure in measures.filter(|measure| self.adds_up_people(measure)) {
                if publication.periods.is_empty() {
                    faults.push(format!(
                        "`{}` adds up over time, so that its values as on two days give away what came between; \
                         publish it by a length of time, such as periods = [\"month\"]",
                        measure.id
                    ));
                }
                periods.extend(publication.periods.iter().copied());
            }
        }
        if periods.len() > 1 {
            let periods: Vec<&str> = periods.into_iter().map(Grain::id).collect();
            faults.push(format!(
                "measures that add up over time are published by several lengths of time ({}), whose sums could give \
                 hidden counts away; publish one for now",
                periods.join(", ")
            ));
        }
    }

    /// Measures are sums of columns, and some checks say that columns are sums of others. A published measure follows
    /// from others exactly when the vectors of all of them are linearly dependent.
    fn some_published_measure_is_a_sum(&self) -> bool {
        self.datasets.iter().any(|dataset| {
            let columns: Vec<&str> = dataset.columns.iter().map(|column| column.id.as_str()).collect();
            let vector = |ones: &[String], minus: Option<&String>| -> Vec<f64> {
                let entry = |column: &&str| {
                    let times = |id: &String| f64::from(u8::from(id == column));
                    ones.iter().map(times).sum::<f64>() - minus.map_or(0.0, times)
                };
                columns.iter().map(entry).collect()
            };
            let rules: Vec<Vec<f64>> = dataset
                .checks
                .iter()
                .filter_map(|check| match &check.rule {
                    RowRule::AddUpTo { parts, whole, .. } => Some(vector(parts, Some(whole))),
                    _ => None,
                })
                .collect();
            let published: BTreeSet<&String> = self
                .publications
                .iter()
                .flat_map(|publication| &publication.measures)
                .collect();
            let measures = published.into_iter().filter_map(|id| self.measure(id));
            // Counts of cases are no sums of columns.
            let of_it = measures.filter(|measure| {
                measure.dataset == dataset.id && self.counts_people(measure) && !measure.sum_of.is_empty()
            });
            let measures: Vec<Vec<f64>> = of_it.map(|measure| vector(&measure.sum_of, None)).collect();
            let all = rules.iter().chain(&measures).cloned().collect();
            rank(all) < rank(rules) + measures.len()
        })
    }
}

fn check_parts(publication: &Publication, indicator: &Indicator, faults: &mut Faults) {
    let parts = indicator.of.iter().chain(&indicator.per);
    for part in parts.filter(|part| !publication.measures.contains(part)) {
        faults.push(format!(
            "a publication of `{}` needs `{part}` beside it: from the rate it could be worked out",
            indicator.id
        ));
    }
}

/// How many of the rows are linearly independent; entries are small whole numbers.
fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    const NOTHING: f64 = 1e-9;
    let width = rows.first().map_or(0, Vec::len);
    let mut found = 0;
    for column in 0..width {
        let Some(pivot) = (found..rows.len()).find(|row| rows[*row][column].abs() > NOTHING) else {
            continue;
        };
        rows.swap(found, pivot);
        let (above, below) = rows.split_at_mut(found + 1);
        let pivot = &above[found];
        for row in below {
            let times = row[column] / pivot[column];
            row.iter_mut()
                .zip(pivot)
                .for_each(|(entry, top)| *entry -= times * top);
        }
        found += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{ProgrammeError, Programmes};
    use super::*;

    const MGNREGA: &str = include_str!("../../programmes/mgnrega/programme.toml");

    /// A programme whose small counts are hidden, with some publications.
    fn faults_of(publications: &str) -> Vec<String> {
        let text = MGNREGA.replace("disclosure = \"none\"", "disclosure = \"small_counts\"");
        match Programmes::default().add("made-up.toml", &format!("{text}\n{publications}")) {
            Ok(()) => Vec::new(),
            Err(ProgrammeError::Faulty { faults, .. }) => faults,
            Err(other) => vec![other.to_string()],
        }
    }

    #[track_caller]
    fn refused(publications: &str, said: &str) {
        let faults = faults_of(publications);
        assert!(faults.iter().any(|fault| fault.contains(said)), "{faults:?}");
    }

    #[test]
    fn a_publication_of_one_level_and_one_length_of_time_makes_sense() {
        let good = "[[publication]]\nmeasures = [\"persondays\", \"persondays_women\", \"women_percent\"]\n\
                    levels = [\"district\"]\nperiods = [\"month\"]\n";
        assert_eq!(faults_of(good), Vec::<String>::new());
        assert_eq!(faults_of(""), Vec::<String>::new());
    }

    #[test]
    fn publications_whose_sums_could_give_hidden_counts_away_are_refused() {
        let one = "[[publication]]\nmeasures = [\"persondays\"]\nlevels = [\"district\"]\n";
        let month = "periods = [\"month\"]\n";
        refused(&format!("{one}{month}classes = [\"sex\"]\n"), "by classes (sex)");
        refused(
            &format!("{one}{month}{}{month}", one.replace("district", "block")),
            "several place levels (district, block)",
        );
        refused(
            &format!(
                "{}{month}",
                one.replace("\"district\"", "\"district\", \"block\"")
            ),
            "several place levels",
        );
        refused(
            &format!("{one}periods = [\"month\", \"fy\"]\n"),
            "several lengths of time",
        );
        refused(one, "adds up over time");
        refused(&format!("{one}periods = [\"week\"]\n"), "by week is too fine");
    }

    #[test]
    fn a_publication_of_what_is_not_there_or_can_be_worked_out_is_refused() {
        let of = |measures: &str| {
            format!(
                "[[publication]]\nmeasures = [{measures}]\nlevels = [\"district\"]\nperiods = [\"month\"]\n"
            )
        };
        refused(&of("\"moonlight\""), "`moonlight`, which is neither");
        refused(
            &of("\"women_percent\", \"persondays\""),
            "needs `persondays_women`",
        );
        refused(&of(""), "needs `measures`");
        assert!(
            Programmes::default()
                .add("made-up.toml", &format!("{MGNREGA}\n{}", of("\"persondays\"")))
                .is_err()
        );
    }

    #[test]
    fn a_whole_beside_all_of_its_parts_is_found() {
        let vectors = |rows: &[&[f64]]| rank(rows.iter().map(|row| row.to_vec()).collect());
        assert_eq!(vectors(&[&[1.0, 0.0], &[0.0, 1.0]]), 2);
        assert_eq!(vectors(&[&[1.0, 0.0], &[0.0, 1.0], &[1.0, 1.0]]), 2);
        assert_eq!(vectors(&[]), 0);
    }
}
