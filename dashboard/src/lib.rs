//! The dashboard: pages, their twins, the query API and the server.
//!
//! A handler extracts, asks for figures, renders. A page is three things of one name: a file in `pages`, a template and
//! a struct that holds everything the template may use. The addresses stand in one flat table, `routes`; the view is the
//! address and nothing else, and nothing on a page needs a script.

mod error;

mod common_page;
mod link;
mod near;
mod packing;
mod path;
mod request;
mod twin;
mod view;

mod caller;
mod client_address;
mod cookies;
mod door;
mod entrance;
mod form;
mod key_reach;
mod limits;
mod sessions;
mod signing;
mod visitor;

mod cache;
mod digest;
mod reply;
mod say;

mod outlines;
mod script;
mod stylesheet;
mod templates;

mod account;
mod app;
mod audit;
mod mailing;
mod owner;
mod upkeep;

mod drawing;
mod overview;

mod cases;
mod comparison;
mod indicator;
mod quality;
mod returns;
mod sources;

mod files;
pub mod holdings;

mod uploads;

mod api;
mod open_data;
mod pages;
mod report;

mod layers;
mod patience;
mod rest;
mod routes;
mod seats;
mod serve;

pub use app::AppState;
pub use door::{Door, Licence};
pub use entrance::{Clock, Entrance, UploadLimits};
pub use error::DashboardError;
pub use key_reach::{Reach, reach};
pub use mailing::Mailing;
pub use openidconnect::{IssuerUrl, RedirectUrl};
pub use owner::Owner;
pub use rest::rest;
pub use routes::{examples, patterns, router};
pub use serve::{Live, serve};
pub use signing::guard::Guard;
pub use signing::sign_on::{Grant, Provider, ProviderSettings, SignOnFault};
pub use upkeep::{MetricsAccess, Most, Upkeep};
pub use uploads::office::{NoOffice, office_of};
