//! What a sheet says of its own columns below its header, such as `8=4+5+6+7`: each row is held against it.

use crate::problem::Problem;
use crate::read::{a1, shortest_decimal};
use crate::rows::Typing;
use crate::sheet::{ColumnFormula, Number, Sign, number};
use crate::verdicts::Verdicts;

/// Printed amounts have two decimals at most, each of which may be off by half of the last.
const HALF_A_STEP: f64 = 0.005;

/// Names every cell that is not what its column's formula gives. Rows are kept: which of the cells is wrong, only the
/// sender can tell.
pub(crate) fn check(typing: &Typing<'_>, verdicts: &mut Verdicts) {
    let Some(numbering) = &typing.table.numbering else {
        return;
    };
    let formulas = numbering.formulas.iter();
    for formula in formulas.filter(|formula| is_of_one_scale(typing, formula)) {
        for &row in &typing.table.body {
            if let Some(problem) = differs(typing, formula, row) {
                verdicts.keep(row, formula.column, problem);
            }
        }
    }
}

/// Lakh and rupees can't be added as they are printed.
fn is_of_one_scale(typing: &Typing<'_>, formula: &ColumnFormula) -> bool {
    let columns = &typing.table.columns;
    let scale = |at: u32| {
        columns
            .iter()
            .find(|column| column.index == at)
            .map(|column| column.scale)
    };
    let own = scale(formula.column);
    formula.terms.iter().all(|(_, at)| scale(*at) == own)
}

fn differs(typing: &Typing<'_>, formula: &ColumnFormula, row: u32) -> Option<Problem> {
    let value = |at: u32| match number(typing.sheet.cell(row, at)) {
        Number::Value { value, .. } => Some(value),
        Number::NotReported | Number::NotANumber => None,
    };
    let printed = value(formula.column)?;
    let mut sum = 0.0;
    for (sign, at) in &formula.terms {
        let term = value(*at)?; // what is not reported says nothing of the sum
        sum += match sign {
            Sign::Plus => term,
            Sign::Minus => -term,
        };
    }
    let tolerance = HALF_A_STEP * (formula.terms.len() + 1) as f64 + sum.abs() * 1e-9;
    if (sum - printed).abs() <= tolerance {
        return None;
    }
    let columns = &typing.table.columns;
    let header = columns.iter().find(|column| column.index == formula.column);
    let cells = formula.terms.iter().map(|(_, at)| a1(row, *at));
    Some(Problem::FormulaDiffers {
        header: header.map_or_else(String::new, |column| column.title()),
        formula: formula.text.as_str().into(),
        sum: shortest_decimal((sum * 100.0).round() / 100.0).into(),
        printed: shortest_decimal(printed),
        cells: cells.chain([a1(row, formula.column)]).collect(),
    })
}
