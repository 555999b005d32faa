//! From stored rows to figures.
//!
//! Rows are only ever appended; what counts of them is settled when *facts* are built: per place, day and column the
//! latest delivery that is not undone. Facts are changes, so that the position on a day is a sum of changes up to that
//! day and sums of places are sums of their facts. *Rollups* are facts added up over every place that contains them.
//! A query becomes a plan, the plan one polars pipeline, and its few sums become figures: added up before they are
//! divided, never added across levels, with a reason where there is no value.
//!
//! [`growth`] scores children by the WHO growth standards, which no lake is needed for.

mod across;
mod answer;
mod batch;
mod breaks;
mod build;
mod by_class;
mod cases;
mod change;
mod counts;
mod coverage;
mod current;
mod day;
mod decode;
mod disclosure;
mod docket;
mod engine;
mod error;
mod expiry;
mod facts;
pub mod follow;
mod grid;
pub mod growth;
mod in_runs;
mod indicators;
mod interval;
mod kept;
mod kinds;
mod latest;
mod line_list;
mod load;
mod measuring;
mod names;
mod of_classes;
mod origin;
mod parquet;
mod parts;
mod pipeline;
mod population;
mod provenance;
mod published;
mod question;
mod ratio;
mod reading;
mod recipe;
mod representation;
mod resolve;
mod returns;
mod rising;
mod rollup;
mod rows_of;
mod run;
mod scope;
mod series;
mod strangers;
pub mod suppression;

pub use batch::SeenBatch;
pub use change::against_first;
pub use engine::Engine;
pub use error::AnalyticsError;
pub use in_runs::LongForm;
pub use interval::{FunnelLimits, funnel_limits, wilson};
pub use kept::BYTES_KEPT;
pub use parquet::parquet;
pub use recipe::METHOD as FACTS_METHOD;
pub use rising::{Rising, rising};
pub use scope::{Opening, may_send, sends_returns};
