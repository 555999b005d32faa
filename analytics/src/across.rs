//! Ratios of measures of two datasets: applications for each camp, where one sheet counts camps and another applications.

use catalog::programme::Indicator;
use figures::{Cell, State};

use crate::ratio::divided;

/// A ratio of the cells of its measures, those above the line first. Only where all who report have told each of them are
/// the two of the same places; else no such figure can be made.
pub fn cell(indicator: &Indicator, cells: Vec<Cell>) -> Cell {
    let Some(first) = cells.first() else {
        return Cell::without_value(State::NotApplicable, figures::Units::default());
    };
    // A hidden count hides what is made of it; else the first reason is told.
    let hidden = cells.iter().find(|cell| cell.state == State::Suppressed);
    let without = cells.iter().find(|cell| cell.value.is_none());
    if let Some(reason) = hidden.or(without) {
        return Cell {
            parts: None,
            ..reason.clone()
        };
    }
    let units = cells
        .iter()
        .map(|cell| cell.units)
        .min_by_key(|units| units.reported + units.carried)
        .unwrap_or_default();
    let is_whole = |cell: &Cell| cell.units.reported + cell.units.carried >= cell.units.expected;
    let sum = |cells: &[Cell]| cells.iter().filter_map(|cell| cell.value).sum::<f64>();
    let (of, per) = cells.split_at(indicator.of.len().min(cells.len()));
    let (of, per) = (sum(of), sum(per));
    if per == 0.0 || !cells.iter().all(is_whole) || cells.iter().any(|cell| cell.returns.is_some()) {
        return Cell {
            level: first.level,
            ..Cell::without_value(State::NotApplicable, units)
        };
    }
    Cell {
        value: Some(divided(indicator, of, per)),
        parts: Some((of, per)),
        units,
        interval: None,
        while_suspended: cells.iter().any(|cell| cell.while_suspended),
        ..first.clone()
    }
}

#[cfg(test)]
mod tests {
    use catalog::PlaceLevel;
    use catalog::programme::Programmes;
    use figures::Units;

    use super::*;

    fn of(value: f64, reported: u32) -> Cell {
        let units = Units {
            reported,
            carried: 0,
            expected: 2,
        };
        Cell::of(value, units, PlaceLevel::Gp)
    }

    fn ratio(cells: Vec<Cell>) -> Cell {
        let programmes = Programmes::built_in().unwrap();
        let camps = programmes.get("duare-sarkar").unwrap();
        cell(camps.indicator("applications_per_camp").unwrap(), cells)
    }

    #[test]
    fn two_sums_are_divided_once_where_all_have_told_both() {
        let cell = ratio(vec![of(90.0, 2), of(4.0, 2)]);
        assert_eq!((cell.value, cell.parts), (Some(22.5), Some((90.0, 4.0))));
    }

    #[test]
    fn where_one_has_told_only_one_of_them_there_is_no_such_figure() {
        assert_eq!(ratio(vec![of(90.0, 2), of(4.0, 1)]).state, State::NotApplicable);
        assert_eq!(ratio(vec![of(90.0, 2), of(0.0, 2)]).state, State::NotApplicable);
        let silent = Cell::without_value(State::NotReported, Units::default());
        assert_eq!(ratio(vec![of(90.0, 2), silent]).state, State::NotReported);
    }

    #[test]
    fn a_hidden_count_hides_what_is_made_of_it() {
        let hidden = Cell::hidden(5, Units::default());
        let cell = ratio(vec![of(90.0, 2), hidden]);
        assert_eq!(
            (cell.state, cell.value, cell.parts),
            (State::Suppressed, None, None)
        );
    }
}
