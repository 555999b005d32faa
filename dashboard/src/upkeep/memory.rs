//! The memory of this process, as the system counts it.

/// Linux tells sizes in pages of this many bytes on all machines that jela is built for.
const PAGE: u64 = 4096;

/// Bytes resident; none where the system does not tell.
pub fn resident() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = told.split(' ').nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_process_has_some_memory() {
        assert!(super::resident().is_some_and(|bytes| bytes > 1 << 20));
    }
}
