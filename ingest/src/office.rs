//! Whose files are taken in: rows about places outside the sender's office are left out.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use catalog::programme::{Dataset, Keeps, Programme, Register};
use catalog::{PlaceCode, Places};

use crate::problem::Problem;
use crate::row::Row;
use crate::values::Value;
use crate::verdicts::Verdicts;

/// Says for a programme whether somebody may send returns of a place. Who may is decided elsewhere, once for everything.
type MaySend = dyn Fn(&Programme, &PlaceCode, &Places) -> bool + Send + Sync;

/// Who sends files, as far as it matters for what may be in them.
#[derive(Clone)]
pub struct Office {
    may_send: Arc<MaySend>,
    words: Option<Arc<str>>,
}

impl Office {
    /// An office that may send returns of the places that the function allows.
    pub fn new(may_send: impl Fn(&Programme, &PlaceCode, &Places) -> bool + Send + Sync + 'static) -> Self {
        Self {
            may_send: Arc::new(may_send),
            words: None,
        }
    }

    /// The same office with words that are others as soon as it may send returns of other places.
    pub fn known_as(self, words: &str) -> Self {
        Self {
            words: Some(words.into()),
            ..self
        }
    }

    /// Those words, if they were told.
    pub(crate) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// Leaves out the rows about places of others, for what stands in the column that names the place, if there is one.
    pub(crate) fn leave_others_out(
        &self,
        (programme, dataset): (&Programme, &Dataset),
        places: &Places,
        (rows, named): (&[Row], Option<u32>),
        verdicts: &mut Verdicts,
    ) {
        let mut known: HashMap<PlaceCode, bool> = HashMap::new();
        let mut may_send = |place: &PlaceCode| match known.get(place) {
            Some(may) => *may,
            None => {
                let may = (self.may_send)(programme, place, places);
                known.insert(place.clone(), may);
                may
            }
        };
        for row in rows {
            // A new unit lies in no registry yet: its place is the one that the list puts it into. A unit that is known may
            // not be taken from another office either.
            let parent = parent(dataset, row);
            let is_own = match &parent {
                Some(parent) => {
                    may_send(parent) && (places.get(&row.place).is_none() || may_send(&row.place))
                }
                None => may_send(&row.place),
            };
            if !is_own {
                for sheet_row in row.sheet_rows() {
                    let place = row.printed.to_string();
                    let at = named.unwrap_or_else(|| row.first_column());
                    verdicts.leave_out(sheet_row, at, Problem::OfAnotherOffice { place });
                }
            }
        }
    }
}

/// The place into which a row of a register puts its unit.
fn parent(dataset: &Dataset, row: &Row) -> Option<PlaceCode> {
    if !matches!(dataset.keeps, Keeps::Register(_)) {
        return None;
    }
    let column = dataset
        .columns
        .iter()
        .position(|column| column.id == Register::PARENT)?;
    match &row.cell(column)?.value {
        Value::Text(text) => text.parse().ok(),
        Value::Whole(_) | Value::Number(_) | Value::Day(_) | Value::Flag(_) => None,
    }
}

impl fmt::Debug for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Office(…)")
    }
}
