//! Says what taking files in would change, against what stands; writes nothing into the lake.

use std::collections::BTreeMap;

use catalog::Catalog;
use store::{Lake, TableId};

use crate::changes::{Changes, changes};
use crate::check::{self, Judging, Settled};
use crate::draft::Draft;
use crate::error::IngestError;
use crate::identity::Keys;
use crate::input::Input;
use crate::intake::Progress;
use crate::options::Options;
use crate::report::SheetReport;
use crate::run::settle;
use crate::standing::Standing;

/// What would become of a sheet, and what it would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Previewed {
    /// What would become of it.
    pub report: SheetReport,
    /// What it would change; none where it has no rows to be compared.
    pub changes: Option<Changes>,
}

/// Says what [`crate::ingest_inputs`] would do with files, compared with what the lake holds. Of two sheets with the same row
/// each is compared with the lake alone.
pub fn preview(
    inputs: &[Input],
    catalog: &Catalog,
    lake: &Lake,
    options: &Options,
    mut progress: impl FnMut(&Progress),
) -> Result<Vec<Previewed>, IngestError> {
    let keys = Keys::of(&options.data);
    let mut against = Against {
        lake,
        standings: BTreeMap::new(),
    };
    let judged = check::all(inputs, (catalog, &keys), options, &mut against, &mut |at| {
        progress(&Progress {
            file: inputs.get(at).map(Input::path),
            done: at,
            of: inputs.len(),
        });
    })?;
    let told = judged
        .into_iter()
        .map(|(report, changes)| Previewed { report, changes });
    Ok(told.collect())
}

/// Judges against what the lake holds.
struct Against<'l> {
    lake: &'l Lake,
    standings: BTreeMap<TableId, Standing>,
}

impl Judging for Against<'_> {
    type More = Option<Changes>;

    fn settle(&mut self, draft: &mut Draft<'_>) -> Result<Settled<Self::More>, IngestError> {
        let table = draft.table();
        if !self.standings.contains_key(&table) {
            let standing = Standing::of(self.lake, &table, draft.dataset)?;
            self.standings.insert(table.clone(), standing);
        }
        let standing = self.standings.get_mut(&table).expect("it was put there above");
        standing.load(self.lake, &table, &draft.batch, &draft.years())?;
        settle(draft, standing);
        let unchanged = standing.is_unchanged((self.lake, &table), &draft.batch, &draft.rows)?;
        let more = match draft.rows.is_empty() {
            true => None,
            false => Some(changes(self.lake, draft)?),
        };
        Ok(Settled { unchanged, more })
    }
}
