//! Judges files ahead, on every processor, and hands them on in their order: what is found does not depend on which processor is
//! faster. Large files are not judged beside one another, since each may need as much memory as there is.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::book::{Judged, judge};
use crate::draft::Given;
use crate::error::IngestError;
use crate::form::Form;
use crate::input::Input;

/// Bytes of files that are judged at once.
const AT_ONCE: u64 = 24 << 20;

/// Judges files from one on; `take` gets what was judged of each, in order, and may break off.
pub(crate) fn judged<'a>(
    given: &Given<'a>,
    forms: &[Form<'a>],
    files: &[Input],
    from: usize,
    mut take: impl FnMut(usize, Vec<Judged<'a>>) -> Result<ControlFlow<()>, IngestError>,
) -> Result<(), IngestError> {
    let table = Table {
        files,
        state: Mutex::new(State {
            next: from,
            taken: from,
            ..State::default()
        }),
        moved: Condvar::new(),
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        // However this ends, the others must not wait for ever.
        let _end = End(&table);
        let workers = processors.min(files.len().saturating_sub(from));
        for _ in 0..workers {
            scope.spawn(|| table.work(given, forms));
        }
        for at in from..files.len() {
            let judged = table.wait_for(at).unwrap_or_else(|panic| resume_unwind(panic))?;
            let going = take(at, judged)?;
            table.done(at);
            if going.is_break() {
                break;
            }
        }
        Ok(())
    })
}

/// What became of a file: it was judged, or judging it failed, or panicked.
type Found<'a> = Result<Result<Vec<Judged<'a>>, IngestError>, Box<dyn Any + Send>>;

struct Table<'f, 'a> {
    files: &'f [Input],
    state: Mutex<State<'a>>,
    moved: Condvar,
}

#[derive(Default)]
struct State<'a> {
    /// The file that is judged next.
    next: usize,
    /// The file that is taken next.
    taken: usize,
    found: BTreeMap<usize, Found<'a>>,
    is_over: bool,
}

impl<'a> Table<'_, 'a> {
    fn work(&self, given: &Given<'a>, forms: &[Form<'a>]) {
        while let Some(at) = self.begin() {
            let judged = catch_unwind(AssertUnwindSafe(|| judge(given, forms, &self.files[at])));
            self.lock().found.insert(at, judged);
            self.moved.notify_all();
        }
    }

    /// The next file, once there is room for it.
    fn begin(&self) -> Option<usize> {
        let mut state = self.lock();
        loop {
            let at = state.next;
            if state.is_over || at >= self.files.len() {
                return None;
            }
            let at_once: u64 = self.files[state.taken..=at].iter().map(Input::bytes).sum();
            if at == state.taken || at_once <= AT_ONCE {
                state.next += 1;
                return Some(at);
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn wait_for(&self, at: usize) -> Found<'a> {
        let mut state = self.lock();
        loop {
            if let Some(found) = state.found.remove(&at) {
                return found;
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn done(&self, at: usize) {
        self.lock().taken = at + 1;
        self.moved.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct End<'t, 'f, 'a>(&'t Table<'f, 'a>);

impl Drop for End<'_, '_, '_> {
    fn drop(&mut self) {
        self.0.lock().is_over = true;
        self.0.moved.notify_all();
    }
}
