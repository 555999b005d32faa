//! Which further cells must be hidden so that no small count can be worked out.
//!
//! A small count is safe when the whole cube could have been another one, with the same figures shown, in which the count
//! is larger or smaller. Such another cube is found as a *change that keeps every sum*: along each dimension one leaf
//! rises and another falls (or rises alone), with the nodes that hold the one and not the other; all combinations of the
//! nodes chosen rise or fall by the product of their signs. Every sum along every dimension then stays what it is, since
//! it does so along each. When all combinations are hidden, and those that fall are large enough not to become negative,
//! nobody can tell the changed cube from the true one. The change by as much as the rule asks, up and down, shows that
//! everything from 1 to the threshold less 1 is possible, because what is possible is convex.
//!
//! Hiding more cells never makes a change visible, so that each count is dealt with once. Over releases the same change
//! is made in all of them since a release in which every cell of it was new (its *cut*): then no figure shown in any
//! release moves. Cells that were shown before with their present value are known, and are of no use. The change is kept,
//! and looked at again in every later release: its cells must still be there, all or none, and large enough.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::Way;
use super::table::{CubeCell, CubeTable, Owed};

/// What was done to a cube.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Protected {
    /// Small counts for which a change that keeps every sum was found.
    pub safe: usize,
    /// Cells hidden beside the small ones.
    pub complements: usize,
    /// Small counts for which none was found; all of the cube is hidden then.
    pub withheld: usize,
}

/// Hides what has to be hidden beside the small counts.
pub fn protect(table: &mut CubeTable) -> Protected {
    let mut done = Protected::default();
    let was_unseen: Vec<bool> = table.cells().iter().map(CubeCell::is_unseen).collect();
    let mut debts = all_debts(table);
    let mut at = 0;
    while at < debts.len() {
        let debt = &mut debts[at];
        if settle(table, debt) {
            done.safe += 1;
            hide(table, &debt.owed.change);
        } else if debt.owed.is_both_ways() {
            // No one change serves both directions; perhaps one for each does.
            debt.owed.change.clear();
            let mut down = debt.clone();
            debt.owed.down = 0;
            down.owed.up = 0;
            debts.insert(at + 1, down);
            continue;
        } else {
            done.withheld += 1;
        }
        at += 1;
    }
    if done.withheld > 0 {
        withhold(table);
    } else {
        show_needless(table, &was_unseen, &mut debts);
    }
    for Debt { index, owed } in debts {
        table.cell_mut(index).owed.push(owed);
    }
    let hidden_now = |(cell, was): &(&CubeCell, &bool)| cell.is_unseen() && !**was;
    done.complements = table.cells().iter().zip(&was_unseen).filter(hidden_now).count();
    done
}

/// What is owed to a cell.
#[derive(Debug, Clone)]
struct Debt {
    index: usize,
    owed: Owed,
}

/// Everything owed, taken from the cells; larger places, spans and classes first: what is hidden for them serves what lies
/// in them.
fn all_debts(table: &mut CubeTable) -> Vec<Debt> {
    let holds = |table: &CubeTable, index: usize| -> usize {
        let nodes = table.nodes(index);
        let sizes = table
            .axes()
            .iter()
            .zip(&nodes)
            .map(|(axis, node)| axis.below(*node).len());
        sizes.product()
    };
    let mut all: Vec<(usize, Debt)> = Vec::new();
    for index in 0..table.cells().len() {
        let owed = std::mem::take(&mut table.cell_mut(index).owed);
        if !owed.is_empty() {
            let holds = holds(table, index);
            all.extend(owed.into_iter().map(|owed| (holds, Debt { index, owed })));
        }
    }
    all.sort_by_key(|(holds, debt)| (std::cmp::Reverse(*holds), debt.index, debt.owed.release));
    all.into_iter().map(|(_, debt)| debt).collect()
}

/// Finds a change for a debt, unless it has one that still keeps.
fn settle(table: &CubeTable, debt: &mut Debt) -> bool {
    if !debt.owed.change.is_empty() && keeps(table, &debt.owed) {
        return true;
    }
    let found = match debt.owed.is_both_ways() {
        true => cheapest(table, debt.index, &debt.owed, &Purse::new(Most::Any), FEW_WAYS),
        false => in_one(table, debt).or_else(|| step_by_step(table, debt)),
    };
    let is_found = found.is_some();
    debt.owed.change = found.unwrap_or_default();
    is_found
}

/// The whole way by one change.
fn in_one(table: &CubeTable, debt: &Debt) -> Option<Vec<(usize, i64)>> {
    let Debt { index, owed } = debt;
    let change = cheapest(table, *index, owed, &Purse::new(Most::Any), MANY_WAYS)?;
    let all = owed.up.max(owed.down);
    Some(
        change
            .into_iter()
            .map(|(cell, part)| (cell, part * all))
            .collect(),
    )
}

