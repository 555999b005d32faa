//! Published cells as they are stored: what is shown and hidden now, and what of earlier releases still matters.

use std::collections::HashMap;

use polars::prelude::*;

use crate::error::AnalyticsError;
use crate::suppression::{CubeCell, Cut, Owed, Room};

/// What a cell is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey {
    /// The measure.
    pub measure: String,
    /// The place's code.
    pub place: String,
    /// Whether it is what the place has beside the places in it.
    pub is_rest: bool,
    /// First day, as a number; none for a stock.
    pub from: Option<i32>,
    /// Last day.
    pub to: i32,
    /// The values of classes, as `sex=female`, in the order of the programme.
    pub classes: String,
}

/// A cell with what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredCell {
    /// The cell; what is owed to it names cells by their place in `changes`.
    pub cell: CubeCell,
    /// For each debt the cells of its change, in their order.
    pub changes: Vec<Vec<CellKey>>,
    /// Whether it belongs to this release; others are kept, since what was hidden once stays hidden.
    pub is_current: bool,
}

/// All cells of a programme and year.
pub type Cells = HashMap<CellKey, StoredCell>;

/// Cells as a table, sorted, so that the same cells give the same bytes.
pub fn frame(cells: &Cells) -> Result<DataFrame, AnalyticsError> {
    let mut rows: Vec<(&CellKey, &StoredCell)> = cells.iter().collect();
    rows.sort_unstable_by_key(|(key, _)| *key);
    let row_of: HashMap<&CellKey, usize> = rows
        .iter()
        .enumerate()
        .map(|(row, (key, _))| (*key, row))
        .collect();
    let owed = rows
        .iter()
        .map(|(_, stored)| owed_text(stored, &row_of))
        .collect::<Vec<_>>();
    let text = |name: &str, of: &dyn Fn(&CellKey, &CubeCell) -> String| {
        let values: Vec<String> = rows.iter().map(|(key, stored)| of(key, &stored.cell)).collect();
        Column::from(Series::new(name.into(), values))
    };
    let number = |name: &str, of: &dyn Fn(&CellKey, &CubeCell) -> Option<i64>| {
        let values: Vec<Option<i64>> = rows.iter().map(|(key, stored)| of(key, &stored.cell)).collect();
        Column::from(Series::new(name.into(), values))
    };
    let flag = |name: &str, of: &dyn Fn(&CellKey, &StoredCell) -> bool| {
        let values: Vec<bool> = rows.iter().map(|(key, stored)| of(key, stored)).collect();
        Column::from(Series::new(name.into(), values))
    };
    let cut =
        |name: &str, at: usize, of: fn(&Cut) -> i64| number(name, &|_, cell| cell.cuts[at].as_ref().map(of));
    Ok(DataFrame::new_infer_height(vec![
        text("measure", &|key, _| key.measure.clone()),
        text("place", &|key, _| key.place.clone()),
        flag("is_rest", &|key, _| key.is_rest),
        number("from", &|key, _| key.from.map(i64::from)),
        number("to", &|key, _| Some(i64::from(key.to))),
        text("classes", &|key, _| key.classes.clone()),
        flag("is_current", &|_, stored| stored.is_current),
        number("value", &|_, cell| cell.value),
        flag("published", &|_, stored| stored.cell.published),
        flag("hidden", &|_, stored| stored.cell.hidden),
        cut("cut_release", 0, release),
        cut("cut_least", 0, |cut| cut.least),
        cut("new_cut_release", 1, release),
        cut("new_cut_least", 1, |cut| cut.least),
        flag("was_known", &|_, stored| stored.cell.was_known),
        Series::new("owed".into(), owed).into(),
    ])?)
}

