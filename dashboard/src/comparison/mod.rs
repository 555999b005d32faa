//! What the page that compares is made of: what stands side by side, the answers, the table, and the forms to choose by.

pub mod ask;
pub mod form;
pub mod table;
pub mod what;
