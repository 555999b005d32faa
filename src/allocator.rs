//! How a process that serves gives memory back.
//!
//! The allocator reads its settings from the environment, before `main` begins. So a command that is going to serve for
//! weeks begins once more, in the same process, with what suits that: small pages, since large ones stay resident for the
//! sake of a few bytes in them; what is freed given back at once; and no pages held back for a thread's next piece of work. It
//! was measured to cost no processor time that could be told from noise. Commands that end soon do without. Whoever sets one of
//! these in the environment is heard.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::console;

/// Names in the environment, and what suits a server.
const SETTINGS: [(&str, &str); 5] = [
    ("MIMALLOC_ALLOW_THP", "0"),
    ("MIMALLOC_PURGE_DELAY", "0"),
    ("MIMALLOC_GENERIC_COLLECT", "1"),
    ("MIMALLOC_PAGE_MAX_RECLAIM", "0"),
    ("MIMALLOC_PAGE_FULL_RETAIN", "0"),
];

/// Begins this program once more with these arguments, as one that serves. Returns where it is one already, or where the
/// program can't be found any more, as when it is exchanged just now: it goes on with the settings that it has.
pub fn serve_with(arguments: impl IntoIterator<Item = OsString>) {
    let missing = SETTINGS
        .into_iter()
        .filter(|(name, _)| std::env::var_os(name).is_none());
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let fault = Command::new(program).args(arguments).envs(missing).exec();
    console::say(&format!(
        "jela: the server goes on with more memory than it needs: {fault}"
    ));
}
