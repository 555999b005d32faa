//! `[system]` and `[limits]` of `DATA/jela.toml`: how a server is watched, and how much it may take of its machine.

use std::path::PathBuf;
use std::time::Duration;

use dashboard::{MetricsAccess, Most};
use serde::Deserialize;

use crate::config::given;
use crate::exit::Usage;

/// How a server is watched and looked after. Each key is also in the environment, as `JELA_SYSTEM_LOG_FORMAT` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SystemConfig {
    /// `text` for people, `json` for programs that collect logs.
    pub log_format: String,
    /// Megabytes of the disk that are kept free: below them nothing new is taken in.
    pub disk_reserve_mb: u64,
    /// A file whose first line lets a program read `/metrics`, as `Authorization: Bearer …`.
    pub metrics_token_file: Option<PathBuf>,
    /// Whether programs on the same machine may read `/metrics` without a token. Not behind a proxy on that machine.
    pub metrics_from_loopback: bool,
    /// Hours between two times of putting small files together and removing what no longer counts; 0 for never.
    pub tidy_hours: u32,
}

impl Default for SystemConfig {
    fn default() -> Self {
        Self {
            log_format: "text".to_owned(),
            disk_reserve_mb: 1024,
            metrics_token_file: None,
            metrics_from_loopback: false,
            tidy_hours: 24,
        }
    }
}

impl SystemConfig {
    /// Takes over what the environment gives.
    pub fn take_environment(&mut self) -> Result<(), Usage> {
        if let Ok(format) = std::env::var("JELA_SYSTEM_LOG_FORMAT") {
            self.log_format = format;
        }
        if let Some(file) = std::env::var_os("JELA_SYSTEM_METRICS_TOKEN_FILE") {
            self.metrics_token_file = Some(file.into());
        }
        take(
            &mut self.disk_reserve_mb,
            "JELA_SYSTEM_DISK_RESERVE_MB",
            "a number of megabytes",
        )?;
        take(
            &mut self.metrics_from_loopback,
            "JELA_SYSTEM_METRICS_FROM_LOOPBACK",
            "true or false",
        )?;
        take(
            &mut self.tidy_hours,
            "JELA_SYSTEM_TIDY_HOURS",
            "a number of hours, 0 for never",
        )?;
        match self.log_format.as_str() {
            "text" | "json" => Ok(()),
            other => Err(Usage(format!(
                "system.log_format: `{other}` means nothing; give text or json"
            ))),
        }
    }

    /// Bytes of the disk that are kept free.
    pub fn disk_reserve(&self) -> u64 {
        self.disk_reserve_mb.saturating_mul(1 << 20)
    }

    /// Who may read `/metrics` besides administrators.
    pub fn metrics(&self) -> Result<MetricsAccess, Usage> {
        let token = self.metrics_token_file.as_ref().map(|file| {
            let text = std::fs::read_to_string(file).map_err(|fault| {
                Usage(format!("system.metrics_token_file: {} can't be read: {fault}", file.display()))
            })?;
            let token = text.lines().next().unwrap_or_default().trim().to_owned();
            match token.len() >= 16 {
                true => Ok(token),
                false => Err(Usage(format!(
                    "system.metrics_token_file: the first line of {} is shorter than 16 letters; `openssl rand -hex 16` makes a good one",
                    file.display()
                ))),
            }
        });
        Ok(MetricsAccess {
            token: token.transpose()?,
            loopback: self.metrics_from_loopback,
        })
    }
}

