//! Stored tables kept in memory as questions use them: a page asks the same few of them many times. Files never change
//! under their name, so what is kept is never stale.
//!
//! All kinds of tables share one budget of bytes. Beyond it those go that were used longest ago; a table that alone is
//! larger than the budget is read for each question anew.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use store::TableId;

use crate::error::AnalyticsError;

/// The most bytes kept unless told: the stays of a state's grievances over some years, with room beside.
pub const BYTES_KEPT: usize = 256 << 20;

/// What knows how much memory it takes.
pub trait Weighed: Send + Sync + 'static {
    /// Bytes, near enough: what it holds and what its tables take beside.
    fn bytes(&self) -> usize;
}

/// Bytes of a table of hashed keys beside what these point to: keys that are texts take a little more than their own size.
pub fn table_bytes<K, V>(table: &HashMap<K, V>) -> usize {
    // A table has one byte of its own for each of its places.
    table.capacity() * (size_of::<(K, V)>() + 1) + table.len() * KEY_TEXT
}

/// What the text of a key takes: a place code and what the allocator adds.
const KEY_TEXT: usize = 32;

/// What a table is made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MadeFrom {
    /// A stored file.
    File(PathBuf),
    /// The rows of a table and financial year as they were known at a moment, in microseconds, by a data version.
    Past(TableId, u64, String, i64),
}

type Key = (TypeId, MadeFrom);

/// Stored tables, kept in memory.
pub struct KeptTables {
    shelf: Mutex<Shelf>,
    /// Told when a table that was being read is there, or could not be read.
    settled: Condvar,
}

struct Shelf {
    tables: HashMap<Key, Kept>,
    /// Tables that are being read: whoever needs one of them waits rather than read it beside.
    begun: HashSet<Key>,
    bytes: usize,
    most: usize,
    /// Counts uses, so that the order of the last ones is known.
    uses: u64,
}

struct Kept {
    table: Arc<dyn Any + Send + Sync>,
    bytes: usize,
    used: u64,
}

impl Default for KeptTables {
    fn default() -> Self {
        Self::of_at_most(BYTES_KEPT)
    }
}

impl KeptTables {
    /// Tables of at most so many bytes in all.
    pub fn of_at_most(bytes: usize) -> Self {
        Self {
            shelf: Mutex::new(Shelf {
                tables: HashMap::new(),
                begun: HashSet::new(),
                bytes: 0,
                most: bytes,
                uses: 0,
            }),
            settled: Condvar::new(),
        }
    }

    /// The table of a kind from what it is made from, made once.
    pub fn table<T: Weighed>(
        &self,
        from: MadeFrom,
        make: impl FnOnce() -> Result<T, AnalyticsError>,
    ) -> Result<Arc<T>, AnalyticsError> {
        let key = (TypeId::of::<T>(), from);
        let mut shelf = self.lock();
        loop {
            if let Some(table) = shelf.take_down(&key) {
                return Ok(table);
            }
            if shelf.begun.insert(key.clone()) {
                break;
            }
            shelf = self.settled.wait(shelf).unwrap_or_else(PoisonError::into_inner);
        }
        drop(shelf);
        let _begun = Begun(self, &key);
        let table = Arc::new(make()?);
        self.lock().put(key.clone(), Arc::clone(&table));
        Ok(table)
    }

    /// From now on keeps no more than so many bytes.
    pub fn keep_at_most(&self, bytes: usize) {
        let mut shelf = self.lock();
        shelf.most = bytes;
        shelf.shrink(bytes);
    }

    /// Lets go of those used longest ago, until no more than so many bytes are kept.
    pub fn let_go(&self, down_to: usize) {
        self.lock().shrink(down_to);
    }

    /// How many tables are kept, and their bytes.
    pub fn size(&self) -> (usize, usize) {
        let shelf = self.lock();
        (shelf.tables.len(), shelf.bytes)
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A table that is being read, until it is there or has failed.
struct Begun<'k>(&'k KeptTables, &'k Key);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        self.0.lock().begun.remove(self.1);
        self.0.settled.notify_all();
    }
}

