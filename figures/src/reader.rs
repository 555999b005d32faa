//! Who asks. `analytics` alone decides what a reader gets; everything else only carries the reader along.

use catalog::PlaceCode;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// What kind of reader.
    pub class: ReaderClass,
    /// The places, with all inside them, for which the reader is in office; empty for the public.
    pub scope: Vec<PlaceCode>,
}

/// What kind of reader asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReaderClass {
    /// Anybody.
    Public,
    /// An official, inside a scope; outside it the same as anybody.
    Official,
    /// Who runs jela on the server's own command line.
    Operator,
}

impl Reader {
    /// Anybody.
    pub fn public() -> Self {
        Self {
            class: ReaderClass::Public,
            scope: Vec::new(),
        }
    }

    /// Who runs the server.
    pub fn operator() -> Self {
        Self {
            class: ReaderClass::Operator,
            scope: Vec::new(),
        }
    }
}
