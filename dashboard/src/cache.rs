//! Finished answers of the present data version, so that the second reader of a page does not wait for its figures.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

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

/// The most bytes that answers may take together.
const MOST_BYTES: usize = 48 << 20;
/// An answer larger than this is made again each time.
const LARGEST: usize = 4 << 20;

/// What an answer takes beside its bytes and its address: tables and headers.
const BESIDE: usize = 512;

/// A bounded store of answers; the oldest go first.
#[derive(Debug, Default)]
pub struct Cache(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    by_key: HashMap<CacheKey, Content>,
    order: VecDeque<CacheKey>,
    bytes: usize,
}

impl Cache {
    /// The answer, if it is still there.
    pub fn get(&self, key: &CacheKey) -> Option<Content> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .by_key
            .get(key)
            .cloned()
    }

    /// How many answers are kept, and their bytes.
    pub fn size(&self) -> (usize, usize) {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (answers.by_key.len(), answers.bytes)
    }

    /// Lets go of all answers, to make room.
    pub fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Answers::default();
    }

    /// Keeps an answer.
    pub fn put(&self, key: CacheKey, content: &Content) {
        let taken = weight(&key, content);
        if taken > LARGEST {
            return;
        }
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.by_key.contains_key(&key) {
            return;
        }
        answers.bytes += taken;
        answers.order.push_back(key.clone());
        answers.by_key.insert(key, content.clone());
        while answers.bytes > MOST_BYTES {
            let Some(oldest) = answers.order.pop_front() else {
                break;
            };
            let freed = answers
                .by_key
                .remove(&oldest)
                .map_or(0, |content| weight(&oldest, &content));
            answers.bytes -= freed;
        }
    }
}

/// The memory of an answer. Its address is kept twice; many short answers at long addresses are as heavy as few long ones.
fn weight(key: &CacheKey, content: &Content) -> usize {
    let packed = content.packed.as_ref().map_or(0, |packed| packed.len());
    content.body.len() + packed + 2 * key.address.len() + BESIDE
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
    fn the_oldest_answers_make_room_and_a_huge_one_is_not_kept() {
        let cache = Cache::default();
        for page in 0..20 {
            cache.put(key(&page.to_string()), &content(3 << 20));
        }
        assert!(cache.get(&key("0")).is_none() && cache.get(&key("19")).is_some());
        cache.put(key("huge"), &content(5 << 20));
        assert!(cache.get(&key("huge")).is_none());
    }

    #[test]
    fn short_answers_at_millions_of_long_addresses_take_bounded_room() {
        let cache = Cache::default();
        for number in 0..20_000 {
            cache.put(key(&format!("/{number}?{}", "x".repeat(4000))), &content(1));
        }
        let answers = cache.0.lock().unwrap();
        assert!(answers.bytes <= MOST_BYTES && answers.by_key.len() < MOST_BYTES / 8000);
        assert_eq!(answers.by_key.len(), answers.order.len());
    }
}
