//! What is published of a programme whose small counts are hidden: all its cells, made once for each data version.
//!
//! The publications of a programme are cubes of places, times, classes and measures that add up. When facts are published
//! all cells of these cubes are computed, by the way that answers are computed, small counts are hidden with what would
//! give them away ([`crate::suppression`]), and the cells are stored beside the rollups. Whoever is not in office gets a
//! figure only where the stored cube shows it, with the very value that it shows.

mod blocks;
mod cube;
mod make;
mod places;
mod shown;
mod stored;
mod times;

pub use make::{make, whole};
pub use shown::{Shown, ShownOf, classes, node_of};
pub use stored::cells;
pub use times::{is_published_day, latest_day, latest_of_measure};
