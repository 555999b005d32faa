//! The rows of one table from their cells to what is accepted, by everything that can be told from the sheet alone.

use catalog::calendar::day_in_india;
use catalog::programme::Keeps;

use crate::accepted::Accepted;
use crate::checks;
use crate::columns::PlaceColumn;
use crate::draft::Given;
use crate::duplicates;
use crate::error::IngestError;
use crate::form::Form;
use crate::formulas;
use crate::matters;
use crate::no_more;
use crate::places::Places;
use crate::row::Row;
use crate::rows::{self, Typing};
use crate::sheet::Facts;
use crate::totals;
use crate::verdicts::Verdicts;

/// Everything that is needed to type and check the rows of one table.
pub(crate) struct Checking<'t, 'a> {
    pub(crate) given: &'t Given<'a>,
    pub(crate) form: &'t Form<'a>,
    pub(crate) typing: &'t Typing<'t>,
    pub(crate) facts: &'t Facts,
}

impl<'t, 'a> Checking<'t, 'a> {
    /// The rows that pass every check that needs nothing but the sheet.
    pub(crate) fn rows(&self, verdicts: &mut Verdicts) -> Result<Accepted, IngestError> {
        let form = self.form;
        if matches!(form.dataset.keeps, Keeps::Docket(_)) {
            return matters::checked(self, verdicts).map(Accepted::Matters);
        }
        let (rows, printed) = rows::rows(self.typing, &self.typing.table.body, &mut self.places(), verdicts);
        totals::check(self.typing, &printed, verdicts);
        formulas::check(self.typing, verdicts);
        let is_list = self.typing.columns.long.is_some();
        let rows = duplicates::settle(rows, &form.source.duplicates, form.dataset, is_list, verdicts);
        let mut rows = if is_list { duplicates::together(rows) } else { rows };
        self.each_row(&mut rows, verdicts);
        let rows = duplicates::kept(rows, verdicts);
        duplicates::again(form.dataset, &rows, verdicts);
        Ok(Accepted::Rows(rows))
    }

    /// What finds the places of its rows.
    pub(crate) fn places(&self) -> Places<'t> {
        Places::new(
            self.given.catalog,
            (self.given.mapping, self.given.memory),
            self.form.programme,
            self.form.dataset,
            &self.typing.columns.places,
            self.facts,
            self.typing.table.region.left,
        )
    }

    /// Checks every row by itself.
    pub(crate) fn each_row(&self, rows: &mut [Row], verdicts: &mut Verdicts) {
        let named = self.typing.columns.places.last().and_then(PlaceColumn::shown);
        no_more::leave_out(
            self.form.dataset,
            &self.given.catalog.places,
            (rows, named),
            verdicts,
        );
        if let Some(office) = &self.given.options.office {
            let of = (self.form.programme, self.form.dataset);
            office.leave_others_out(of, &self.given.catalog.places, (rows, named), verdicts);
        }
        checks::each_row(
            self.form.dataset,
            rows,
            day_in_india(self.given.options.taken_in),
            verdicts,
        );
    }
}

/// Does two things at once.
pub(crate) fn beside<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
