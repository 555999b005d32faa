//! The Anganwadi centres and their children, made once for all files that tell of them.

use crate::model::children::{Child, Children, Months};
use crate::model::{Centre, Icds, Project};
use crate::world::World;

/// The centres and their children.
#[derive(Debug)]
pub(crate) struct Nutrition {
    pub(crate) seed: u64,
    icds: Icds,
    pub(crate) months: Months,
    children: Children,
}

impl Nutrition {
    /// The centres and children of a world; the scale multiplies the children of each centre.
    pub(crate) fn new(world: &World, scale: f64) -> Self {
        let icds = Icds::new(world.seed, &world.district, scale);
        let months = Months::new(world.until);
        Self {
            seed: world.seed,
            children: Children::new(world.seed, &icds, months),
            icds,
            months,
        }
    }

    /// The projects, each with its centres and their children.
    pub(crate) fn projects(&self) -> impl Iterator<Item = (&Project, Vec<(&Centre, &[Child])>)> {
        let projects = self.icds.projects.iter().enumerate();
        projects.map(|(at, project)| (project, self.children.of(&self.icds, at).collect()))
    }

    /// All centres with their children, by code.
    pub(crate) fn centres(&self) -> impl Iterator<Item = (&Project, &Centre, &[Child])> {
        self.projects().flat_map(|(project, centres)| {
            centres
                .into_iter()
                .map(move |(centre, children)| (project, centre, children))
        })
    }
}
