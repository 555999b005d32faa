//! The pages: each a handler, a struct of what its template may use, and a template of the same name.

pub mod accessibility;
pub mod api;
pub mod batch;
pub mod cases;
pub mod chart;
pub mod frame;
pub mod glance;
pub mod help;
pub mod mail_links;
pub mod mend;
pub mod open_data;
pub mod place;
pub mod problem;
pub mod quality;
pub mod schedule_deeds;
pub mod schedules;
pub mod search;
pub mod sign_in;
pub mod upload;
pub mod uploads;
