//! The made-up work of the district, day by day, and the children of its Anganwadi centres: what every return
//! of the sample is printed from.

pub(crate) mod camps;
pub(crate) mod children;
pub(crate) mod custody;
mod days_worked;
mod finance;
pub(crate) mod grievances;
mod habits;
mod icds;
mod payments;
mod progress;
mod services;
mod silence;
mod works;

pub(crate) use days_worked::{BANDS, DaysWorked};
pub(crate) use finance::Finance;
pub(crate) use icds::{Centre, Icds, Project, Site};
pub(crate) use payments::Payments;
pub(crate) use progress::{Progress, Work};
pub(crate) use services::{Given, Services};
pub(crate) use silence::Silence;
pub(crate) use works::Works;
