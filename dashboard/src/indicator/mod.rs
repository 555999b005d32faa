//! What the page of one measure is made of: its layout, what is asked, and what the measure means.

pub mod about;
pub mod ask;
pub mod choice;
pub mod classes;
pub mod layout;
