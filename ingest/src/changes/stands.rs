//! What stands in the lake of some rows: of each, the deliveries that count, newest first.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::File;

use catalog::programme::{Dataset, Keeps};
use polars::prelude::{AnyValue, DataFrame, ParquetReader, PolarsResult, SerReader};
use store::columns::{BATCH, DATE, PLACE, SOURCE_ROW, TAKEN_IN};
use store::{Lake, LakeFile, TableId};

use super::fault;
use crate::error::IngestError;

/// By what a row is known: place and day, and the case or the classes where there are such. Of a docket the case alone.
pub(super) type RowKey = (String, i32, Option<String>);

/// By what a row names its delivery, and the columns that the delivery has.
pub(super) type Deliveries = HashMap<(String, i64), BTreeSet<String>>;

/// What stands of some rows: where each delivery's row of a key lies.
pub(super) struct Stands {
    frames: Vec<DataFrame>,
    /// For each frame and delivery in it, the columns that it has.
    columns: Vec<BTreeSet<String>>,
    /// Newest first.
    pub(super) rows: HashMap<RowKey, Vec<Standing>>,
}

/// One row of a delivery.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    taken_in: i64,
    source_row: i64,
    frame: usize,
    row: usize,
    columns: usize,
}

impl Stands {
    pub(super) fn read(
        lake: &Lake,
        table: &TableId,
        dataset: &Dataset,
        deliveries: &Deliveries,
        keys: &HashSet<RowKey>,
    ) -> Result<Self, IngestError> {
        let mut stands = Self {
            frames: Vec::new(),
            columns: Vec::new(),
            rows: HashMap::new(),
        };
        if deliveries.is_empty() || keys.is_empty() {
            return Ok(stands);
        }
        let mut sets: HashMap<(&str, i64), usize> = HashMap::new();
        for ((batch, taken_in), columns) in deliveries {
            sets.insert((batch, *taken_in), stands.columns.len());
            stands.columns.push(columns.clone());
        }
        for file in lake.files(table)? {
            stands.take(&file, dataset, &sets, keys).map_err(fault)?;
        }
        for known in stands.rows.values_mut() {
            known.sort_unstable_by(|one, other| other.cmp(one));
        }
        Ok(stands)
    }

    fn take(
        &mut self,
        file: &LakeFile,
        dataset: &Dataset,
        sets: &HashMap<(&str, i64), usize>,
        keys: &HashSet<RowKey>,
    ) -> PolarsResult<()> {
        let frame = read(file, dataset)?;
        let (batches, instants) = (
            frame.column(BATCH)?.str()?,
            frame.column(TAKEN_IN)?.to_physical_repr(),
        );
        let (instants, numbers) = (instants.i64()?, frame.column(SOURCE_ROW)?.i64()?);
        let at_frame = self.frames.len();
        let mut any = false;
        for (row, key) in row_keys(&frame, dataset)?.into_iter().enumerate() {
            let (Some(batch), Some(taken_in)) = (batches.get(row), instants.get(row)) else {
                continue;
            };
            let Some(&columns) = sets.get(&(batch, taken_in)).filter(|_| keys.contains(&key)) else {
                continue;
            };
            any = true;
            self.rows.entry(key).or_default().push(Standing {
                taken_in,
                source_row: numbers.get(row).unwrap_or_default(),
                frame: at_frame,
                row,
                columns,
            });
        }
        // A frame without such rows is let go of at once.
        self.frames.push(if any { frame } else { DataFrame::empty() });
        Ok(())
    }

    /// What stands of a column: what the newest delivery that has it says.
    pub(super) fn value(&self, known: &[Standing], column: &str) -> PolarsResult<AnyValue<'_>> {
        let Some(standing) = known
            .iter()
            .find(|one| self.columns[one.columns].contains(column))
        else {
            return Ok(AnyValue::Null);
        };
        // A file written before a column was declared lacks it.
        match self.frames[standing.frame].column(column) {
            Ok(found) => found.get(standing.row),
            Err(_) => Ok(AnyValue::Null),
        }
    }
}

pub(super) fn read(file: &LakeFile, dataset: &Dataset) -> PolarsResult<DataFrame> {
    let mut reader = ParquetReader::new(File::open(&file.path)?);
    let schema = reader.schema()?;
    let wanted = [PLACE, DATE, BATCH, TAKEN_IN, SOURCE_ROW].map(str::to_owned);
    let own = dataset.columns.iter().map(|column| column.id.clone());
    let own = own.filter(|id| schema.contains(id.as_str()));
    reader
        .with_columns(Some(wanted.into_iter().chain(own).collect()))
        .finish()
}

pub(super) fn row_keys(frame: &DataFrame, dataset: &Dataset) -> PolarsResult<Vec<RowKey>> {
    let (case, is_docket) = match &dataset.keeps {
        Keeps::Cases(cases) => (Some(&cases.case), false),
        Keeps::Docket(docket) => (Some(&docket.case), true),
        Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Follow(_) => (None, false),
    };
    let cases = case.map(|case| frame.column(case)?.str()).transpose()?;
    let classes = match &dataset.keeps {
        Keeps::Tally(tally) => tally.classes.as_slice(),
        _ => &[],
    };
    let classes: Vec<_> = classes
        .iter()
        .map(|class| frame.column(class)?.str())
        .collect::<PolarsResult<_>>()?;
    let places = frame.column(PLACE)?.str()?;
    let days = frame.column(DATE)?.to_physical_repr();
    let days = days.i32()?;
    let key = |at| {
        let case = match classes.is_empty() {
            true => cases.and_then(|cases| cases.get(at)).map(str::to_owned),
            false => Some(
                classes
                    .iter()
                    .map(|class| class.get(at).unwrap_or_default())
                    .collect::<Vec<_>>()
                    .join("/"),
            ),
        };
        if is_docket {
            return (String::new(), 0, case);
        }
        let place = places.get(at).unwrap_or_default().to_owned();
        (place, days.get(at).unwrap_or_default(), case)
    };
    Ok((0..frame.height()).map(key).collect())
}
