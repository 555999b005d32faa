//! Complementary suppression: what must be hidden beside small counts, so that no sum that is shown gives one away.
//!
//! It knows of cubes and sums alone; what a cube is made of, and who sees it, is told in `published`.

mod axis;
mod protect;
mod table;

pub use axis::{Axis, Way};
pub use protect::{Protected, protect};
pub use table::{CubeCell, CubeTable, Cut, Owed, Room, Rule};
