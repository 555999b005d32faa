//! The dashboard: pages, their twins, the query API and the server.
//!
//! A handler extracts, asks for figures, renders. A page is three things of one name: a file in `pages`, a template and
//! a struct that holds everything the template may use. The addresses stand in one flat table, `routes`; the view is the
//! address and nothing else, and nothing on a page needs a script.

mod error;

mod link;
mod near;
mod path;
mod request;
mod twin;
mod view;

mod client_address;
mod cookies;
mod entrance;
mod sessions;
mod visitor;

mod cache;
mod reply;
mod say;

mod outlines;
mod stylesheet;
mod templates;

mod account;
mod app;

mod drawing;
mod overview;

mod cases;
mod quality;

mod files;

mod api;
mod pages;
mod report;

mod layers;
mod routes;
mod serve;

pub use app::AppState;
pub use entrance::{Clock, Entrance};
pub use error::DashboardError;
pub use routes::{examples, patterns, router};
pub use serve::serve;
