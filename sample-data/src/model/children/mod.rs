//! The children of the Anganwadi centres: how they grow, fall ill, recover, and what the registers say of it.

mod admission;
mod attendance;
mod child;
mod course;
mod grade;
mod habits;
mod measuring;
mod months;
mod names;
mod nature;
mod severe;
mod size;

pub(crate) use admission::{Admission, Outcome};
pub(crate) use attendance::{centre_is_silent, project_is_silent};
pub(crate) use child::{Child, Status, Visit, usual_visit};
pub(crate) use grade::{Grade, Grades, grades};
pub(crate) use months::Months;
pub(crate) use names::{names, phone};

use self::child::Upbringing;
use self::habits::{Habits, careless_sector};
use self::months::MONTHS;
use self::severe::Incidence;
use super::{Centre, Icds, Project};
use crate::random::Random;

/// The children of every centre.
#[derive(Debug)]
pub(crate) struct Children {
    /// By project, then by centre, in their order.
    by_project: Vec<Vec<Vec<Child>>>,
}

impl Children {
    /// The children of all centres, up to the last day of `months`.
    pub(crate) fn new(seed: u64, icds: &Icds, months: Months) -> Self {
        let incidence = Incidence::new();
        let careless = careless_sector(seed, &icds.projects);
        let of_project = |project: &Project| {
            let centres = project.centres.iter();
            centres
                .map(|centre| of_centre(seed, centre, months, &incidence, &careless))
                .collect()
        };
        Self {
            by_project: icds.projects.iter().map(of_project).collect(),
        }
    }

    /// The centres of a project, each with its children.
    pub(crate) fn of<'a>(
        &'a self,
        icds: &'a Icds,
        project: usize,
    ) -> impl Iterator<Item = (&'a Centre, &'a [Child])> {
        let children = self.by_project[project].iter().map(Vec::as_slice);
        icds.projects[project].centres.iter().zip(children)
    }
}

fn of_centre(
    seed: u64,
    centre: &Centre,
    months: Months,
    incidence: &Incidence,
    careless: &str,
) -> Vec<Child> {
    let silent: Vec<i32> = (-1..MONTHS)
        .filter(|month| attendance::centre_is_silent(seed, centre, *month))
        .collect();
    let at = Upbringing {
        months,
        incidence,
        habits: &Habits::new(seed, centre, careless),
        silent: &silent,
    };
    let births = (centre.children * nature::births_per_child_under_five())
        .round()
        .max(1.0) as usize;
    let child = |number: usize| {
        let mut random = Random::new(seed, &["child", &centre.code, &number.to_string()]);
        Child::new(number, &at, &mut random)
    };
    (1..=births).map(child).collect()
}

#[cfg(test)]
mod tests {
    use analytics::growth::{self, Age, Score};

    use super::*;
    use crate::options::SampleOptions;
    use crate::world::World;

    /// Weight-for-age, length-for-age and weight-for-length of all children under five in a month, without flagged ones.
    fn scores(month: i32) -> [Vec<f64>; 3] {
        let options = SampleOptions::default();
        let district = &World::new(&options).unwrap().district;
        let icds = Icds::new(options.seed, district, 1.0);
        let all = Children::new(options.seed, &icds, Months::new(options.until));
        let mut scores = [const { Vec::new() }; 3];
        for child in all.by_project.iter().flatten().flatten() {
            let Some((visit, measured)) = child
                .visit(month)
                .and_then(|visit| Some((visit, visit.measured?)))
            else {
                continue;
            };
            let of = growth::score(&growth::Child {
                sex: Some(child.sex),
                age: Age::from_days(f64::from(crate::calendar::days_between(child.born, visit.day))),
                weight_kg: Some(measured.weight_kg),
                lenhei_cm: measured.height.map(|(height, _)| height),
                measure: measured.height.map(|(_, position)| position),
                ..growth::Child::default()
            });
            let of = [of.weight_for_age, of.length_for_age, of.weight_for_length];
            let plausible = |score: &Score| !score.flagged;
            for (scores, score) in scores.iter_mut().zip(of) {
                scores.extend(score.filter(plausible).map(|score| score.z));
            }
        }
        scores
    }

    fn deviation(scores: &[f64]) -> f64 {
        let count = scores.len() as f64;
        let mean = scores.iter().sum::<f64>() / count;
        (scores.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / count).sqrt()
    }

    fn deviations(month: i32) -> [f64; 3] {
        scores(month).each_ref().map(|scores| deviation(scores))
    }

    #[test]
    fn children_differ_as_much_as_those_of_real_surveys() {
        for month in [MONTHS / 2, MONTHS - 1] {
            let deviations = deviations(month);
            let is_usual = |deviation: &f64| (1.0..=1.15).contains(deviation);
            assert!(deviations.iter().all(is_usual), "month {month}: {deviations:?}");
        }
    }

    #[test]
    fn while_many_are_severely_wasted_only_weight_for_length_is_wider() {
        let [weight, length, build] = deviations(0);
        assert!(
            (1.0..=1.15).contains(&weight) && (1.0..=1.15).contains(&length),
            "{weight} {length}"
        );
        assert!((1.15..1.3).contains(&build), "{build}");
    }
}
