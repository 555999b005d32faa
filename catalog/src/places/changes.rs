//! What becomes of places: renamed, split, merged, carved out.
//!
//! The rule: a place that others replace from a day on ends the day before, unless its row says when it ended. What was
//! reported of it stays with it; nothing of it is apportioned to those that follow. Only where one place replaces one
//! other inside the same parent are the two the same place under another code: it has all that was reported under either.

use std::collections::HashMap;

use jiff::civil::Date;

use super::load::Found;
use super::{Place, PlaceCode};

/// A day on which places became others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceChange {
    /// The first day of the new order.
    pub on: Date,
    /// Places that ended the day before.
    pub ended: Vec<PlaceCode>,
    /// Places that go on without a part of them.
    pub cut: Vec<PlaceCode>,
    /// Places that began.
    pub begun: Vec<PlaceCode>,
}

impl PlaceChange {
    /// Every place that changed.
    pub fn all(&self) -> impl Iterator<Item = &PlaceCode> {
        self.ended.iter().chain(&self.cut).chain(&self.begun)
    }
}

/// Ends places that others replace, and makes one of a place and the one that has its code now; from each code of old to
/// the code of the same place now.
pub(super) fn put_together(found: &mut HashMap<PlaceCode, Found>) -> HashMap<PlaceCode, PlaceCode> {
    let mut followers: HashMap<PlaceCode, Vec<PlaceCode>> = HashMap::new();
    let mut rows: Vec<(&PlaceCode, &Found)> = found.iter().collect();
    rows.sort_by_key(|(code, _)| (*code).clone());
    for (code, row) in rows {
        for old in row.place.replaces.iter().filter(|old| *old != code) {
            followers.entry(old.clone()).or_default().push(code.clone());
        }
    }
    let mut renamed = HashMap::new();
    for (old, new) in &followers {
        match new.as_slice() {
            [one] if is_same(found, old, one) => {
                renamed.insert(old.clone(), one.clone());
            }
            several => end(found, old, several),
        }
    }
    // A place may have been given another code more than once; those in a circle stay as they are.
    let now: HashMap<PlaceCode, PlaceCode> = renamed
        .keys()
        .filter_map(|old| Some((old.clone(), last_of(&renamed, old)?)))
        .collect();
    let mut olds: Vec<&PlaceCode> = now.keys().collect();
    olds.sort();
    for old in olds {
        merge(found, old, &now[old]);
    }
    for row in found.values_mut() {
        for around in [&mut row.place.parent, &mut row.place.lies_in] {
            if let Some(now) = around.as_ref().and_then(|code| now.get(code)) {
                *around = Some(now.clone());
            }
        }
    }
    now
}

/// Whether one place replaces one other and nothing else, inside the same parent.
fn is_same(found: &HashMap<PlaceCode, Found>, old: &PlaceCode, new: &PlaceCode) -> bool {
    let (Some(before), Some(after)) = (found.get(old), found.get(new)) else {
        return false;
    };
    let (before, after) = (&before.place, &after.place);
    after.replaces.as_slice() == [old.clone()]
        && after.carved_from.is_empty()
        && before.level == after.level
        && before.parent == after.parent
}

fn last_of(renamed: &HashMap<PlaceCode, PlaceCode>, old: &PlaceCode) -> Option<PlaceCode> {
    let mut current = renamed.get(old)?;
    for _ in 0..renamed.len() {
        match renamed.get(current) {
            Some(next) => current = next,
            None => return Some(current.clone()),
        }
    }
    None
}

/// The place under its new code has existed as long as under the old one, and is still found by its old name.
fn merge(found: &mut HashMap<PlaceCode, Found>, old: &PlaceCode, new: &PlaceCode) {
    let Some(before) = found.remove(old) else { return };
    let Some(after) = found.get_mut(new) else { return };
    let (before, after) = (before.place, &mut after.place);
    after.valid_from = before.valid_from;
    for name in std::iter::once(before.name.en).chain(before.aliases) {
        if name != after.name.en && !after.aliases.contains(&name) {
            after.aliases.push(name);
        }
    }
    if after.population.is_none() {
        after.population = before.population;
    }
}

fn end(found: &mut HashMap<PlaceCode, Found>, old: &PlaceCode, new: &[PlaceCode]) {
    let begins = new.iter().filter_map(|code| found.get(code)?.place.valid_from);
    let Some(first) = begins.min() else { return };
    if let Some(row) = found.get_mut(old)
        && row.place.valid_to.is_none()
    {
        row.place.valid_to = first.yesterday().ok();
    }
}

