//! Loads the built-in lists and those of the data directory, and makes the indexes of the registry.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::matching::Spellings;
use super::{Place, PlaceCode, PlaceLevel, Places, PlacesError, changes, table};

/// The folder of a data directory with the units that registers in the lake tell of, one list a dataset. The lake is the
/// truth; these lists are written from it.
pub const UNITS: &str = "units";

const BUILT_IN: [(&str, &str); 8] = [
    ("states.csv", include_str!("../../places/states.csv")),
    ("districts.csv", include_str!("../../places/districts.csv")),
    (
        "mgnrega-districts.csv",
        include_str!("../../places/mgnrega-districts.csv"),
    ),
    ("subdivisions.csv", include_str!("../../places/subdivisions.csv")),
    ("blocks.csv", include_str!("../../places/blocks.csv")),
    (
        "gram-panchayats.csv",
        include_str!("../../places/gram-panchayats.csv"),
    ),
    (
        "municipalities.csv",
        include_str!("../../places/municipalities.csv"),
    ),
    ("wards.csv", include_str!("../../places/wards.csv")),
];

impl Places {
    /// The places that come with jela.
    pub fn built_in() -> Result<Self, PlacesError> {
        Self::load(None)
    }

    /// The built-in places with those of `DATA/places/*.csv` added, or put in the place of the same code.
    pub fn load(data_dir: Option<&Path>) -> Result<Self, PlacesError> {
        let mut found = HashMap::new();
        for (name, text) in BUILT_IN {
            add(
                &mut found,
                &format!("catalog/places/{name}"),
                table::read(name, text.as_bytes())?,
            );
        }
        let mut paths = Vec::new();
        for folder in ["places", UNITS] {
            paths.extend(data_dir.map_or(Ok(Vec::new()), |data| lists(data, folder))?);
        }
        for path in paths {
            let unreadable = |source| PlacesError::Unreadable {
                path: path.clone(),
                source,
            };
            let file = BufReader::new(File::open(&path).map_err(unreadable)?);
            let name = path.display().to_string();
            add(&mut found, &name, table::read(&name, file)?);
        }
        index(found, HashMap::new())
    }
}

impl Places {
    /// These places with others added, or put in the place of the same code, as a list of units would.
    pub fn with(&self, added: Vec<Place>) -> Result<Self, PlacesError> {
        let known = self.all().cloned().map(|place| ("the registry", place));
        let added = added.into_iter().map(|place| ("a list of units", place));
        let found = known.chain(added).map(|(at, place)| {
            let at = at.to_owned();
            (place.code.clone(), Found { at, place })
        });
        index(found.collect(), self.renamed.clone())
    }
}

/// A place with the file and line it comes from.
pub(super) struct Found {
    pub(super) at: String,
    pub(super) place: Place,
}

fn add(found: &mut HashMap<PlaceCode, Found>, file: &str, rows: Vec<table::Row>) {
    for row in rows {
        let at = format!("{file}, line {}", row.line);
        found.insert(row.place.code.clone(), Found { at, place: row.place });
    }
}

/// The lists of a folder, by name, so that the same folder always gives the same registry.
fn lists(data_dir: &Path, folder: &str) -> Result<Vec<PathBuf>, PlacesError> {
    let folder = data_dir.join(folder);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |source| PlacesError::Unreadable {
        path: folder.clone(),
        source,
    };
    let mut lists = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
        {
            lists.push(path);
        }
    }
    lists.sort();
    Ok(lists)
}

/// `renamed` are codes that places of the registry had before.
fn index(
    mut found: HashMap<PlaceCode, Found>,
    mut renamed: HashMap<PlaceCode, PlaceCode>,
) -> Result<Places, PlacesError> {
    renamed.extend(changes::put_together(&mut found));
    let mut found: Vec<Found> = found.into_values().collect();
    found.sort_by(|one, other| one.place.code.cmp(&other.place.code));
    let by_code: HashMap<PlaceCode, usize> = found
        .iter()
        .enumerate()
        .map(|(position, found)| (found.place.code.clone(), position))
        .collect();
    let mut parent = Vec::with_capacity(found.len());
    let mut children = vec![Vec::new(); found.len()];
    for (position, row) in found.iter().enumerate() {
        registered(&by_code, row, "place it lies in", row.place.lies_in.as_ref())?;
        let above = registered(&by_code, row, "parent", row.place.parent.as_ref())?;
        parent.push(above);
        if let Some(above) = above {
            children[above].push(position);
        }
    }
    let places: Vec<Place> = found.into_iter().map(|found| found.place).collect();
    let mut by_level: HashMap<PlaceLevel, Vec<usize>> = HashMap::new();
    let mut replaced: HashMap<PlaceCode, Vec<usize>> = HashMap::new();
    for (position, place) in places.iter().enumerate() {
        by_level.entry(place.level).or_default().push(position);
        for old in &place.replaces {
            replaced.entry(old.clone()).or_default().push(position);
        }
    }
    let span = spans(&parent, &children);
    let (changes, edges) = (changes::changes(&places), changes::edges(&places));
    let mut spellings = Spellings::of(&places);
    for (old, now) in &renamed {
        if let Some(position) = by_code.get(now) {
            spellings.also_coded(old, *position);
        }
    }
    Ok(Places {
        places,
        by_code,
        parent,
        children,
        span,
        by_level,
        replaced,
        spellings,
        renamed,
        changes,
        edges,
    })
}