/// The whole way by steps of one, each another change: a sum of several small counts falls with each of them in turn.
fn step_by_step(table: &CubeTable, debt: &Debt) -> Option<Vec<(usize, i64)>> {
    let Debt { index, owed } = debt;
    let one = Owed {
        release: owed.release,
        up: owed.up.min(1),
        down: owed.down.min(1),
        change: Vec::new(),
    };
    let mut purse = Purse::new(Most::Any);
    for _ in 0..owed.up.max(owed.down) {
        let step = cheapest(table, *index, &one, &purse, MANY_WAYS)?;
        let direction = if owed.up > 0 { 1 } else { -1 };
        for (cell, part) in step {
            *purse.moved.entry(cell).or_default() += part * direction;
        }
    }
    let sign = if owed.up > 0 { 1 } else { -1 };
    Some(
        purse
            .moved
            .into_iter()
            .map(|(cell, moved)| (cell, moved * sign))
            .collect(),
    )
}

/// What may be spent on a change, and what earlier steps of it have moved already.
struct Purse {
    most: Most,
    moved: BTreeMap<usize, i64>,
}

impl Purse {
    fn new(most: Most) -> Self {
        Self {
            most,
            moved: BTreeMap::new(),
        }
    }
}

/// Whether a change of earlier releases keeps every sum of this one too: its leaves are all there or all gone, and what is
/// there is hidden and large enough.
fn keeps(table: &CubeTable, owed: &Owed) -> bool {
    let (mut there, mut gone) = (0, 0);
    for (index, part) in &owed.change {
        let Some(cell) = table.cells().get(*index) else {
            gone += 1;
            continue;
        };
        let by = owed.least(*part);
        if !cell.room.holds(owed.most(*part), by) {
            return false;
        }
        match cell.value {
            Some(value) if value >= by && (cell.hidden || !cell.published) => {}
            Some(_) => return false,
            None => {}
        }
        if table.is_leaf(&table.nodes(*index)) {
            match cell.value {
                Some(_) => there += 1,
                None => gone += 1,
            }
        }
    }
    there == 0 || gone == 0
}

fn hide(table: &mut CubeTable, change: &[(usize, i64)]) {
    for (index, _) in change {
        if *index >= table.cells().len() {
            continue; // a place that is no more
        }
        let cell = table.cell_mut(*index);
        cell.hidden |= cell.value.is_some() && cell.published;
    }
}

/// How much a change may cost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Most {
    /// Anything.
    Any,
    /// Nothing: all of its cells must be hidden already.
    Nothing,
}

/// Ways tried along each dimension, by the number of dimensions along which anything adds up.
const FEW_WAYS: [usize; 6] = [1, 64, 16, 8, 5, 4];
/// As many where these were not enough.
const MANY_WAYS: [usize; 6] = [1, 512, 64, 16, 9, 6];

/// The cheapest change found.
fn cheapest(
    table: &CubeTable,
    index: usize,
    owed: &Owed,
    purse: &Purse,
    ways: [usize; 6],
) -> Option<Vec<(usize, i64)>> {
    let nodes = table.nodes(index);
    let wide = table.axes().iter().filter(|axis| axis.len() > 1).count();
    let tried = ways[wide.min(ways.len() - 1)];
    let mut choices: Vec<Vec<Way>> = Vec::with_capacity(nodes.len());
    for (at, axis) in table.axes().iter().enumerate() {
        let stride = table.stride(at);
        let first = index - nodes[at] * stride;
        let others_are_leaves = table
            .axes()
            .iter()
            .zip(&nodes)
            .enumerate()
            .all(|(other, (axis, node))| other == at || axis.is_leaf(*node));
        let price = |node: usize, up: bool| {
            let is_leaf = others_are_leaves && axis.is_leaf(node);
            let by = moves(owed, up);
            price(table, first + node * stride, is_leaf, owed.release, by, purse)
        };
        choices.push(axis.ways(nodes[at], tried, price));
    }
    let mut search = Search {
        table,
        owed,
        purse,
        choices: &choices,
        best: None,
    };
    search.combine(0, &[(0, true, true)]);
    search.best.map(|(_, cells)| cells)
}

/// How far a cell moves up and down with a change, by whether it rises with the count.
fn moves(owed: &Owed, rises: bool) -> (i64, i64) {
    match rises {
        true => (owed.up, owed.down),
        false => (owed.down, owed.up),
    }
}