/// The changes that a registry tells of, oldest first: places that follow from the same ones on the same day are one.
pub(super) fn changes(places: &[Place]) -> Vec<PlaceChange> {
    let mut changes: Vec<PlaceChange> = Vec::new();
    for place in places {
        let Some(on) = place.valid_from else { continue };
        let ended = of_registry(places, &place.replaces);
        let cut = of_registry(places, &place.carved_from);
        if ended.is_empty() && cut.is_empty() {
            continue;
        }
        let mut change = PlaceChange {
            on,
            ended,
            cut,
            begun: vec![place.code.clone()],
        };
        let (same, others): (Vec<_>, Vec<_>) = changes.into_iter().partition(|known| {
            known.on == on
                && known
                    .ended
                    .iter()
                    .chain(&known.cut)
                    .any(|code| change.comes_of(code))
        });
        changes = others;
        for known in same {
            change.join(known);
        }
        changes.push(change);
    }
    changes.sort_by(|one, other| one.on.cmp(&other.on).then_with(|| one.begun.cmp(&other.begun)));
    changes
}

/// The days from which other places exist than on the day before, oldest first.
pub(super) fn edges(places: &[Place]) -> Vec<Date> {
    let begin = places.iter().filter_map(|place| place.valid_from);
    let end = places.iter().filter_map(|place| place.valid_to?.tomorrow().ok());
    let mut edges: Vec<Date> = begin.chain(end).collect();
    edges.sort();
    edges.dedup();
    edges
}

fn of_registry(places: &[Place], codes: &[PlaceCode]) -> Vec<PlaceCode> {
    let is_known = |code: &&PlaceCode| places.binary_search_by(|place| place.code.cmp(code)).is_ok();
    codes.iter().filter(is_known).cloned().collect()
}

impl PlaceChange {
    fn comes_of(&self, code: &PlaceCode) -> bool {
        self.ended.contains(code) || self.cut.contains(code)
    }

    fn join(&mut self, other: Self) {
        for (into, from) in [
            (&mut self.ended, other.ended),
            (&mut self.cut, other.cut),
            (&mut self.begun, other.begun),
        ] {
            into.extend(from);
            into.sort();
            into.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::places::load::tests::with_list;

    fn codes(list: &[&str]) -> Vec<PlaceCode> {
        list.iter().map(|code| code.parse().unwrap()).collect()
    }

    #[test]
    fn a_place_that_two_replace_ends_the_day_before_and_is_one_change() {
        let places = with_list(
            "code,name,parent,replaces,valid_from\n\
             gp-900001,Anchuri North,block-2774,gp-108289,2026-06-01\n\
             gp-900002,Anchuri South,block-2774,gp-108289,2026-06-01\n",
        )
        .unwrap();
        let old = places.get(&codes(&["gp-108289"])[0]).unwrap();
        assert_eq!(old.valid_to, Some(date(2026, 5, 31)));
        let change = PlaceChange {
            on: date(2026, 6, 1),
            ended: codes(&["gp-108289"]),
            cut: Vec::new(),
            begun: codes(&["gp-900001", "gp-900002"]),
        };
        assert_eq!(places.changes(), [change]);
        assert_eq!(places.redirect(&codes(&["gp-108289"])[0]), None);
    }

    #[test]
    fn a_place_out_of_which_another_is_carved_goes_on() {
        let places = with_list(
            "code,name,parent,carved_from,valid_from\ngp-900001,New,block-2774,gp-108289,2026-06-01\n",
        )
        .unwrap();
        assert_eq!(places.get(&codes(&["gp-108289"])[0]).unwrap().valid_to, None);
        assert_eq!(places.changes()[0].cut, codes(&["gp-108289"]));
    }

    #[test]
    fn one_place_that_replaces_one_other_is_the_same_place_under_another_code() {
        let places = with_list(
            "code,name,parent,replaces,valid_from\ngp-900001,Anchuri Nagar,block-2774,gp-108289,2026-06-01\n",
        )
        .unwrap();
        let new = places.get(&codes(&["gp-900001"])[0]).unwrap();
        assert_eq!(new.valid_from, None);
        assert!(new.aliases.contains(&"Anchuri".to_owned()), "{:?}", new.aliases);
        assert!(places.get(&codes(&["gp-108289"])[0]).is_none());
        assert_eq!(places.changes(), []);
        let renamed: Vec<_> = places.renamed().collect();
        assert_eq!(renamed.len(), 1);
    }

    #[test]
    fn a_place_that_moves_to_another_block_is_not_the_same() {
        let places = with_list(
            "code,name,parent,replaces,valid_from\ngp-900001,Anchuri,block-2775,gp-108289,2026-06-01\n",
        )
        .unwrap();
        assert!(places.get(&codes(&["gp-108289"])[0]).is_some());
        assert_eq!(places.changes().len(), 1);
    }

    #[test]
    fn places_that_replace_one_another_in_a_circle_stay_as_they_are() {
        let places = with_list(
            "code,name,parent,replaces\ngp-900001,A,block-2774,gp-900002\ngp-900002,B,block-2774,gp-900001\n",
        )
        .unwrap();
        assert!(places.get(&codes(&["gp-900001"])[0]).is_some());
        assert!(places.get(&codes(&["gp-900002"])[0]).is_some());
        assert_eq!(places.renamed().count(), 0);
    }
}
