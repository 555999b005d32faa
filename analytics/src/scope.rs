//! What a reader may see. This is the only place that decides it; every query passes through here.

use catalog::programme::{Disclosure, Programme};
use catalog::{PlaceCode, Places};
use figures::{Query, Reader, ReaderClass};

/// Whether the reader may have the answer. What is published by law, everybody may have, at any detail.
pub fn may_ask(programme: &Programme, _query: &Query) -> bool {
    match programme.disclosure {
        Disclosure::None | Disclosure::SmallCounts => true,
    }
}

/// Whether the reader may see single cases of a place.
pub fn may_list(_programme: &Programme, _within: &PlaceCode, reader: &Reader, _places: &Places) -> bool {
    reader.class == ReaderClass::Operator
}

/// Whether the reader may see how a place measures.
pub fn may_see_quality(
    _programme: &Programme,
    _within: &PlaceCode,
    reader: &Reader,
    _places: &Places,
) -> bool {
    reader.class == ReaderClass::Operator
}
