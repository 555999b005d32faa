//! The pages: each a handler, a struct of what its template may use, and a template of the same name.

pub mod accessibility;
pub mod cases;
pub mod chart;
pub mod frame;
pub mod glance;
pub mod help;
pub mod place;
pub mod problem;
pub mod quality;
pub mod search;
pub mod sign_in;
