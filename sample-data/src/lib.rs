mod calendar;
mod district;
mod error;
mod model;
mod options;
mod random;
