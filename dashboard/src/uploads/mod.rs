//! Files that are sent through the dashboard: received, shown, confirmed.

pub mod file_name;
pub mod office;
pub mod receive;
pub mod sender;
pub mod sheet;
