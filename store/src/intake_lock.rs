//! One intake at a time: whoever compares files with what the lake holds, and then adds to it, must not be overtaken by
//! somebody who does the same. The lock is the system's own, so that it ends with the process that holds it.

use std::fs::{File, OpenOptions};
use std::path::Path;

use crate::{Lake, Result, error};

/// Held while files are taken in; let go of when it is dropped, and by the system when the process dies.
#[derive(Debug)]
pub struct IntakeLock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

impl Lake {
    /// Waits until nobody else on this machine takes anything in. A rewrite of rows that was cut short is ended first.
    pub fn lock_intake(&self) -> Result<IntakeLock> {
        let folder = self.layout.root();
        crate::durable::create_folder(folder)?;
        let held = lock(&folder.join("intake.lock")).map(IntakeLock)?;
        self.end_rewrite()?;
        Ok(held)
    }
}

fn lock(path: &Path) -> Result<File> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(error::io("make", path))?;
    file.lock().map_err(error::io("lock", path))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn a_second_intake_waits_until_the_first_has_ended() {
        let data = tempfile::tempdir().unwrap();
        let lake = Lake::open(data.path()).unwrap();
        let first = lake.lock_intake().unwrap();
        let is_second_in = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let second = scope.spawn(|| {
                let _held = lake.lock_intake().unwrap();
                is_second_in.store(true, Ordering::SeqCst);
            });
            std::thread::sleep(std::time::Duration::from_millis(50));
            assert!(!is_second_in.load(Ordering::SeqCst));
            drop(first);
            second.join().unwrap();
        });
        assert!(is_second_in.load(Ordering::SeqCst));
    }
}
