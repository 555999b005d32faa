//! Finished answers of the present data version, so that the second reader of a page does not wait for its figures.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use catalog::Language;
use figures::ReaderClass;

use crate::reply::Content;
use crate::twin::Twin;

/// What an answer depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CacheKey {
    /// The data version.
    pub version: u64,
    /// Path and parameters.
    pub address: String,
    /// The language it is answered in.
    pub language: Language,
    /// The form it is answered in, where the client's wishes chose among several.
    pub form: Option<Twin>,
    /// What kind of reader asked.
    pub reader: ReaderClass,
}

/// The most bytes that answers may take together, unless told.
pub const MOST_BYTES: usize = 48 << 20;
/// An answer larger than this is made again each time.
const LARGEST: usize = 4 << 20;

/// What an answer takes beside its bytes and its address: tables and headers.
const BESIDE: usize = 512;

/// A bounded store of answers; those that were asked for longest ago go first.
#[derive(Debug, Default)]
pub struct Cache(Mutex<Answers>);

#[derive(Debug)]
struct Answers {
    by_key: HashMap<Arc<CacheKey>, Kept>,
    /// Keys in the order of their last use.
    order: BTreeMap<u64, Arc<CacheKey>>,
    uses: u64,
    bytes: usize,
    most: usize,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            by_key: HashMap::new(),
            order: BTreeMap::new(),
            uses: 0,
            bytes: 0,
            most: MOST_BYTES,
        }
    }
}

#[derive(Debug)]
struct Kept {
    content: Content,
    used: u64,
}

impl Cache {
    /// From now on keeps no more than so many bytes.
    pub fn keep_at_most(&self, bytes: usize) {
        let mut answers = self.answers();
        answers.most = bytes;
        answers.shrink(bytes);
    }

    /// The answer, if it is still there.
    pub fn get(&self, key: &CacheKey) -> Option<Content> {
        self.answers().take_down(key)
    }

    /// How many answers are kept, and their bytes.
    pub fn size(&self) -> (usize, usize) {
        let answers = self.answers();
        (answers.by_key.len(), answers.bytes)
    }

    /// Lets go of those asked for longest ago, until no more than so many bytes are kept.
    pub fn let_go(&self, down_to: usize) {
        let mut answers = self.answers();
        answers.shrink(down_to);
        answers.by_key.shrink_to_fit();
    }

    /// Keeps an answer.
    pub fn put(&self, key: CacheKey, content: &Content) {
        self.answers().put(key, content);
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answers {
    fn take_down(&mut self, key: &CacheKey) -> Option<Content> {
        let kept = self.by_key.get_mut(key)?;
        if let Some(key) = self.order.remove(&kept.used) {
            self.uses += 1;
            kept.used = self.uses;
            self.order.insert(self.uses, key);
        }
        Some(kept.content.clone())
    }

    fn put(&mut self, key: CacheKey, content: &Content) {
        let taken = weight(&key, content);
        if taken > LARGEST.min(self.most) || self.by_key.contains_key(&key) {
            return;
        }
        self.shrink(self.most - taken);
        self.bytes += taken;
        self.uses += 1;
        let key = Arc::new(key);
        self.order.insert(self.uses, Arc::clone(&key));
        let kept = Kept {
            content: content.clone(),
            used: self.uses,
        };
        self.by_key.insert(key, kept);
    }

    fn shrink(&mut self, down_to: usize) {
        while self.bytes > down_to {
            let Some((_, key)) = self.order.pop_first() else {
                return;
            };
            if let Some(gone) = self.by_key.remove(&key) {
                self.bytes -= weight(&key, &gone.content);
            }
        }
    }
}

/// The memory of an answer; many short answers at long addresses are as heavy as few long ones.
fn weight(key: &CacheKey, content: &Content) -> usize {
    let packed = content.packed.as_ref().map_or(0, |packed| packed.len());
    content.body.len() + packed + key.address.len() + BESIDE
}

#[cfg(test)]
mod tests {
    use figures::Reader;

    use super::*;

    fn key(address: &str) -> CacheKey {
        CacheKey {
            version: 1,
            address: address.to_owned(),
            language: Language::En,
            form: None,
            reader: Reader::public().class,
        }
    }

    fn content(bytes: usize) -> Content {
        Content::new("text/plain", vec![b'x'; bytes])
    }

    #[test]
    fn another_language_or_version_is_another_answer() {
        let cache = Cache::default();
        cache.put(key("/"), &content(3));
        assert!(cache.get(&key("/")).is_some());
        assert!(
            cache
                .get(&CacheKey {
                    language: Language::Bn,
                    ..key("/")
                })
                .is_none()
        );
        assert!(
            cache
                .get(&CacheKey {
                    version: 2,
                    ..key("/")
                })
                .is_none()
        );
    }

    #[test]
    fn a_reader_of_another_office_never_gets_an_answer_made_for_the_first() {
        let cache = Cache::default();
        let of = |place: &str| CacheKey {
            reader: Reader::of_account("x", "officer", &[place.to_owned()], &[])
                .unwrap()
                .class,
            ..key("/")
        };
        cache.put(of("block-2786"), &content(3));
        assert!(cache.get(&of("block-2786")).is_some());
        assert!(cache.get(&of("block-2774")).is_none());
        assert!(cache.get(&key("/")).is_none());
    }

    #[test]
    fn answers_asked_for_longest_ago_make_room_and_a_huge_one_is_not_kept() {
        let cache = Cache::default();
        for page in 0..20 {
            cache.put(key(&page.to_string()), &content(3 << 20));
            assert!(cache.get(&key("0")).is_some(), "it was asked for again");
        }
        assert!(cache.get(&key("1")).is_none() && cache.get(&key("19")).is_some());
        cache.put(key("huge"), &content(5 << 20));
        assert!(cache.get(&key("huge")).is_none());
    }

    #[test]
    fn at_rest_the_latest_answers_stay_and_with_no_room_none_is_kept() {
        let cache = Cache::default();
        for page in 0..10 {
            cache.put(key(&page.to_string()), &content(1 << 20));
        }
        cache.let_go(3 << 20);
        assert_eq!(cache.size().0, 2);
        assert!(cache.get(&key("9")).is_some() && cache.get(&key("7")).is_none());
        cache.keep_at_most(0);
        cache.put(key("/"), &content(1));
        assert_eq!(cache.size(), (0, 0));
    }

    #[test]
    fn short_answers_at_millions_of_long_addresses_take_bounded_room() {
        let cache = Cache::default();
        for number in 0..20_000 {
            cache.put(key(&format!("/{number}?{}", "x".repeat(4000))), &content(1));
        }
        let answers = cache.0.lock().unwrap();
        assert!(answers.bytes <= MOST_BYTES && answers.by_key.len() < MOST_BYTES / 4000);
        assert_eq!(answers.by_key.len(), answers.order.len());
    }
}
