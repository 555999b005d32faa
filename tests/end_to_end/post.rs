//! A mail server of a test's own, what it keeps, and offices that mail through it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use mail_parser::{Message, MessageParser, MimeHeaders};
use serde_json::Value;
use tempfile::TempDir;

use crate::command::{Ran, command, word};
use crate::demo;

/// The moment at which tests mail: half past eleven on a Monday in India.
pub const AT: &str = "2027-01-04T06:00:00Z";

/// A mail server on loopback; see `tests/interop/mail_server.py`.
pub struct Post {
    child: Child,
    folder: TempDir,
    port: u16,
    certificate: Option<PathBuf>,
}

impl Post {
    /// One that takes mail from anybody, in one of the modes of the script.
    pub fn start(mode: &str) -> Self {
        Self::with(mode, tempfile::tempdir().unwrap(), None)
    }

    /// One that wants STARTTLS and a password.
    pub fn guarded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ])
            .args([
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
            ])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .args(["-keyout", "key.pem", "-out", "cert.pem"])
            .current_dir(folder.path())
            .output()
            .expect("`openssl` runs; `make test` installs it");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let certificate = folder.path().join("cert.pem");
        Self::with("accept", folder, Some(certificate))
    }

    fn with(mode: &str, folder: TempDir, certificate: Option<PathBuf>) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/mail_server.py");
        let python = std::env::var("JELA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let mut server = Command::new(python);
        server.arg(script).arg(mode).arg(folder.path());
        if let Some(certificate) = &certificate {
            server.arg(certificate).arg(folder.path().join("key.pem"));
        }
        let mut child = server
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.trim().parse();
        let port = port.expect(
            "the mail server starts; it needs the Python packages of tests/interop, see `make tools`",
        );
        Self {
            child,
            folder,
            port,
            certificate,
        }
    }

    /// What it has kept, in the order in which it came.
    pub fn kept(&self) -> Vec<Mail> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "eml"));
        files.sort();
        files.iter().map(|file| Mail(fs::read(file).unwrap())).collect()
    }

    /// What it has kept for an address.
    pub fn kept_for(&self, address: &str) -> Vec<Mail> {
        let mut kept = self.kept();
        kept.retain(|mail| mail.header("X-Envelope-To") == address);
        kept
    }

    /// The settings of a jela that mails through it.
    fn settings(&self) -> Vec<(&'static str, String)> {
        let mut settings = vec![
            ("JELA_MAIL_HOST", "localhost".to_owned()),
            ("JELA_MAIL_PORT", self.port.to_string()),
            ("JELA_MAIL_SECURITY", "none".to_owned()),
            ("JELA_MAIL_FROM", "jela@bankura.example.in".to_owned()),
            ("JELA_MAIL_TIMEOUT_SECONDS", "10".to_owned()),
        ];
        if let Some(certificate) = &self.certificate {
            settings.extend([
                ("JELA_MAIL_SECURITY", "starttls".to_owned()),
                ("JELA_MAIL_CA_FILE", word(certificate)),
                ("JELA_MAIL_USERNAME", "jela".to_owned()),
                ("JELA_MAIL_PASSWORD", "teal-river-79".to_owned()),
            ]);
        }
        settings
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}

/// A mail as the server has it.
pub struct Mail(Vec<u8>);

impl Mail {
    fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.0).unwrap()
    }

    pub fn subject(&self) -> String {
        self.parsed().subject().unwrap().to_owned()
    }

    /// A header as it was sent.
    pub fn header(&self, name: &str) -> String {
        let parsed = self.parsed();
        let raw = parsed.header_raw(name.to_owned()).unwrap_or_default();
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn text(&self) -> String {
        self.parsed().body_text(0).unwrap().replace("\r\n", "\n")
    }

    pub fn html(&self) -> String {
        self.parsed().body_html(0).unwrap().into_owned()
    }

    /// Attached files: names and bytes.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let parsed = self.parsed();
        let files = parsed.attachments().filter_map(|part| {
            let name = part.attachment_name()?;
            Some((name.to_owned(), part.contents().to_vec()))
        });
        files.collect()
    }

    /// The bytes of an attached file, by the end of its name.
    pub fn file(&self, end: &str) -> Vec<u8> {
        let mut files = self.files().into_iter();
        files.find(|(name, _)| name.ends_with(end)).unwrap().1
    }

    /// The pictures inside it.
    pub fn pictures(&self) -> Vec<Vec<u8>> {
        let parsed = self.parsed();
        let parts = parsed.parts.iter();
        let pictures = parts.filter(|part| part.content_type().is_some_and(|kind| kind.ctype() == "image"));
        pictures.map(|part| part.contents().to_vec()).collect()
    }
}

/// A data directory from which mails go out.
pub struct Sender {
    folder: TempDir,
}

impl Sender {
    /// One with the demo's figures, and no accounts.
    pub fn of_demo() -> Self {
        let sender = Self::empty();
        for part in ["lake", "places", "units"] {
            linked(&demo::data().join(part), &sender.data().join(part));
        }
        sender
    }

    /// One with nothing in it.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        Self { folder }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Writes a file beside the data and tells where it is.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        word(&path)
    }

    /// The command, mailing through a server.
    pub fn command(&self, post: &Post) -> Command {
        let mut command = command(&self.data());
        command.envs(post.settings());
        command
    }

    /// Runs the command; words have no spaces, but for the `+` of cron expressions.
    #[track_caller]
    pub fn jela(&self, post: &Post, words: &str) -> Ran {
        let words = words.split_whitespace().map(|word| word.replace('+', " "));
        let output = self.command(post).args(words).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!err.contains("panicked at"), "{err}");
        Ran {
            code: output.status.code(),
            out: output.stdout,
            err,
        }
    }

    /// Makes a schedule, which starts before [`AT`] unless told; its id.
    #[track_caller]
    pub fn add(&self, post: &Post, words: &str) -> String {
        let starts = if words.contains("--starts") {
            ""
        } else {
            " --starts 2027-01-04T05:00:00Z"
        };
        let ran = self
            .jela(post, &format!("schedule add {words}{starts}"))
            .ends_with(0);
        ran.text().trim().to_owned()
    }

    /// Sends a schedule at [`AT`], whatever its times are.
    #[track_caller]
    pub fn send(&self, post: &Post, id: &str) {
        self.run_at(post, &format!("{id} --at {AT}"));
    }

    /// Sends what is due.
    #[track_caller]
    pub fn run_at(&self, post: &Post, words: &str) {
        self.jela(post, &format!("schedule run {words}")).ends_with(0);
    }

    /// Makes an account.
    pub fn account(&self, post: &Post, words: &str) {
        let file = self.file("password.txt", "teal-river-79-mahua\n");
        self.jela(post, &format!("user add {words} --password-file {file}"))
            .ends_with(0);
    }

    /// The ledger, oldest first.
    #[track_caller]
    pub fn outbox(&self, post: &Post) -> Vec<Value> {
        self.jela(post, "outbox --json").ends_with(0).lines()
    }
}

/// A folder whose files are the other's: nothing in the lake is ever changed in place.
fn linked(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().unwrap().is_dir() {
            linked(&from, &to);
        } else {
            fs::hard_link(&from, &to).unwrap();
        }
    }
}
