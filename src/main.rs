//! jela.
fn main() {}
