//! Where lines are drawn among scores.

/// A line among scores; what lies on it is on neither side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cut {
    /// Below −3: severe.
    Below3,
    /// Below −2: moderate and severe together.
    Below2,
    /// Below −1.
    Below1,
    /// Above 1.
    Above1,
    /// Above 2.
    Above2,
    /// Above 3.
    Above3,
}

impl Cut {
    /// Every cut, in the order of WHO's tables.
    pub const ALL: [Self; 6] = [
        Self::Below3,
        Self::Below2,
        Self::Below1,
        Self::Above1,
        Self::Above2,
        Self::Above3,
    ];

    /// How names of statistics spell it: `_2` below −2, `2` above 2.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Below3 => "_3",
            Self::Below2 => "_2",
            Self::Below1 => "_1",
            Self::Above1 => "1",
            Self::Above2 => "2",
            Self::Above3 => "3",
        }
    }

    /// Whether a rounded score lies beyond it.
    pub fn holds(self, z: f64) -> bool {
        match self {
            Self::Below3 => z < -3.0,
            Self::Below2 => z < -2.0,
            Self::Below1 => z < -1.0,
            Self::Above1 => z > 1.0,
            Self::Above2 => z > 2.0,
            Self::Above3 => z > 3.0,
        }
    }

    /// Its place in [`Cut::ALL`].
    pub(super) fn at(self) -> usize {
        self as usize
    }
}
