//! Published measures that add up: a whole and its parts, such as women and men among all.

use std::collections::BTreeSet;

use super::{Class, Measure, OverTime, Programme, RowRule};

/// Published measures of which one may be the sum of others.
#[derive(Debug, Clone)]
pub struct Family<'a> {
    /// Its measures.
    pub measures: Vec<&'a Measure>,
    /// For each measure that is no sum of others: its position, then those of the measures that hold it.
    pub holders: Vec<Vec<usize>>,
}

/// Subsets of more measures than these are not tried.
const MOST_MEASURES: usize = 12;

impl Programme {
    /// The measures that count people and stand in any publication, in their order.
    pub fn published_measures(&self) -> Vec<&Measure> {
        let named: BTreeSet<&String> = self
            .publications
            .iter()
            .flat_map(|publication| &publication.measures)
            .collect();
        let all = self.measures.iter();
        all.filter(|measure| named.contains(&measure.id) && self.counts_people(measure))
            .collect()
    }

    /// The classes by which any publication breaks a measure down, in the order of their declaration.
    pub fn published_classes(&self, measure: &Measure) -> Vec<&Class> {
        let named: BTreeSet<&String> = self
            .publications
            .iter()
            .filter(|publication| publication.measures.contains(&measure.id))
            .flat_map(|publication| &publication.classes)
            .collect();
        self.classes
            .iter()
            .filter(|class| named.contains(&class.id))
            .collect()
    }

    /// Published measures by what adds up. An error says which of them add up in a way that is not a whole and its parts,
    /// so that no cube could be made of them.
    pub fn published_families(&self) -> Result<Vec<Family<'_>>, String> {
        let mut families = Vec::new();
        let (sums, others): (Vec<&Measure>, Vec<&Measure>) = self
            .published_measures()
            .into_iter()
            // Counts of cases are no sums of columns.
            .partition(|measure| !measure.sum_of.is_empty() && measure.places_with_at_least.is_none());
        families.extend(others.into_iter().map(alone));
        for dataset in &self.datasets {
            for over_time in [OverTime::Sum, OverTime::Latest, OverTime::Cumulative] {
                let of_it = sums.iter().copied();
                let of_it: Vec<&Measure> = of_it
                    .filter(|measure| measure.dataset == dataset.id && measure.over_time == over_time)
                    .collect();
                if !of_it.is_empty() {
                    families.extend(self.families_of(&dataset.id, &of_it)?);
                }
            }
        }
        Ok(families)
    }

    fn families_of<'a>(&'a self, dataset: &str, measures: &[&'a Measure]) -> Result<Vec<Family<'a>>, String> {
        let names = || -> String {
            let ids: Vec<&str> = measures.iter().map(|measure| measure.id.as_str()).collect();
            ids.join(", ")
        };
        let known = Vectors::of(self, dataset);
        let dependent = known.dependencies(measures);
        if dependent == 0 {
            return Ok(measures.iter().copied().map(alone).collect());
        }
        if measures.len() > MOST_MEASURES {
            return Err(format!(
                "{} published measures of `{dataset}` add up among one another; publish {MOST_MEASURES} at most",
                measures.len()
            ));
        }
        let wholes: Vec<(usize, Vec<usize>)> = (0..measures.len())
            .filter_map(|whole| Some((whole, known.parts_of(measures, whole)?)))
            .collect();
        let is_part_twice = (0..measures.len())
            .any(|part| wholes.iter().filter(|(_, parts)| parts.contains(&part)).count() > 1);
        if wholes.len() != dependent || is_part_twice {
            return Err(format!(
                "published measures add up in a way that is not a whole and its parts ({}), so that a hidden count \
                 could be worked out; leave one of them out of the publications",
                names()
            ));
        }
        Ok(families(measures, &wholes))
    }
}

fn alone(measure: &Measure) -> Family<'_> {
    Family {
        measures: vec![measure],
        holders: vec![vec![0]],
    }
}

/// Trees of wholes and parts.
fn families<'a>(measures: &[&'a Measure], wholes: &[(usize, Vec<usize>)]) -> Vec<Family<'a>> {
    let whole_of = |part: usize| {
        wholes
            .iter()
            .find(|(_, parts)| parts.contains(&part))
            .map(|(whole, _)| *whole)
    };
    let chain =
        |leaf: usize| -> Vec<usize> { std::iter::successors(Some(leaf), |part| whole_of(*part)).collect() };
    let is_whole = |at: &usize| wholes.iter().any(|(whole, _)| whole == at);
    let tops = (0..measures.len()).filter(|at| whole_of(*at).is_none());
    tops.map(|top| {
        let members: Vec<usize> = (0..measures.len())
            .filter(|at| chain(*at).last() == Some(&top))
            .collect();
        let position = |at: usize| members.iter().position(|member| *member == at).unwrap_or(0);
        Family {
            measures: members.iter().map(|at| measures[*at]).collect(),
            holders: members
                .iter()
                .filter(|at| !is_whole(at))
                .map(|at| chain(*at).into_iter().map(position).collect())
                .collect(),
        }
    })
    .collect()
}

