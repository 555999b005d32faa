//! Makes the published cubes of a data version, beside its facts and rollups, before anybody can see it.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use catalog::programme::{Disclosure, Keeps, Programme};
use catalog::{Catalog, FinancialYear, Grain, PlaceCode, PlaceLevel};
use figures::{Dimension, Key, Name, Query, Reader, Row, State};
use jiff::civil::Date;
use store::{CubeManifest, FactsKey, FactsKind, Lake, Manifest, TableId};

use super::blocks::{Block, blocks};
use super::cube::{Cube, Release, TimeNode, Values};
use super::places::place_axes;
use super::shown::classes;
use super::stored::{self, CellKey, Cells};
use super::times::{self, days, latest_of, spans};
use crate::answer::answer;
use crate::day;
use crate::error::AnalyticsError;
use crate::expiry::AllGone;
use crate::grid::Times;
use crate::kept::KeptTables;
use crate::kinds::UNKNOWN;
use crate::load::{From, Loader};
use crate::question::Question;
use crate::rows_of::scan;
use crate::run;
use crate::scope::Grant;
use crate::suppression::{Axis, Rule};

/// Counts up when cubes are made in another way.
const METHOD: u32 = 2;

/// Makes the cubes of all programmes and years whose facts changed; whether any did. The manifest names facts that are not
/// published yet.
pub fn make(lake: &Lake, catalog: &Catalog, manifest: &mut Manifest) -> Result<bool, AnalyticsError> {
    let mut made: Vec<(String, String, CubeManifest)> = Vec::new();
    let kept = KeptTables::default();
    let gone = AllGone::of(lake)?;
    let loader = Loader {
        lake,
        catalog,
        manifest,
        from: From::Rollups,
        kept: &kept,
        gone: &gone,
    };
    let hidden = catalog
        .programmes
        .iter()
        .filter(|programme| programme.disclosure == Disclosure::SmallCounts);
    for programme in hidden.filter(|programme| !programme.publications.is_empty()) {
        let inputs = inputs(programme, &loader);
        let is_settled = |(fy, cube): (&String, &CubeManifest)| {
            let year = fy.parse();
            cube.recipe.ends_with(&inputs)
                || year.is_ok_and(|fy| gone.is_over(programme, datasets(&blocks(programme)), fy))
        };
        let known = manifest.cubes.get(&programme.id);
        if known.is_some_and(|years| years.iter().all(is_settled)) {
            continue; // and nothing has to be read to know it
        }
        let making = Making::of(programme, &loader)?;
        for fy in making.years() {
            if gone.is_over(programme, datasets(&making.blocks), fy) {
                // What was published of it stays as it was; the rows that are left of it are not all.
                continue;
            }
            let name = fy.to_string();
            let recipe = making.recipe(fy);
            let known = manifest
                .cubes
                .get(&programme.id)
                .and_then(|years| years.get(&name));
            let of_year = |cube: &&CubeManifest| cube.recipe.split(BESIDE).next() == Some(recipe.as_str());
            let recipe_and_inputs = format!("{recipe}{BESIDE}{inputs}");
            if let Some(same) = known.filter(of_year) {
                // Its cells stay; from here on it is known without reading that they may.
                if same.recipe != recipe_and_inputs {
                    let cells = same.cells.clone();
                    let recipe = recipe_and_inputs;
                    made.push((programme.id.clone(), name, CubeManifest { recipe, cells }));
                }
                continue;
            }
            let mut cells = match known {
                Some(known) => stored::cells(&run::frame(scan(&lake.facts_path(&known.cells))?)?)?,
                None => Cells::default(),
            };
            making.year(fy, &mut cells)?;
            let key = FactsKey {
                table: TableId::new(&programme.id, "publication"),
                kind: FactsKind::Rollup("cells".to_owned()),
                fy: name.clone(),
            };
            let cells = lake.write_facts(&key, stored::frame(&cells)?)?;
            let recipe = recipe_and_inputs;
            made.push((programme.id.clone(), name, CubeManifest { recipe, cells }));
        }
    }
    let is_new = !made.is_empty();
    for (programme, fy, cube) in made {
        manifest.cubes.entry(programme).or_default().insert(fy, cube);
    }
    Ok(is_new)
}

/// Stands between what the cubes of a year are made from and what those of all years are made from.
const BESIDE: char = '/';

/// What the cubes of all years of a programme are made from, told from the manifest alone. While it stays the same, so does
/// the latest day of each place, on which the recipe of a year depends.
fn inputs(programme: &Programme, loader: &Loader<'_>) -> String {
    let mut hasher = DefaultHasher::new();
    METHOD.hash(&mut hasher);
    declared(programme).hash(&mut hasher);
    for place in loader.catalog.places.all().filter(|place| place.parent.is_none()) {
        place.code.as_str().hash(&mut hasher);
    }
    let blocks = blocks(programme);
    for dataset in datasets(&blocks) {
        let table = loader.manifest.tables.get(&TableId::new(&programme.id, dataset));
        for (fy, partition) in table.into_iter().flat_map(|table| &table.partitions) {
            (fy, &partition.facts.path).hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
}

/// What a programme declares that its cubes depend on.
fn declared(programme: &Programme) -> String {
    let declared = (
        &programme.publications,
        programme.threshold,
        programme.hide_zero,
        &programme.classes,
        &programme.suspended,
        &programme.measures,
    );
    format!("{declared:?}")
}

/// The datasets that blocks are counted from.
fn datasets<'a>(blocks: &[Block<'a>]) -> BTreeSet<&'a str> {
    let measures = blocks.iter().flat_map(|block| &block.family.measures);
    measures.map(|measure| measure.dataset.as_str()).collect()
}

