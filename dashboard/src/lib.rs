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
mod door;
mod entrance;
mod form;
mod limits;
mod sessions;
mod visitor;

mod cache;
mod digest;
mod reply;
mod say;

mod outlines;
mod stylesheet;
mod templates;

mod account;
mod app;
mod mailing;

mod drawing;
mod overview;

mod cases;
mod quality;

mod files;

mod uploads;

mod api;
mod open_data;
mod pages;
mod report;

mod layers;
mod routes;
mod serve;

pub use app::AppState;
pub use door::{Door, Licence};
pub use entrance::{Clock, Entrance, UploadLimits};
pub use error::DashboardError;
pub use mailing::Mailing;
pub use routes::{examples, patterns, router};
pub use serve::{Live, serve};
pub use uploads::office::{NoOffice, office_of};