/// Measures as sums of columns, of which checks say that some are sums of others.
struct Vectors<'a> {
    columns: Vec<&'a str>,
    rules: Vec<Vec<f64>>,
}

impl<'a> Vectors<'a> {
    fn of(programme: &'a Programme, dataset: &str) -> Self {
        let Some(dataset) = programme.dataset(dataset) else {
            return Self {
                columns: Vec::new(),
                rules: Vec::new(),
            };
        };
        let mut vectors = Self {
            columns: dataset.columns.iter().map(|column| column.id.as_str()).collect(),
            rules: Vec::new(),
        };
        let rules = dataset.checks.iter().filter_map(|check| match &check.rule {
            RowRule::AddUpTo { parts, whole, .. } => Some(vectors.vector(parts, Some(whole))),
            _ => None,
        });
        vectors.rules = rules.collect();
        vectors
    }

    fn vector(&self, ones: &[String], minus: Option<&String>) -> Vec<f64> {
        let entry = |column: &&str| {
            let times = |id: &String| f64::from(u8::from(id == column));
            ones.iter().map(times).sum::<f64>() - minus.map_or(0.0, times)
        };
        self.columns.iter().map(entry).collect()
    }

    /// How many of the measures follow from the others.
    fn dependencies(&self, measures: &[&Measure]) -> usize {
        let vectors = measures.iter().map(|measure| self.vector(&measure.sum_of, None));
        let all = self.rules.iter().cloned().chain(vectors).collect();
        rank(self.rules.clone()) + measures.len() - rank(all)
    }

    /// The fewest other measures whose sum is always one of them.
    fn parts_of(&self, measures: &[&Measure], whole: usize) -> Option<Vec<usize>> {
        let others: Vec<usize> = (0..measures.len()).filter(|at| *at != whole).collect();
        let mut chosen: Vec<Vec<usize>> = (1..1_usize << others.len())
            .map(|bits| {
                let is_in = |at: &usize| bits >> at & 1 == 1;
                (0..others.len()).filter(is_in).map(|at| others[at]).collect()
            })
            .collect();
        chosen.sort_by_key(Vec::len);
        chosen
            .into_iter()
            .find(|parts| self.is_sum(measures, whole, parts))
    }

    fn is_sum(&self, measures: &[&Measure], whole: usize, parts: &[usize]) -> bool {
        let mut rest = self.vector(&measures[whole].sum_of, None);
        for part in parts {
            let part = self.vector(&measures[*part].sum_of, None);
            rest.iter_mut().zip(part).for_each(|(rest, part)| *rest -= part);
        }
        let with = self.rules.iter().cloned().chain([rest]).collect();
        rank(with) == rank(self.rules.clone())
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
    use super::super::Programmes;
    use super::*;

    const MGNREGA: &str = include_str!("../../programmes/mgnrega/programme.toml");

    /// How many measures a family has, and which hold each leaf.
    type Shape = (usize, Vec<Vec<usize>>);

    fn families_of(measures: &[&str]) -> Result<Vec<Shape>, String> {
        let mut programmes = Programmes::default();
        programmes.add("mgnrega.toml", MGNREGA).unwrap();
        let mut programme = programmes.get("mgnrega").unwrap().clone();
        programme.disclosure = super::super::Disclosure::SmallCounts;
        programme.publications = vec![super::super::Publication {
            measures: measures.iter().map(|&id| id.to_owned()).collect(),
            levels: vec![crate::PlaceLevel::District],
            periods: vec![crate::Grain::Month],
            classes: Vec::new(),
        }];
        let families = programme.published_families()?;
        Ok(families
            .into_iter()
            .map(|family| (family.measures.len(), family.holders))
            .collect())
    }

    #[test]
    fn a_measure_that_is_no_sum_stands_alone() {
        let families = families_of(&["persondays", "persondays_women"]).unwrap();
        assert_eq!(families, [(1, vec![vec![0]]), (1, vec![vec![0]])]);
    }

    #[test]
    fn a_whole_beside_all_of_its_parts_is_found() {
        let vectors = |rows: &[&[f64]]| rank(rows.iter().map(|row| row.to_vec()).collect());
        assert_eq!(vectors(&[&[1.0, 0.0], &[0.0, 1.0]]), 2);
        assert_eq!(vectors(&[&[1.0, 0.0], &[0.0, 1.0], &[1.0, 1.0]]), 2);
        assert_eq!(vectors(&[]), 0);
    }
}