/// The cubes of one programme in the making.
struct Making<'a> {
    programme: &'a Programme,
    loader: &'a Loader<'a>,
    blocks: Vec<Block<'a>>,
    /// Top places with the latest day that a block knows of them, by block.
    tops: Vec<BTreeMap<PlaceCode, Date>>,
    release: Release,
}

impl<'a> Making<'a> {
    fn of(programme: &'a Programme, loader: &'a Loader<'a>) -> Result<Self, AnalyticsError> {
        let blocks = blocks(programme);
        let places = || loader.catalog.places.all().filter(|place| place.parent.is_none());
        let mut tops = Vec::with_capacity(blocks.len());
        for block in &blocks {
            let mut known = BTreeMap::new();
            for place in places() {
                if let Some(latest) = latest_of(loader, block, &place.code)? {
                    known.insert(place.code.clone(), latest);
                }
            }
            tops.push(known);
        }
        Ok(Self {
            programme,
            loader,
            blocks,
            tops,
            release: Release {
                rule: Rule {
                    threshold: i64::from(programme.threshold),
                    least: i64::from(!programme.hide_zero),
                },
                number: loader.manifest.data_version + 1,
            },
        })
    }

    /// The financial years with facts of any block.
    fn years(&self) -> BTreeSet<FinancialYear> {
        let datasets = datasets(&self.blocks).into_iter();
        let all = datasets.flat_map(|dataset| self.loader.all_years(&self.programme.id, dataset));
        all.filter_map(|fy| fy.parse().ok()).collect()
    }

    /// What the cubes of a year are made from.
    fn recipe(&self, fy: FinancialYear) -> String {
        let programme = self.programme;
        let mut hasher = DefaultHasher::new();
        METHOD.hash(&mut hasher);
        format!("{}{:?}", declared(programme), self.tops).hash(&mut hasher);
        for dataset in datasets(&self.blocks) {
            let Some(table) = self
                .loader
                .manifest
                .tables
                .get(&TableId::new(&programme.id, dataset))
            else {
                continue;
            };
            let keeps = programme.dataset(dataset).map(|dataset| &dataset.keeps);
            // A matter of any year may stand in this one.
            let all = matches!(keeps, Some(Keeps::Docket(_) | Keeps::Follow(_)));
            let name = fy.to_string();
            let partitions = table.partitions.iter().filter(|(year, _)| all || **year == name);
            for (_, partition) in partitions {
                partition.facts.path.hash(&mut hasher);
            }
        }
        format!("{METHOD}-{:016x}", hasher.finish())
    }

    /// All cubes of a year. A cube that is too large is left out, so that nothing of it is shown.
    fn year(&self, fy: FinancialYear, cells: &mut Cells) -> Result<(), AnalyticsError> {
        for stored in cells.values_mut() {
            stored.is_current = false;
        }
        for (block, tops) in self.blocks.iter().zip(&self.tops) {
            for (top, latest) in tops.iter().filter(|(_, latest)| fy.first_day() <= **latest) {
                match self.block(block, top, *latest, fy, cells) {
                    Err(fault @ (AnalyticsError::CubeTooLarge { .. } | AnalyticsError::TooLarge { .. })) => {
                        tracing::warn!(programme = %self.programme.id, %top, %fy, %fault, "not published")
                    }
                    other => other?,
                }
            }
        }
        Ok(())
    }

    fn block(
        &self,
        block: &Block<'_>,
        top: &PlaceCode,
        latest: Date,
        fy: FinancialYear,
        cells: &mut Cells,
    ) -> Result<(), AnalyticsError> {
        let axes = place_axes(
            self.loader.catalog,
            &self.programme.id,
            top,
            &block.levels,
            latest.min(fy.last_day()),
        );
        let sets = time_sets(block, fy, latest);
        for (times, time_axis) in &sets {
            let values = self.values(block, top, times)?;
            for places in &axes {
                let cube = Cube {
                    block,
                    places,
                    times,
                    time_axis,
                };
                let done = cube.settle(&values, self.release, cells)?;
                if done.withheld > 0 {
                    let to = times.last().map(|time| time.node.to);
                    tracing::warn!(
                        programme = %self.programme.id, measures = %block.ids().join(", "), %top, ?to,
                        "all is hidden: values that were changed could be worked out from earlier releases"
                    );
                }
            }
        }
        Ok(())
    }

