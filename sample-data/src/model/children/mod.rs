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
pub(crate) use attendance::project_is_silent;
pub(crate) use child::{Child, Status, Visit, usual_visit};
pub(crate) use grade::{Grade, Grades, grades};
pub(crate) use months::Months;

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
