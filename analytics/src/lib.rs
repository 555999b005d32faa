//! From rows to facts, rollups and figures.