/// Cells from their table.
pub fn cells(frame: &DataFrame) -> Result<Cells, AnalyticsError> {
    let text = |name: &str| frame.column(name)?.str();
    let number = |name: &str| frame.column(name)?.i64();
    let flag = |name: &str| frame.column(name)?.bool();
    let (measure, place, classes, owed) = (text("measure")?, text("place")?, text("classes")?, text("owed")?);
    let (from, to, value) = (number("from")?, number("to")?, number("value")?);
    let (is_rest, is_current) = (flag("is_rest")?, flag("is_current")?);
    let (published, hidden) = (flag("published")?, flag("hidden")?);
    let cuts = [
        (number("cut_release")?, number("cut_least")?),
        (number("new_cut_release")?, number("new_cut_least")?),
    ];
    let day = |of: Option<i64>| of.and_then(|day| i32::try_from(day).ok());
    let word = |of: Option<&str>| of.unwrap_or_default().to_owned();
    let was_known = flag("was_known")?;
    let key_of = |at: usize| CellKey {
        measure: word(measure.get(at)),
        place: word(place.get(at)),
        is_rest: is_rest.get(at).unwrap_or(false),
        from: day(from.get(at)),
        to: day(to.get(at)).unwrap_or_default(),
        classes: word(classes.get(at)),
    };
    let row = |at: usize| {
        let cut = |(release, least): (&Int64Chunked, &Int64Chunked)| {
            Some(Cut {
                release: u64::try_from(release.get(at)?).ok()?,
                least: least.get(at)?,
            })
        };
        let cell = CubeCell {
            value: value.get(at),
            published: published.get(at).unwrap_or(false),
            // What can't be read must not be shown.
            hidden: hidden.get(at).unwrap_or(true),
            cuts: cuts.map(cut),
            owed: Vec::new(),
            was_known: was_known.get(at).unwrap_or(true),
            room: Room::default(),
        };
        let mut stored = StoredCell {
            cell,
            changes: Vec::new(),
            is_current: is_current.get(at).unwrap_or(false),
        };
        for part in owed.get(at).unwrap_or_default().split_whitespace() {
            let known =
                owed_of(part, frame.height()).ok_or_else(|| AnalyticsError::Cells(part.to_owned()))?;
            let (debt, rows) = known;
            stored.cell.owed.push(debt);
            stored.changes.push(rows.into_iter().map(key_of).collect());
        }
        Ok((key_of(at), stored))
    };
    (0..frame.height()).map(row).collect()
}

#[expect(clippy::cast_possible_wrap, reason = "data versions are counted up from 1")]
fn release(cut: &Cut) -> i64 {
    cut.release as i64
}

/// `release:up:down:row=part,row=part`, separated by blanks: the rows of the change with their parts in it.
fn owed_text(stored: &StoredCell, row_of: &HashMap<&CellKey, usize>) -> String {
    let one = |(owed, keys): (&Owed, &Vec<CellKey>)| {
        let parts = owed.change.iter().map(|(_, part)| part);
        let cells = parts
            .zip(keys)
            .filter_map(|(part, key)| Some(format!("{}={part}", row_of.get(key)?)));
        let cells: Vec<String> = cells.collect();
        format!("{}:{}:{}:{}", owed.release, owed.up, owed.down, cells.join(","))
    };
    let all: Vec<String> = stored.cell.owed.iter().zip(&stored.changes).map(one).collect();
    all.join(" ")
}

/// A debt with the rows of its change.
fn owed_of(text: &str, rows: usize) -> Option<(Owed, Vec<usize>)> {
    let mut parts = text.split(':');
    let mut owed = Owed {
        release: parts.next()?.parse().ok()?,
        up: parts.next()?.parse().ok()?,
        down: parts.next()?.parse().ok()?,
        change: Vec::new(),
    };
    let mut found = Vec::new();
    let change = parts.next()?;
    for cell in change.split(',').filter(|cell| !cell.is_empty()) {
        let (row, part) = cell.split_once('=')?;
        found.push(row.parse().ok().filter(|row| *row < rows)?);
        owed.change.push((owed.change.len(), part.parse().ok()?));
    }
    Some((owed, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_were_written() {
        let key = |place: &str, from| CellKey {
            measure: "suw".to_owned(),
            place: place.to_owned(),
            is_rest: false,
            from,
            to: 20_779,
            classes: "sex=female".to_owned(),
        };
        let owed = |release, change| Owed {
            release,
            up: 1,
            down: 2,
            change,
        };
        let hidden = StoredCell {
            cell: CubeCell {
                value: Some(3),
                published: true,
                hidden: true,
                cuts: [Some(Cut { release: 4, least: 2 }), None],
                owed: vec![owed(4, vec![(0, 1), (1, -1)]), owed(9, Vec::new())],
                was_known: true,
                room: Room::default(),
            },
            changes: vec![vec![key("gp-1", None), key("gp-2", Some(20_750))], Vec::new()],
            is_current: true,
        };
        let gone = StoredCell {
            cell: CubeCell {
                was_known: true,
                ..CubeCell::default()
            },
            changes: Vec::new(),
            is_current: false,
        };
        let all = Cells::from([(key("gp-1", None), hidden), (key("gp-2", Some(20_750)), gone)]);
        assert_eq!(cells(&frame(&all).unwrap()).unwrap(), all);
    }
}
