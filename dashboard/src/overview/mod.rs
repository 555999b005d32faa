//! What a place's page says, from figures to words: one file is one part of the page.

pub mod answer;
pub mod breakdown;
pub mod charted;
pub mod columns;
pub mod coverage;
pub mod definitions;
pub mod league;
pub mod level;
pub mod moved;
pub mod printed;
pub mod provenance;
pub mod questions;
pub mod scene;
pub mod standing;
pub mod table;
pub mod tiles;
pub mod ways;