impl Shelf {
    fn take_down<T: Weighed>(&mut self, key: &Key) -> Option<Arc<T>> {
        self.uses += 1;
        let kept = self.tables.get_mut(key)?;
        kept.used = self.uses;
        Arc::clone(&kept.table).downcast().ok()
    }

    fn put<T: Weighed>(&mut self, key: Key, table: Arc<T>) {
        let bytes = table.bytes();
        if bytes > self.most {
            return;
        }
        self.shrink(self.most - bytes);
        self.uses += 1;
        self.bytes += bytes;
        let kept = Kept {
            table,
            bytes,
            used: self.uses,
        };
        self.tables.insert(key, kept);
    }

    fn shrink(&mut self, down_to: usize) {
        while self.bytes > down_to {
            let oldest = self.tables.iter().min_by_key(|(_, kept)| kept.used);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                return;
            };
            if let Some(gone) = self.tables.remove(&key) {
                self.bytes -= gone.bytes;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Table(usize);

    impl Weighed for Table {
        fn bytes(&self) -> usize {
            self.0
        }
    }

    fn file(name: &str) -> MadeFrom {
        MadeFrom::File(name.into())
    }

    fn read(kept: &KeptTables, name: &str, bytes: usize) -> bool {
        let mut was_read = false;
        let table = kept.table(file(name), || {
            was_read = true;
            Ok(Table(bytes))
        });
        assert_eq!(table.unwrap().0, bytes);
        was_read
    }

    #[test]
    fn beyond_the_budget_goes_what_was_used_longest_ago() {
        let kept = KeptTables::of_at_most(100);
        assert!(read(&kept, "a", 40) && read(&kept, "b", 40));
        assert!(!read(&kept, "a", 40), "it is kept");
        assert!(
            read(&kept, "c", 40),
            "for which b goes, since a was used after it"
        );
        assert_eq!(kept.size(), (2, 80));
        assert!(!read(&kept, "a", 40) && !read(&kept, "c", 40));
        assert!(read(&kept, "b", 40));
    }

    #[test]
    fn a_table_larger_than_the_budget_is_read_each_time_and_takes_nobody_s_place() {
        let kept = KeptTables::of_at_most(100);
        read(&kept, "small", 10);
        assert!(read(&kept, "large", 101) && read(&kept, "large", 101));
        assert!(!read(&kept, "small", 10));
        assert_eq!(kept.size(), (1, 10));
    }

    #[test]
    fn at_rest_the_latest_stay() {
        let kept = KeptTables::of_at_most(100);
        for name in ["a", "b", "c"] {
            read(&kept, name, 30);
        }
        kept.let_go(40);
        assert_eq!(kept.size(), (1, 30));
        assert!(!read(&kept, "c", 30));
        kept.let_go(0);
        assert_eq!(kept.size(), (0, 0));
    }

    #[test]
    fn what_could_not_be_read_is_tried_again_and_nobody_waits_for_it() {
        let kept = KeptTables::of_at_most(100);
        let failed = kept.table::<Table>(file("a"), || Err(AnalyticsError::Refused));
        assert!(failed.is_err());
        assert!(read(&kept, "a", 10));
    }

    #[test]
    fn who_needs_a_table_that_is_being_read_waits_for_it() {
        let kept = KeptTables::of_at_most(100);
        let (begun, wait) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            let first = scope.spawn(|| {
                kept.table(file("a"), || {
                    begun.send(()).unwrap();
                    std::thread::sleep(std::time::Duration::from_millis(20));
                    Ok(Table(10))
                })
            });
            wait.recv().unwrap();
            assert!(!read(&kept, "a", 10), "it was read by the other");
            assert!(first.join().unwrap().is_ok());
        });
    }
}
