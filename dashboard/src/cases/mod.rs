//! What a page of cases says, from the list to words: one file is one part of the page.

pub mod alerts;
pub mod paging;
pub mod row;
pub mod summary;
