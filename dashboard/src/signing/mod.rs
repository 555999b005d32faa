//! Signing in: what is asked of whom, codes of a second factor, what opens a session, and other providers.

pub mod codes;
pub mod come_in;
pub mod guard;
pub mod picture;
pub mod sign_on;
