//! From a workbook to typed, placed, checked rows.
