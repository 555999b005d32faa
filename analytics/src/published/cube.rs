//! One cube: its cells with their values, what is kept of them, and what must be hidden now.

use std::collections::{HashMap, HashSet};

use catalog::Grain;
use catalog::programme::Measure;

use super::blocks::Block;
use super::places::PlaceAxis;
use super::shown::classes;
use super::stored::{CellKey, Cells, StoredCell};
use super::times;
use crate::day;
use crate::error::AnalyticsError;
use crate::kinds::values_of;
use crate::suppression::{Axis, CubeCell, CubeTable, Protected, Room, Rule, protect};

/// The most cells of one cube: what some gigabytes of memory hold while it is made.
const MOST_CELLS: usize = 3_000_000;

/// Values of cells, as they were answered; none where there is none.
pub type Values = HashMap<CellKey, i64>;

/// One node of time with the lengths of time under which it can be published; none for a stock.
pub struct TimeNode {
    /// Its days.
    pub node: times::Node,
    /// As what it can be published.
    pub grains: Vec<Grain>,
}

/// The dimensions of a cube.
pub struct Cube<'a> {
    /// Its measures.
    pub block: &'a Block<'a>,
    /// Its places.
    pub places: &'a PlaceAxis,
    /// Its times.
    pub times: &'a [TimeNode],
    /// How times add up.
    pub time_axis: &'a Axis,
}

/// The rule and the number of the release that is made.
#[derive(Clone, Copy)]
pub struct Release {
    /// Which counts are small.
    pub rule: Rule,
    /// The data version.
    pub number: u64,
}

