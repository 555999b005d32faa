//! What a reader may see. This is the only place that decides it; every query passes through here.

use catalog::programme::{Disclosure, Programme};
use figures::Query;

/// Whether the reader may have the answer. What is published by law, everybody may have, at any detail.
pub fn may_ask(programme: &Programme, _query: &Query) -> bool {
    match programme.disclosure {
        Disclosure::None => true,
    }
}
