//! One entry: what is told of a deed, and the hash that ties it to those before.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::Serialize;

use crate::SECRET_BYTES;

/// What kind of deed it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody came in, went out, or tried to.
    SignIn,
    /// A list of cases was looked at.
    LineList,
    /// Figures or original sheets were taken away as a file or by program.
    Export,
    /// A mail was accepted by the mail server, or its file fetched.
    Mail,
    /// Files were sent, confirmed or discarded, or taken in.
    Upload,
    /// Accounts, schedules or batches were changed.
    Change,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::SignIn,
        Self::LineList,
        Self::Export,
        Self::Mail,
        Self::Upload,
        Self::Change,
    ];

    /// `sign-in`
    pub fn id(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::LineList => "line-list",
            Self::Export => "export",
            Self::Mail => "mail",
            Self::Upload => "upload",
            Self::Change => "change",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(id: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|kind| kind.id() == id);
        found.ok_or_else(|| format!("`{id}` is no kind of entry"))
    }
}

/// A deed to be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Its kind.
    pub kind: Kind,
    /// The account; `operator` for the server's command line, empty where nobody was signed in.
    pub account: String,
    /// The network address; empty for the command line.
    pub address: String,
    /// What was done to what: `undo 3f…`, `/mgnrega/block-2786.csv`. Never a secret, never a value of a person.
    pub what: String,
}

/// The longest that is told of one deed, in bytes.
const LONGEST: usize = 1000;

impl Deed {
    /// A deed of an account, from an address.
    pub fn of(kind: Kind, account: &str, address: &str, what: impl Into<String>) -> Self {
        let mut what = what.into();
        if what.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|&at| what.is_char_boundary(at));
            what.truncate(end.unwrap_or(0));
            what.push('…');
        }
        Self {
            kind,
            account: account.to_owned(),
            address: address.to_owned(),
            what,
        }
    }

    /// A deed at the server's command line.
    pub fn of_operator(kind: Kind, what: impl Into<String>) -> Self {
        Self::of(kind, "operator", "", what)
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its place in the chain, from 1.
    pub number: i64,
    /// When it was, to the second.
    pub at: Timestamp,
    /// The id of its kind.
    pub kind: String,
    /// The account.
    pub account: String,
    /// The network address.
    pub address: String,
    /// What was done.
    pub what: String,
    /// The hash of the entry before; empty for the first.
    pub previous: String,
    /// Its own hash.
    pub hash: String,
}

impl Entry {
    /// The hash that the entry must have. Lengths stand before words, so that none can run into the next.
    pub fn computed(&self, key: &[u8; SECRET_BYTES]) -> String {
        let mut hasher = blake3::Hasher::new_keyed(key);
        hasher.update(&self.number.to_le_bytes());
        hasher.update(&self.at.as_second().to_le_bytes());
        for word in [
            &self.kind,
            &self.account,
            &self.address,
            &self.what,
            &self.previous,
        ] {
            hasher.update(&(word.len() as u64).to_le_bytes());
            hasher.update(word.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// Entries as CSV: UTF-8, LF, a head.
pub fn as_csv(entries: &[Entry]) -> String {
    let mut text = "number,at,kind,account,address,what,previous,hash\n".to_owned();
    for entry in entries {
        let words = [
            &entry.number.to_string(),
            &entry.at.to_string(),
            &entry.kind,
            &entry.account,
            &entry.address,
            &entry.what,
            &entry.previous,
            &entry.hash,
        ];
        let fields: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        text += &(fields.join(",") + "\n");
    }
    text
}

/// Entries as JSON, one object a line.
pub fn as_json_lines(entries: &[Entry]) -> String {
    let lines = entries
        .iter()
        .map(|entry| serde_json::to_string(entry).expect("words and numbers are JSON") + "\n");
    lines.collect()
}

fn quoted(word: &str) -> String {
    // A spreadsheet would take such a word for a formula.
    let safe = if word.starts_with(['=', '+', '-', '@', '\t']) {
        format!("'{word}")
    } else {
        word.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_word_is_cut_between_letters() {
        let deed = Deed::of(Kind::Export, "bdo", "", "জ".repeat(500));
        assert!(deed.what.len() <= LONGEST + '…'.len_utf8() && deed.what.ends_with('…'));
    }

    #[test]
    fn no_word_leaves_its_field_or_becomes_a_formula() {
        let entry = Entry {
            number: 1,
            at: Timestamp::UNIX_EPOCH,
            kind: "export".into(),
            account: "bdo".into(),
            address: String::new(),
            what: "=1+\"x\",\n".into(),
            previous: String::new(),
            hash: "h".into(),
        };
        let csv = as_csv(std::slice::from_ref(&entry));
        assert!(
            csv.ends_with("1,1970-01-01T00:00:00Z,export,bdo,,\"'=1+\"\"x\"\",\n\",,h\n"),
            "{csv}"
        );
        let json: serde_json::Value = serde_json::from_str(&as_json_lines(&[entry])).unwrap();
        assert_eq!(json["what"], "=1+\"x\",\n");
    }

    #[test]
    fn words_can_t_run_into_one_another() {
        let entry = |account: &str, address: &str| Entry {
            number: 1,
            at: Timestamp::UNIX_EPOCH,
            kind: "change".into(),
            account: account.into(),
            address: address.into(),
            what: String::new(),
            previous: String::new(),
            hash: String::new(),
        };
        let key = [7; SECRET_BYTES];
        assert_ne!(entry("ab", "c").computed(&key), entry("a", "bc").computed(&key));
        assert_ne!(
            entry("ab", "c").computed(&key),
            entry("ab", "c").computed(&[8; SECRET_BYTES])
        );
    }
}