    /// The values of a block's cells at some times, as an answer to somebody in office gives them.
    fn values(
        &self,
        block: &Block<'_>,
        top: &PlaceCode,
        times: &[TimeNode],
    ) -> Result<Values, AnalyticsError> {
        let mut values = Values::new();
        for level in &block.levels {
            if *level < top.level() {
                continue;
            }
            for classes in subsets(block) {
                for time in times {
                    self.add(block, top, *level, &classes, time.node, &mut values)?;
                }
            }
        }
        Ok(values)
    }

    /// The measures whose values are needed: those of the block, and what bounds them where it can be broken down so.
    fn asked<'b>(&self, block: &Block<'b>, by_classes: &[&str]) -> Vec<&'b str> {
        let has_all = |id: &&str| {
            let measure = self.programme.measure(id);
            by_classes.iter().all(|class| {
                let class = self.programme.class(class);
                let both = class.zip(measure);
                both.is_some_and(|(class, measure)| self.programme.has_class(measure, class))
            })
        };
        let all = block.ids_with_bounds().into_iter();
        all.filter(has_all).collect()
    }

    fn add(
        &self,
        block: &Block<'_>,
        top: &PlaceCode,
        level: PlaceLevel,
        by_classes: &[&str],
        node: times::Node,
        values: &mut Values,
    ) -> Result<(), AnalyticsError> {
        let ids = self.asked(block, by_classes);
        let mut by = vec![Dimension::Place(level)];
        for class in by_classes {
            let name = class.parse::<Name>();
            by.extend(name.ok().map(Dimension::Named));
        }
        let query = Query {
            by,
            as_on: Some(node.to),
            from: node.from,
            to: Some(node.to),
            ..Query::of(&self.programme.id, top.clone(), &ids, Reader::operator())
        };
        let question = Question::of(&query, self.loader.catalog)?;
        let time = Times {
            as_on: node.to,
            from: node.from,
            to: node.to,
        };
        let figures = answer(&query, &question, self.loader, &time, Grant::Whole)?;
        for row in &figures.rows {
            let Some((place, told)) = named(row, by_classes) else {
                continue;
            };
            for (id, cell) in ids.iter().copied().zip(&row.cells) {
                let Some(value) = cell.value.filter(|_| cell.state == State::Value) else {
                    continue;
                };
                let key = CellKey {
                    measure: id.to_owned(),
                    place: place.clone(),
                    is_rest: false,
                    from: node.from.map(day::number),
                    to: day::number(node.to),
                    classes: told.clone(),
                };
                values.insert(key, whole(value));
            }
        }
        Ok(())
    }
}

/// A count as a whole number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "counts of people lie far below 2^53"
)]
pub fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// A row's place and its values of classes.
fn named(row: &Row, by_classes: &[&str]) -> Option<(String, String)> {
    let mut place = None;
    let mut values = Vec::new();
    for key in &row.keys {
        match key {
            Key::Place { code, .. } => place = Some(code.to_string()),
            Key::Value { id, .. } => values.push(id.as_ref()),
            Key::Period(_) => {}
        }
    }
    let told = by_classes.iter().copied().zip(values);
    let told = told.map(|(class, value)| (class, Some(value).filter(|value| *value != UNKNOWN)));
    Some((place?, classes(told)))
}

/// No class, each class, and both.
fn subsets<'b>(block: &Block<'b>) -> Vec<Vec<&'b str>> {
    let ids: Vec<&str> = block.classes.iter().map(|class| class.id.as_str()).collect();
    let mut all = vec![Vec::new()];
    all.extend(ids.iter().map(|id| vec![*id]));
    if ids.len() > 1 {
        all.push(ids);
    }
    all
}

/// The times of a year that stand in one cube together: each day of stocks by itself, all spans of what adds up.
fn time_sets(block: &Block<'_>, fy: FinancialYear, latest: Date) -> Vec<(Vec<TimeNode>, Axis)> {
    if !block.adds_up {
        let of_day = |to| {
            let node = times::Node { from: None, to };
            let grains = Vec::new();
            (vec![TimeNode { node, grains }], Axis::single())
        };
        return days(fy, latest).into_iter().map(of_day).collect();
    }
    let is_published = |grain: &Grain| *grain == Grain::Month || block.publishes(*grain);
    let spans: Vec<times::Span> = spans(fy, latest)
        .into_iter()
        .filter(|span| span.grains.iter().any(is_published))
        .collect();
    let months = spans
        .iter()
        .filter(|span| span.grains.contains(&Grain::Month))
        .count();
    if months == 0 {
        return Vec::new();
    }
    let holders = (0..months).map(|month| {
        let around = (months..spans.len()).filter(|at| spans[*at].months.contains(&month));
        std::iter::once(month).chain(around).collect()
    });
    let axis = Axis::new(spans.len(), holders.collect());
    let node = |span: times::Span| TimeNode {
        node: span.node,
        grains: span.grains,
    };
    vec![(spans.into_iter().map(node).collect(), axis)]
}