/// What it costs to have a cell move. A sum of which none was ever known binds nobody; a leaf without a value is known to
/// add nothing, and can't move.
fn price(
    table: &CubeTable,
    index: usize,
    is_leaf: bool,
    release: u64,
    (up, down): (i64, i64),
    purse: &Purse,
) -> Option<i64> {
    let cell = &table.cells()[index];
    if !cell.was_known && !is_leaf {
        return Some(0);
    }
    let moved = purse.moved.get(&index);
    let before = moved.copied().unwrap_or(0);
    if !cell.room.holds(up + before, down - before) {
        return None;
    }
    let price = cell.price(release, down - before)?;
    match purse.most {
        // Earlier steps have paid for it.
        Most::Any if moved.is_some() => Some(0),
        Most::Any => Some(price),
        Most::Nothing => (price == 0).then_some(0),
    }
}

/// The search for the cheapest combination of ways.
struct Search<'t> {
    table: &'t CubeTable,
    owed: &'t Owed,
    purse: &'t Purse,
    choices: &'t [Vec<Way>],
    best: Option<(i64, Vec<(usize, i64)>)>,
}

impl Search<'_> {
    /// `made` holds the combinations of the ways chosen so far: position, whether it rises, whether it is of leaves.
    fn combine(&mut self, at: usize, made: &[(usize, bool, bool)]) {
        let Some(axis) = self.table.axes().get(at) else {
            self.weigh(made);
            return;
        };
        for way in &self.choices[at] {
            let mut next = Vec::with_capacity(made.len() * (way.plus.len() + way.minus.len()));
            for (index, rises, is_leaf) in made {
                let of = |node: &usize, up: bool| {
                    let is_leaf = *is_leaf && axis.is_leaf(*node);
                    (index * axis.len() + node, *rises == up, is_leaf)
                };
                next.extend(way.plus.iter().map(|node| of(node, true)));
                next.extend(way.minus.iter().map(|node| of(node, false)));
            }
            self.combine(at + 1, &next);
            if matches!(self.best, Some((0, _))) {
                return;
            }
        }
    }

    fn weigh(&mut self, made: &[(usize, bool, bool)]) {
        let limit = self.best.as_ref().map_or(i64::MAX, |(cost, _)| *cost);
        let mut cost = 0;
        for (index, rises, is_leaf) in made {
            let by = moves(self.owed, *rises);
            match price(self.table, *index, *is_leaf, self.owed.release, by, self.purse) {
                Some(price) if cost + price < limit => cost += price,
                _ => return,
            }
        }
        let cells = made
            .iter()
            .map(|(index, rises, _)| (*index, if *rises { 1 } else { -1 }));
        self.best = Some((cost, cells.collect()));
    }
}

/// Hides everything: nothing that is shown then tells anything.
fn withhold(table: &mut CubeTable) {
    for index in 0..table.cells().len() {
        let cell = table.cell_mut(index);
        cell.hidden |= cell.value.is_some();
    }
}

/// Shows again what later choices have made needless, the largest first: every count that leant on it must find another
/// change among what stays hidden.
fn show_needless(table: &mut CubeTable, was_unseen: &[bool], debts: &mut [Debt]) {
    let mut leaning: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (at, debt) in debts.iter().enumerate() {
        for cell in new_cells(&debt.owed.change, was_unseen, table) {
            leaning.entry(cell).or_default().insert(at);
        }
    }
    let mut complements: Vec<usize> = leaning.keys().copied().collect();
    complements.sort_by_key(|index| std::cmp::Reverse(table.cells()[*index].value));
    for complement in complements {
        table.cell_mut(complement).hidden = false;
        let there: Vec<usize> = leaning.get(&complement).into_iter().flatten().copied().collect();
        let free = |at: &usize| {
            let Debt { index, owed } = &debts[*at];
            let scale = if owed.is_both_ways() {
                1
            } else {
                owed.up.max(owed.down)
            };
            let change = cheapest(table, *index, owed, &Purse::new(Most::Nothing), FEW_WAYS)?;
            Some((
                *at,
                change
                    .into_iter()
                    .map(|(cell, part)| (cell, part * scale))
                    .collect::<Vec<_>>(),
            ))
        };
        let Some(others) = there.iter().map(free).collect::<Option<Vec<_>>>() else {
            table.cell_mut(complement).hidden = true;
            continue;
        };
        for (at, change) in others {
            for cell in new_cells(&debts[at].owed.change, was_unseen, table) {
                leaning.entry(cell).or_default().remove(&at);
            }
            for cell in new_cells(&change, was_unseen, table) {
                leaning.entry(cell).or_default().insert(at);
            }
            debts[at].owed.change = change;
        }
    }
}

/// The cells of a change that are hidden for the first time.
fn new_cells<'c>(
    change: &'c [(usize, i64)],
    was_unseen: &'c [bool],
    table: &'c CubeTable,
) -> impl Iterator<Item = usize> + use<'c> {
    let cells = change.iter().map(|(index, _)| *index);
    cells.filter(|index| {
        let is_there = table.cells().get(*index).is_some_and(|cell| cell.value.is_some());
        is_there && !was_unseen[*index]
    })
}
