//! What the page of sources says: one file is one part of it.

pub mod deliveries;
pub mod figures;
pub mod rows;
