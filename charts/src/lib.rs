//! From figures to SVG and PNG.
