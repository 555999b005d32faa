//! What a measure asks of a line, as a pipeline's condition.

use catalog::programme::Test;
use polars::prelude::*;
use store::columns::PLACE;

/// Whether all tests hold of a line; what is not known holds of nothing but what asks for it.
pub fn holds(tests: &[Test]) -> Expr {
    tests
        .iter()
        .map(|test| one(test).fill_null(lit(false)))
        .reduce(Expr::and)
        // Not a literal, which an aggregation would count once a group.
        .unwrap_or_else(|| col(PLACE).is_not_null())
}

fn one(test: &Test) -> Expr {
    let column = col(test.column.as_str());
    if let Some(words) = &test.is {
        return any_of(&column, words);
    }
    if let Some(words) = &test.is_not {
        return column.clone().is_not_null().and(any_of(&column, words).not());
    }
    if let Some(known) = test.known {
        return if known {
            column.is_not_null()
        } else {
            column.is_null()
        };
    }
    if let Some(yes) = test.yes {
        let is = column.fill_null(lit(false));
        return if yes { is } else { is.not() };
    }
    if let Some(least) = test.at_least {
        return column.gt_eq(lit(least));
    }
    test.below
        .map_or_else(|| lit(false), |below| column.lt(lit(below)))
}

fn any_of(column: &Expr, words: &[String]) -> Expr {
    words
        .iter()
        .map(|word| column.clone().eq(lit(word.as_str())))
        .reduce(Expr::or)
        .unwrap_or_else(|| lit(false))
}
