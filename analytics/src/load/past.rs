//! Financial years as they were known at a moment: their facts are computed from rows for the question.

use std::sync::Arc;

use store::TableId;

use super::{Loader, Wanted};
use crate::build::{Built, Table};
use crate::error::AnalyticsError;
use crate::kept::{MadeFrom, Weighed};
use crate::rollup::holders;

impl Loader<'_> {
    pub(super) fn past_year(
        &self,
        wanted: &Wanted<'_>,
        fy: &str,
        moment: i64,
    ) -> Result<Arc<Built>, AnalyticsError> {
        let table = TableId::new(&wanted.programme.id, &wanted.dataset.id);
        let from = MadeFrom::Past(table, self.manifest.data_version, fy.to_owned(), moment);
        self.kept.table(from, || {
            let table = Table::read(self.lake, self.catalog, wanted.programme, wanted.dataset)?;
            let holders = holders(&self.catalog.places, wanted.dataset.reported_by)?;
            let year = fy
                .parse()
                .expect("years come from the manifest, which holds only parsed ones");
            table.build(year, &holders, Some(moment))
        })
    }
}

impl Weighed for Built {
    fn bytes(&self) -> usize {
        let always = [&self.facts, &self.by_place, &self.sources];
        let beside = [&self.lines, &self.spells, &self.returns];
        let frames = always.into_iter().chain(beside.into_iter().flatten());
        frames.map(|frame| frame.estimated_size()).sum()
    }
}
