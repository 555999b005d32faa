//! The made-up workbooks of Bankura.
