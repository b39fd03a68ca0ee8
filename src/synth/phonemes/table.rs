//! Tables of two columns, read once: `#` begins a remark.

use std::collections::HashMap;

/// The rows of a table, in their order.
pub fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// A table by its first column.
pub fn map(table: &'static str) -> HashMap<&'static str, &'static str> {
    rows(table).collect()
}