/// How much may be asked at once. The defaults suit two cores and 4 GB; each key is also in the environment, as
/// `JELA_LIMITS_ANSWER_SECONDS` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Answers that are computed at the same time.
    pub answers_at_once: usize,
    /// Requests that may wait for one of these; those beyond are told to come again.
    pub answers_waiting: usize,
    /// Seconds that an answer may take.
    pub answer_seconds: u32,
    /// Uploads that come in at the same time.
    pub uploads_at_once: usize,
    /// Seconds that an upload may take.
    pub upload_seconds: u32,
    /// Rows of a document at most; one that would be longer is refused with what would fit.
    pub document_rows: usize,
    /// Megabytes of memory above which nothing more is computed until some is free again.
    pub memory_mb: u64,
    /// Megabytes of finished answers that are kept for the next reader.
    pub answers_kept_mb: usize,
    /// Megabytes of stored tables that are kept as answers are computed from them.
    pub tables_kept_mb: usize,
    /// Megabytes of both that are still kept when nobody has asked for twenty seconds.
    pub kept_at_rest_mb: usize,
    /// Connections that are open at a time, if as many files may be.
    pub connections: usize,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        let most = Most::default();
        let seconds = |span: Duration| u32::try_from(span.as_secs()).unwrap_or(u32::MAX);
        Self {
            answers_at_once: most.answers_at_once,
            answers_waiting: most.answers_waiting,
            answer_seconds: seconds(most.answer_takes),
            uploads_at_once: most.uploads_at_once,
            upload_seconds: seconds(most.upload_takes),
            document_rows: reports::ROWS,
            memory_mb: most.memory >> 20,
            answers_kept_mb: most.answers_kept >> 20,
            tables_kept_mb: most.tables_kept >> 20,
            kept_at_rest_mb: most.kept_at_rest >> 20,
            connections: most.connections,
        }
    }
}

impl LimitsConfig {
    /// Takes over what the environment gives.
    pub fn take_environment(&mut self) -> Result<(), Usage> {
        let whole = "a whole number above 0";
        take(&mut self.answers_at_once, "JELA_LIMITS_ANSWERS_AT_ONCE", whole)?;
        take(&mut self.answers_waiting, "JELA_LIMITS_ANSWERS_WAITING", whole)?;
        take(&mut self.answer_seconds, "JELA_LIMITS_ANSWER_SECONDS", whole)?;
        take(&mut self.uploads_at_once, "JELA_LIMITS_UPLOADS_AT_ONCE", whole)?;
        take(&mut self.upload_seconds, "JELA_LIMITS_UPLOAD_SECONDS", whole)?;
        take(&mut self.document_rows, "JELA_LIMITS_DOCUMENT_ROWS", whole)?;
        take(&mut self.memory_mb, "JELA_LIMITS_MEMORY_MB", whole)?;
        let kept = "a number of megabytes, 0 for none";
        take(&mut self.answers_kept_mb, "JELA_LIMITS_ANSWERS_KEPT_MB", kept)?;
        take(&mut self.tables_kept_mb, "JELA_LIMITS_TABLES_KEPT_MB", kept)?;
        take(&mut self.kept_at_rest_mb, "JELA_LIMITS_KEPT_AT_REST_MB", kept)?;
        take(&mut self.connections, "JELA_LIMITS_CONNECTIONS", whole)?;
        for (key, is_nothing) in [
            ("answers_at_once", self.answers_at_once == 0),
            ("answers_waiting", self.answers_waiting == 0),
            ("answer_seconds", self.answer_seconds == 0),
            ("uploads_at_once", self.uploads_at_once == 0),
            ("upload_seconds", self.upload_seconds == 0),
            ("document_rows", self.document_rows == 0),
            ("memory_mb", self.memory_mb == 0),
            ("connections", self.connections == 0),
        ] {
            if is_nothing {
                return Err(Usage(format!("`limits.{key}` can't be 0; give {whole}")));
            }
        }
        Ok(())
    }

    /// The same for the dashboard.
    pub fn most(&self) -> Most {
        Most {
            answers_at_once: self.answers_at_once,
            answers_waiting: self.answers_waiting,
            answer_takes: Duration::from_secs(u64::from(self.answer_seconds)),
            uploads_at_once: self.uploads_at_once,
            upload_takes: Duration::from_secs(u64::from(self.upload_seconds)),
            memory: self.memory_mb.saturating_mul(1 << 20),
            answers_kept: self.answers_kept_mb.saturating_mul(1 << 20),
            tables_kept: self.tables_kept_mb.saturating_mul(1 << 20),
            kept_at_rest: self.kept_at_rest_mb.saturating_mul(1 << 20),
            connections: self.connections,
        }
    }
}

fn take<T: std::str::FromStr>(key: &mut T, name: &str, form: &str) -> Result<(), Usage> {
    if let Some(value) = given(name, form)? {
        *key = value;
    }
    Ok(())
}
