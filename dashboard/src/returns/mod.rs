//! What a page of returns says: how much has come, by part and period, and who is silent.

pub mod heat;
pub mod silent;