impl Cube<'_> {
    /// Hides what must be hidden, and puts the cells among those that are stored.
    pub fn settle(
        &self,
        values: &Values,
        release: Release,
        cells: &mut Cells,
    ) -> Result<Protected, AnalyticsError> {
        let axes = self.axes();
        check_size(&axes, &self.block.ids())?;
        let mut table = CubeTable::new(axes, |nodes| {
            let key = self.key(nodes);
            let kept = cells.get(&key).map(|stored| &stored.cell);
            let value = self.value(nodes, &key, values);
            let cell = CubeCell::in_release(
                kept,
                value,
                self.is_published(nodes),
                release.rule,
                release.number,
            );
            let room = self.room(nodes, &key, values, release.rule);
            CubeCell { room, ..cell }
        });
        let is_new = |(index, cell): (usize, &CubeCell)| {
            let kept = cells
                .get(&self.key(&table.nodes(index)))
                .map(|stored| &stored.cell);
            let told = |cell: &CubeCell| (cell.value, cell.published, cell.hidden);
            kept.map_or(cell.value.is_some(), |kept| told(kept) != told(cell))
        };
        let mut done = Protected::default();
        // What bounds the cube may have changed although the cube did not.
        let is_bounded = table.cells().iter().any(|cell| cell.room != Room::default());
        if is_bounded || table.cells().iter().enumerate().any(is_new) {
            self.place_changes(&mut table, cells);
            done = protect(&mut table);
            self.store(&table, cells);
        } else {
            self.mark_current(&table, cells);
        }
        Ok(done)
    }

    /// Finds the cells of the changes that are kept from earlier releases. What is no more gets a position behind all.
    fn place_changes(&self, table: &mut CubeTable, cells: &Cells) {
        let all: HashMap<CellKey, usize> = (0..table.cells().len())
            .map(|index| (self.key(&table.nodes(index)), index))
            .collect();
        for (key, index) in &all {
            let Some(stored) = cells.get(key) else { continue };
            let debts = table.cell_mut(*index).owed.iter_mut();
            for (debt, keys) in debts.zip(&stored.changes) {
                for ((position, _), key) in debt.change.iter_mut().zip(keys) {
                    *position = all.get(key).copied().unwrap_or(usize::MAX);
                }
            }
        }
    }

    /// Puts the cells of a release among those that are stored.
    fn store(&self, table: &CubeTable, cells: &mut Cells) {
        let mut named: HashSet<usize> = HashSet::new();
        for debt in table.cells().iter().flat_map(|cell| &cell.owed) {
            named.extend(debt.change.iter().map(|(index, _)| *index));
        }
        for (index, cell) in table.cells().iter().enumerate() {
            let key = self.key(&table.nodes(index));
            if cell.value.is_none() && !named.contains(&index) && !cells.contains_key(&key) {
                continue;
            }
            let mut cell = cell.clone();
            let mut changes = Vec::with_capacity(cell.owed.len());
            for debt in &mut cell.owed {
                debt.change.retain(|(index, _)| *index < table.cells().len());
                let keys = debt
                    .change
                    .iter()
                    .map(|(index, _)| self.key(&table.nodes(*index)));
                changes.push(keys.collect());
            }
            let stored = StoredCell {
                cell,
                changes,
                is_current: true,
            };
            cells.insert(key, stored);
        }
    }

    /// Nothing is new: what is stored of the cube belongs to this release as well.
    fn mark_current(&self, table: &CubeTable, cells: &mut Cells) {
        for index in 0..table.cells().len() {
            if let Some(stored) = cells.get_mut(&self.key(&table.nodes(index))) {
                stored.is_current = true;
                // Shown once more with the same value: it is known.
                if !stored.cell.is_unseen() {
                    stored.cell.cuts = [None; 2];
                }
            }
        }
    }

    /// Measures, places, classes and times.
    fn axes(&self) -> Vec<Axis> {
        let family = &self.block.family;
        let mut axes = vec![
            Axis::new(family.measures.len(), family.holders.clone()),
            self.places.axis.clone(),
        ];
        let of_class = |class: &&catalog::programme::Class| Axis::whole_and_parts(values_of(class).len());
        axes.extend(self.block.classes.iter().map(of_class));
        axes.push(self.time_axis.clone());
        axes
    }

    /// The classes of a cell that are told apart in it, with their values.
    fn told_apart(&self, nodes: &[usize]) -> Vec<(&str, Option<String>)> {
        let class_nodes = &nodes[2..nodes.len() - 1];
        self.block
            .classes
            .iter()
            .zip(class_nodes)
            .filter_map(|(class, node)| {
                let at = node.checked_sub(1)?;
                let value = class.values.get(at).map(|value| value.id.clone());
                Some((class.id.as_str(), value))
            })
            .collect()
    }

    fn key(&self, nodes: &[usize]) -> CellKey {
        let place = &self.places.nodes[nodes[1]];
        let time = self.times[nodes[nodes.len() - 1]].node;
        let told = self.told_apart(nodes);
        CellKey {
            measure: self.block.family.measures[nodes[0]].id.clone(),
            place: place.code.to_string(),
            is_rest: place.is_rest,
            from: time.from.map(day::number),
            to: day::number(time.to),
            classes: classes(told.iter().map(|(class, value)| (*class, value.as_deref()))),
        }
    }

    /// What others that may be shown leave a cell. One that is small itself is hidden, and bounds nothing by its value.
    fn room(&self, nodes: &[usize], key: &CellKey, values: &Values, rule: Rule) -> Room {
        let bounds = &self.block.bounds[nodes[0]];
        let Some(value) = values.get(key).filter(|_| !key.is_rest) else {
            return Room::default();
        };
        let shown = |measure: &Measure| {
            let key = CellKey {
                measure: measure.id.clone(),
                ..key.clone()
            };
            let value = values.get(&key).copied()?;
            let may_be_shown = value >= 0 && !rule.is_small(value) && self.publishes(measure, nodes);
            may_be_shown.then_some(value)
        };
        let sum = |parts: &[&Measure]| -> i64 { parts.iter().filter_map(|part| shown(part)).sum() };
        let above = bounds
            .wholes
            .iter()
            .filter_map(|whole| Some(shown(whole.measure)? - value - sum(&whole.beside)));
        let below = bounds.parts.iter().map(|parts| value - sum(parts));
        // Sheets that count more parts than the whole has bound nothing: no true world is like them.
        Room {
            rise: above.filter(|room| *room >= 0).min(),
            fall: below.filter(|room| *room >= 0).min(),
        }
    }

    fn is_published(&self, nodes: &[usize]) -> bool {
        self.publishes(self.block.family.measures[nodes[0]], nodes)
    }

    /// Whether a publication holds a measure at the place, time and classes of a cell.
    fn publishes(&self, measure: &Measure, nodes: &[usize]) -> bool {
        let place = &self.places.nodes[nodes[1]];
        let time = &self.times[nodes[nodes.len() - 1]];
        let told = self.told_apart(nodes);
        let classes: Vec<&str> = told.iter().map(|(class, _)| *class).collect();
        let holds = |grain| self.block.holds(measure, place.level, &classes, grain);
        let is_held = match time.grains.as_slice() {
            [] => holds(None),
            grains => grains.iter().any(|grain| holds(Some(*grain))),
        };
        is_held && !place.is_rest
    }

    /// The value of a cell; of a rest, what a place has beside the places in it, where that is anything.
    fn value(&self, nodes: &[usize], key: &CellKey, values: &Values) -> Option<i64> {
        let place = &self.places.nodes[nodes[1]];
        if !place.is_rest {
            return values.get(key).copied();
        }
        let of = |code: &catalog::PlaceCode| {
            let key = CellKey {
                place: code.to_string(),
                is_rest: false,
                ..key.clone()
            };
            values.get(&key).copied()
        };
        let whole = self
            .places
            .nodes
            .iter()
            .position(|node| node.code == place.code && !node.is_rest)?;
        let inside = self.places.inside[whole].iter();
        let parts: i64 = inside
            .filter_map(|inner| of(&self.places.nodes[*inner].code))
            .sum();
        Some(of(&place.code)? - parts).filter(|rest| *rest > 0)
    }
}

/// Refuses a cube that could not be kept safe in the memory there is: what is not protected is not published.
fn check_size(axes: &[Axis], measures: &[&str]) -> Result<(), AnalyticsError> {
    let cells = axes
        .iter()
        .try_fold(1_usize, |cells, axis| cells.checked_mul(axis.len()))
        .unwrap_or(usize::MAX);
    if cells > MOST_CELLS {
        return Err(AnalyticsError::CubeTooLarge {
            measures: measures.join(", "),
            cells,
            limit: MOST_CELLS,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(parts: &[usize]) -> Vec<Axis> {
        parts.iter().map(|parts| Axis::whole_and_parts(*parts)).collect()
    }

    #[test]
    fn a_cube_of_three_million_cells_is_made_and_one_above_is_refused_with_its_size() {
        assert!(check_size(&axes(&[999, 2_999]), &["suw"]).is_ok());
        let refused = check_size(&axes(&[1_000, 2_999]), &["suw", "muw"]).unwrap_err();
        let said = refused.to_string();
        assert!(said.contains("suw, muw has 3003000 cells"), "{said}");
        assert!(said.contains("at most 3000000"), "{said}");
        // A size beyond all numbers is one that is too large.
        assert!(check_size(&axes(&[99_999; 8]), &["suw"]).is_err());
    }
}
