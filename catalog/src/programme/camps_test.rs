//! A programme in which two levels report beside one another, for tests of what such levels need.

use super::{ProgrammeError, Programmes};

/// What is wrong with the camps' programme once one piece of it is another.
pub fn faults(piece: &str, other: &str) -> String {
    let declared = include_str!("../../programmes/duare-sarkar/programme.toml");
    assert!(declared.contains(piece), "{piece}");
    let changed = declared.replacen(piece, other, 1);
    match Programmes::default().add("made-up.toml", &changed) {
        Ok(()) => String::new(),
        Err(ProgrammeError::Faulty { faults, .. }) => faults.join("\n"),
        Err(other) => other.to_string(),
    }
}