fn registered(
    by_code: &HashMap<PlaceCode, usize>,
    row: &Found,
    role: &'static str,
    code: Option<&PlaceCode>,
) -> Result<Option<usize>, PlacesError> {
    let Some(code) = code else { return Ok(None) };
    by_code
        .get(code)
        .copied()
        .map(Some)
        .ok_or_else(|| PlacesError::UnknownParent {
            at: row.at.clone(),
            code: row.place.code.clone(),
            role,
            parent: code.clone(),
        })
}

/// Numbers the places in the order of a walk, so that "inside" becomes a comparison of numbers.
fn spans(parent: &[Option<usize>], children: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut spans = vec![(0, 0); parent.len()];
    let mut next = 0;
    let roots = parent
        .iter()
        .enumerate()
        .filter(|(_, parent)| parent.is_none())
        .map(|(root, _)| root);
    for root in roots {
        walk(root, children, &mut spans, &mut next);
    }
    spans
}

/// Levels are few, so the walk is shallow.
fn walk(position: usize, children: &[Vec<usize>], spans: &mut [(usize, usize)], next: &mut usize) {
    let from = *next;
    *next += 1;
    for child in &children[position] {
        walk(*child, children, spans, next);
    }
    spans[position] = (from, *next);
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn code(text: &str) -> PlaceCode {
        text.parse().unwrap()
    }

    /// A data directory with one list of places.
    pub(in crate::places) fn with_list(text: &str) -> Result<Places, PlacesError> {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("places")).unwrap();
        fs::write(data.path().join("places/more.csv"), text).unwrap();
        Places::load(Some(data.path()))
    }

    #[test]
    fn a_list_in_the_data_directory_adds_and_replaces_by_code() {
        let places = with_list(
            "code,name,parent\nblock-2786,Onda Rural,subdivision-bnk-sadar\ndistrict-640,Simdega,state-20\n",
        );
        let places = places.unwrap();
        assert_eq!(places.get(&code("block-2786")).unwrap().name.en, "Onda Rural");
        assert_eq!(places.children(&code("state-20"))[0].code, code("district-640"));
        assert_eq!(
            places
                .inside(&code("district-305"), PlaceLevel::Block, None)
                .len(),
            22
        );
    }

    #[test]
    fn a_parent_that_nobody_registered_is_reported_with_its_line() {
        let refusal = with_list("code,name,parent\nblock-9,Basia,district-77\n")
            .unwrap_err()
            .to_string();
        assert!(
            refusal.ends_with("more.csv, line 2: the parent of block-9, district-77, is not registered; add a row for it, or correct the code"),
            "{refusal}"
        );
    }

    #[test]
    fn places_can_be_added_to_a_registry_and_an_unknown_parent_is_refused() {
        let places = Places::built_in().unwrap();
        let centre = |parent: &str| {
            let mut centre = places.get(&code("gp-108289")).unwrap().clone();
            (centre.code, centre.level) = (code("centre-1"), PlaceLevel::Centre);
            centre.parent = Some(code(parent));
            vec![centre]
        };
        let more = places.with(centre("gp-108289")).unwrap();
        assert!(more.contains(&code("block-2774"), &code("centre-1")));
        assert_eq!(more.all().count(), places.all().count() + 1);
        assert!(places.with(centre("gp-1")).is_err());
    }

    #[test]
    fn a_data_directory_without_places_is_no_fault() {
        let data = tempfile::tempdir().unwrap();
        assert!(Places::load(Some(data.path())).is_ok());
    }

    #[test]
    fn the_built_in_places_are_complete() {
        let places = Places::built_in().unwrap();
        let west_bengal = code("state-19");
        assert_eq!(places.at(PlaceLevel::State).count(), 36);
        let ordinary = places
            .at(PlaceLevel::District)
            .filter(|place| place.only_for.is_none());
        assert_eq!(ordinary.count(), 23);
        assert_eq!(places.inside(&west_bengal, PlaceLevel::Block, None).len(), 346);
        let bankura = code("district-305");
        let inside = |level| places.inside(&bankura, level, None).len();
        assert_eq!(inside(PlaceLevel::Subdivision), 3);
        assert_eq!(inside(PlaceLevel::Block), 22);
        assert_eq!(inside(PlaceLevel::Gp), 190);
        assert_eq!(inside(PlaceLevel::Municipality), 3);
        assert_eq!(inside(PlaceLevel::Ward), 23 + 19 + 15);
    }

    #[test]
    fn the_people_of_the_parts_add_up_to_the_whole() {
        let places = Places::built_in().unwrap();
        let persons = |place: &&Place| place.population.unwrap().persons;
        let bankura = code("district-305");
        let sum = |level| {
            places
                .inside(&bankura, level, None)
                .iter()
                .map(persons)
                .sum::<u64>()
        };
        assert_eq!(persons(&places.get(&bankura).unwrap()), 3_596_674);
        assert_eq!(sum(PlaceLevel::Subdivision), 3_596_674);
        assert_eq!(sum(PlaceLevel::Block) + sum(PlaceLevel::Municipality), 3_596_674);
        assert_eq!(sum(PlaceLevel::Ward), sum(PlaceLevel::Municipality));
    }
}
