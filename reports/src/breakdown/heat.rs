//! Heat tables: one measure by two names, shaded.

use catalog::Words;
use catalog::programme::{Breakdown, Programme};
use figures::{Cell, Figures, Key, Row};

use super::layout::{
    Block, Head, LaidCell, LaidRow, cut, has_any, is_of, is_unknown, largest_first, plain, titles, value,
};

/// Steps of shade.
const SHADES: f64 = 5.0;

/// A row for each value, the largest first, with a column for each value of the class across and one for all of them.
pub(super) fn heat(programme: &Programme, breakdown: &Breakdown, answers: &[Figures]) -> Option<Block> {
    let [both, totals, across, whole] = answers else {
        return None;
    };
    let measure = both.columns.first()?;
    let columns = columns(across);
    let mut rows: Vec<&Row> = totals.rows.iter().filter(|row| has_any(row)).collect();
    rows.sort_by(|one, other| largest_first(&one.cells[0], &other.cells[0]));
    rows.sort_by_key(|row| is_unknown(&row.keys));
    let (shown, left_out) = cut(breakdown, rows);
    let found: Vec<(&Row, Vec<&Cell>)> = shown
        .into_iter()
        .filter_map(|row| Some((row, cells(both, row.keys.first()?, &columns)?)))
        .collect();
    let values = found
        .iter()
        .flat_map(|(_, cells)| cells.iter().filter_map(|cell| cell.value));
    let most = values.fold(0.0, f64::max);
    let across_all = across
        .rows
        .iter()
        .filter(|row| columns.iter().any(|(id, _)| is_of(&row.keys, id)));
    let whole = whole.rows.first().map(|row| LaidRow {
        cells: across_all.map(total).chain([total(row)]).collect(),
        ..plain(row)
    });
    let all = (measure.id.clone(), measure.title.clone());
    let heads = columns.into_iter().chain([all]).map(|(id, title)| Head {
        id,
        title,
        unit: measure.unit,
        is_end: false,
    });
    Some(Block {
        by: titles(programme, breakdown),
        columns: heads.collect(),
        rows: found
            .into_iter()
            .map(|(row, cells)| shaded(row, &cells, most))
            .collect(),
        whole,
        known: None,
        left_out,
    })
}

/// The values across; what is not known has a column where anything is not.
fn columns(across: &Figures) -> Vec<(String, Words)> {
    let told = across
        .rows
        .iter()
        .filter(|row| !is_unknown(&row.keys) || has_any(row));
    told.filter_map(|row| value(row.keys.first()?)).collect()
}

/// The cells of a row, one for each column.
fn cells<'a>(both: &'a Figures, first: &Key, columns: &[(String, Words)]) -> Option<Vec<&'a Cell>> {
    let own: Vec<&Row> = both
        .rows
        .iter()
        .filter(|row| row.keys.first() == Some(first))
        .collect();
    let of = |id: &str| {
        let row = own.iter().find(|row| is_of(&row.keys[1..], id))?;
        row.cells.first()
    };
    columns.iter().map(|(id, _)| of(id)).collect()
}

fn shaded(row: &Row, cells: &[&Cell], most: f64) -> LaidRow {
    let cells = cells.iter().map(|cell| LaidCell {
        shade: cell.value.map(|value| shade(value, most)),
        cell: (*cell).clone(),
    });
    LaidRow {
        cells: cells.chain([total(row)]).collect(),
        ..plain(row)
    }
}

/// Totals bear no shade: they are no part of the comparison.
fn total(row: &Row) -> LaidCell {
    LaidCell {
        cell: row.cells[0].clone(),
        shade: None,
    }
}

/// The step of a number among those up to `most`; roots, since few offices have most of what is pending.
fn shade(value: f64, most: f64) -> u8 {
    if value <= 0.0 || most <= 0.0 {
        return 0;
    }
    ((value / most).sqrt() * SHADES).ceil().clamp(1.0, SHADES) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_shade_and_the_least_of_something_has_one() {
        assert_eq!(shade(0.0, 90.0), 0);
        assert_eq!(shade(1e-9, 90.0), 1);
        assert_eq!(shade(90.0, 90.0), 5);
        // A negative correction and a table of nothing are not shaded.
        assert_eq!(
            (shade(-3.0, 90.0), shade(0.0, 0.0), shade(f64::NAN, 0.0)),
            (0, 0, 0)
        );
    }
}
