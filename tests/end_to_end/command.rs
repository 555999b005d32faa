//! The command as a person at a terminal runs it, each time in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a command left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
}

impl Ran {
    /// Standard output as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Standard output as one JSON object a line.
    pub fn lines(&self) -> Vec<Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The same, once it is sure that the command ended so.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "{}\n{}",
            self.err,
            String::from_utf8_lossy(&self.out)
        );
        self
    }
}

/// The command with a data directory, unaffected by what the shell around the tests has set.
pub fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jela"));
    for name in ["JELA_HOME", "JELA_LISTEN", "JELA_LOG"] {
        command.env_remove(name);
    }
    // All tests ask from one address.
    command.env("JELA_ANONYMOUS_REQUESTS_PER_MINUTE", "1000000");
    command.env("JELA_DATA", data).stdin(Stdio::null());
    command
}

/// Runs the command to its end. Whatever it is given, it never panics.
#[track_caller]
pub fn jela(data: &Path, words: &[&str]) -> Ran {
    let output = command(data).args(words).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(!err.contains("panicked at"), "jela {words:?}: {err}");
    Ran {
        code: output.status.code(),
        out: output.stdout,
        err,
    }
}

/// A data directory of a test's own, and room for its files.
pub struct Office(TempDir);

impl Office {
    /// An empty one.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The data directory, which the command has to make.
    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// Runs the command here.
    #[track_caller]
    pub fn jela(&self, words: &[&str]) -> Ran {
        jela(&self.data(), words)
    }

    /// Where a file of that name may be written.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and tells where it is.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        word(&path)
    }

    /// Adds places, as `code,name,parent,mgnrega_code` lines.
    pub fn with_places(self, lines: &str) -> Self {
        self.file(
            "data/places/added.csv",
            format!("code,name,parent,mgnrega_code\n{lines}").as_bytes(),
        );
        self
    }
}

/// A path as a word of a command.
pub fn word(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A file as officials get it, by how its name begins.
pub fn real(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real-files");
    let mut files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    word(
        &files
            .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(name))
            .unwrap(),
    )
}
