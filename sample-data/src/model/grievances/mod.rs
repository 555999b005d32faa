//! The grievances that people bring to the Chief Minister's cell: who complains of what, where, and what the offices make
//! of it. Offices, people and cases are made up; departments, districts and the shares of groups are not.

mod area;
mod case;
mod category;
mod course;
mod department;
mod desks;
mod land;
mod months;
mod offices;
mod people;
mod steering;
mod stream;
mod weights;

pub(crate) use case::{Case, Channel};
pub(crate) use category::CATEGORIES;
pub(crate) use course::Status;
pub(crate) use department::DEPARTMENTS;
pub(crate) use land::{Kind, Land};
pub(crate) use months::{FIRST_DAY, date_of, day};
pub(crate) use offices::{Office, Seat};
pub(crate) use people::{Gender, Social};
pub(crate) use stream::Stream;
