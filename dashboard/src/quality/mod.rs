//! What a page of measuring says: by what it is broken down, and its table of signs.

pub mod by;
pub mod heat;
