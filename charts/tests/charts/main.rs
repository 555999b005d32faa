//! Every kind of chart, drawn from the data that break charts.

mod data;
mod drawing;
mod legible;
mod survive;
