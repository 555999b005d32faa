//! `DATA/jela.toml`, every key of which the environment may give as `JELA_…`.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use analytics::Engine;
use anyhow::Context;
use catalog::{Catalog, PlaceCode};
use dashboard::{Door, Licence, Owner, UploadLimits};
use ingest::read::limits::{self, Limits};
use reports::outbox::MailSettings;
use serde::Deserialize;

use crate::exit::Usage;
use crate::mail_config::MailConfig;
use crate::retention::{self, Retention};
use crate::sign_in_config::SignInConfig;
use crate::system_config::{LimitsConfig, SystemConfig};
use crate::{config_fault, console, public_address};

/// The settings of one district's jela.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)] // a mistyped key must fail, not be ignored
pub struct Config {
    /// The place that the first page is about, and that queries are about unless told.
    pub home: String,
    /// Where the dashboard listens.
    pub listen: String,
    /// The address at which readers reach the dashboard, like `https://jela.example.in`: it stands on reports and in mails,
    /// and providers of sign-in lead back to it.
    pub address: Option<String>,
    /// Whether readers come by TLS, as through a proxy; then cookies travel by nothing else.
    pub secure_cookies: bool,
    /// The addresses of the proxies in front of the dashboard, whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// Megabytes of a file that is read at most.
    pub max_file_mb: u64,
    /// Megabytes of one part of a workbook at most, once unpacked.
    pub max_unpacked_mb: u64,
    /// Megabytes of a web page or XML workbook at most.
    pub max_markup_mb: u64,
    /// Cells of a sheet at most.
    pub max_cells: u64,
    /// Bytes that one upload may have in all.
    pub upload_bytes: u64,
    /// Files that one upload may have.
    pub upload_files: usize,
    /// Files that are read or taken in at the same time.
    pub workers: usize,
    /// Seconds after which a worker that says nothing more is thought dead.
    pub lease_seconds: u32,
    /// Seconds between two looks into a watched folder.
    pub watch_seconds: u32,
    /// The mail server; without one nothing is mailed.
    pub mail: MailConfig,
    /// What is asked of those who sign in.
    pub sign_in: SignInConfig,
    /// How many requests for data an account may send in a minute.
    pub requests_per_minute: NonZeroU32,
    /// How many an address may send without an account.
    pub anonymous_requests_per_minute: NonZeroU32,
    /// Origins whose pages may read the data in a browser, like `https://data.example.in`; `*` for all.
    pub cors_origins: Vec<String>,
    /// The name of the terms under which open data may be used.
    pub licence: String,
    /// Where those terms can be read.
    pub licence_address: String,
    /// The office that publishes the pages; the district's administration when left out.
    pub owner: String,
    /// How the public writes to it: a mail address, or words.
    pub contact: String,
    /// How the server is watched and looked after.
    pub system: SystemConfig,
    /// How much may be asked at once.
    pub limits: LimitsConfig,
    /// How long rows of a dataset are kept, by `programme/dataset`: `36 months`, `for ever`. It wins over the programme.
    pub retention: BTreeMap<String, Retention>,
}

const LIMITS: Limits = Limits {
    file: limits::MAX_FILE,
    inflated: limits::MAX_INFLATED,
    markup: limits::MAX_MARKUP,
    cells: limits::MAX_CELLS,
};

impl Default for Config {
    fn default() -> Self {
        Self {
            home: "district-305".to_owned(),
            listen: "127.0.0.1:8080".to_owned(),
            address: None,
            secure_cookies: false,
            proxies: Vec::new(),
            max_file_mb: LIMITS.file >> 20,
            max_unpacked_mb: LIMITS.inflated >> 20,
            max_markup_mb: (LIMITS.markup >> 20) as u64,
            max_cells: LIMITS.cells as u64,
            upload_bytes: UploadLimits::default().bytes,
            upload_files: UploadLimits::default().files,
            workers: 1,
            lease_seconds: 15,
            watch_seconds: 5,
            mail: MailConfig::default(),
            sign_in: SignInConfig::default(),
            requests_per_minute: requests(600),
            anonymous_requests_per_minute: requests(300),
            cors_origins: Vec::new(),
            licence: dashboard::Licence::default().name,
            licence_address: dashboard::Licence::default().address,
            owner: String::new(),
            contact: String::new(),
            system: SystemConfig::default(),
            limits: LimitsConfig::default(),
            retention: BTreeMap::new(),
        }
    }
}

/// So many requests a minute; at least one.
const fn requests(a_minute: u32) -> NonZeroU32 {
    match NonZeroU32::new(a_minute) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

impl Config {
    /// The settings in a data directory and the environment, which wins.
    pub fn load(data: &Path) -> anyhow::Result<Self> {
        let file = data.join("jela.toml");
        let mut config: Self = match std::fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).map_err(|fault| config_fault::of(&file, &text, &fault))?,
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(other) => return Err(other).context(format!("{} can't be read", file.display())),
        };
        for (name, key) in [
            ("JELA_HOME", &mut config.home),
            ("JELA_LISTEN", &mut config.listen),
            ("JELA_LICENCE", &mut config.licence),
            ("JELA_LICENCE_ADDRESS", &mut config.licence_address),
            ("JELA_OWNER", &mut config.owner),
            ("JELA_CONTACT", &mut config.contact),
        ] {
            if let Ok(value) = std::env::var(name) {
                *key = value;
            }
        }
        if let Some(secure) = given("JELA_SECURE_COOKIES", "true or false")? {
            config.secure_cookies = secure;
        }
        let whole = "a whole number above 0";
        set(&mut config.upload_bytes, "JELA_UPLOAD_BYTES", whole)?;
        set(&mut config.upload_files, "JELA_UPLOAD_FILES", whole)?;
        set(&mut config.workers, "JELA_WORKERS", whole)?;
        set(&mut config.lease_seconds, "JELA_LEASE_SECONDS", whole)?;
        set(&mut config.watch_seconds, "JELA_WATCH_SECONDS", whole)?;
        set(&mut config.max_file_mb, "JELA_MAX_FILE_MB", whole)?;
        set(&mut config.max_unpacked_mb, "JELA_MAX_UNPACKED_MB", whole)?;
        set(&mut config.max_markup_mb, "JELA_MAX_MARKUP_MB", whole)?;
        set(&mut config.max_cells, "JELA_MAX_CELLS", whole)?;
        config.check_counts()?;
        for (name, key) in [
            ("JELA_REQUESTS_PER_MINUTE", &mut config.requests_per_minute),
            (
                "JELA_ANONYMOUS_REQUESTS_PER_MINUTE",
                &mut config.anonymous_requests_per_minute,
            ),
        ] {
            if let Some(number) = given(name, "a whole number of at least 1")? {
                *key = number;
            }
        }
        if let Ok(origins) = std::env::var("JELA_CORS_ORIGINS") {
            let each = origins.split(',').map(str::trim);
            config.cors_origins = each
                .filter(|origin| !origin.is_empty())
                .map(str::to_owned)
                .collect();
        }
        if let Ok(proxies) = std::env::var("JELA_PROXIES") {
            let each = proxies
                .split(',')
                .map(str::trim)
                .filter(|proxy| !proxy.is_empty());
            config.proxies = each
                .map(|proxy| meant("JELA_PROXIES", proxy, "IP addresses with commas between"))
                .collect::<Result<_, _>>()?;
        }
        public_address::refuse_former_names()?;
        if let Ok(address) = std::env::var("JELA_ADDRESS") {
            config.address = Some(address);
        }
        config.mail.take_environment()?;
        config.system.take_environment()?;
        config.limits.take_environment()?;
        config.sign_in.take_environment();
        if let Ok(given) = std::env::var("JELA_RETENTION") {
            config.retention = retention::of_environment(&given)?;
        }
        Ok(config)
    }

    /// Where readers reach the dashboard; where it listens unless `address` says otherwise.
    pub fn address(&self) -> Result<String, Usage> {
        public_address::of(self.address.as_deref(), &self.listen)
    }

    /// The outbox; none where no mail server is named.
    pub fn mail_settings(&self) -> Result<Option<MailSettings>, Usage> {
        self.mail.settings(&self.address()?)
    }

    /// The office that publishes the pages.
    pub fn owner(&self) -> Owner {
        Owner {
            name: self.owner.trim().to_owned(),
            contact: self.contact.trim().to_owned(),
        }
    }

    /// How large files may be that are read.
    pub fn limits(&self) -> Limits {
        let megabytes = |size: u64| size.saturating_mul(1 << 20);
        Limits {
            file: megabytes(self.max_file_mb),
            inflated: megabytes(self.max_unpacked_mb),
            markup: usize::try_from(megabytes(self.max_markup_mb)).unwrap_or(usize::MAX),
            cells: usize::try_from(self.max_cells).unwrap_or(usize::MAX),
        }
    }

    /// Numbers of which none may be nothing.
    fn check_counts(&self) -> Result<(), Usage> {
        for (key, is_nothing) in [
            ("upload_bytes", self.upload_bytes == 0),
            ("upload_files", self.upload_files == 0),
            ("workers", self.workers == 0),
            ("lease_seconds", self.lease_seconds == 0),
            ("watch_seconds", self.watch_seconds == 0),
        ] {
            if is_nothing {
                return Err(Usage(format!("`{key}` can't be 0; give a whole number above it")));
            }
        }
        Ok(())
    }

    /// How much may be sent at once.
    pub fn upload_limits(&self) -> UploadLimits {
        UploadLimits {
            bytes: self.upload_bytes,
            files: self.upload_files,
        }
    }

    /// The door for those who ask for data by program.
    pub fn door(&self) -> Result<Door, Usage> {
        let origins = self.cors_origins.iter().map(|origin| {
            let well_formed = origin == "*" || is_origin(origin);
            let value = origin.parse().ok().filter(|_| well_formed);
            value.ok_or_else(|| {
                Usage(format!(
                    "cors_origins: `{origin}` is no origin; write it like https://data.example.in, or * for all"
                ))
            })
        });
        Ok(Door {
            per_reader: Some(self.requests_per_minute),
            per_address: Some(self.anonymous_requests_per_minute),
            origins: origins.collect::<Result<_, _>>()?,
            licence: Licence {
                name: self.licence.clone(),
                address: self.licence_address.clone(),
            },
        })
    }

    /// The home place, which must exist.
    pub fn home(&self, catalog: &Catalog) -> anyhow::Result<PlaceCode> {
        place(&self.home, catalog)
    }
}

/// Scheme, host and port, without a path: what browsers send as `Origin`.
fn is_origin(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|host| {
        !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    })
}

/// What the environment gives for a key, if it gives anything.
pub fn given<T: FromStr>(name: &str, form: &str) -> Result<Option<T>, Usage> {
    let value = std::env::var(name).ok();
    value.map(|value| meant(name, &value, form)).transpose()
}

fn set<T: FromStr>(key: &mut T, name: &str, form: &str) -> Result<(), Usage> {
    if let Some(value) = given(name, form)? {
        *key = value;
    }
    Ok(())
}

fn meant<T: FromStr>(name: &str, value: &str, form: &str) -> Result<T, Usage> {
    value
        .parse()
        .map_err(|_| Usage(format!("{name}: `{value}` means nothing; give {form}")))
}

/// A place that must exist, by its code.
pub fn place(code: &str, catalog: &Catalog) -> anyhow::Result<PlaceCode> {
    let unknown = || {
        Usage(format!(
            "there is no place `{code}`; places have codes like district-305 or block-2774"
        ))
    };
    let place: PlaceCode = code.parse().map_err(|_| unknown())?;
    let known = catalog.places.redirect(&place).cloned().unwrap_or(place);
    if catalog.places.get(&known).is_none() {
        return Err(unknown().into());
    }
    Ok(known)
}

/// The place that a command is about: the one named, which must exist, or the home.
pub fn within(named: Option<&String>, config: &Config, catalog: &Catalog) -> anyhow::Result<PlaceCode> {
    match named {
        Some(code) => place(code, catalog),
        None => config.home(catalog),
    }
}

/// The catalog of a data directory. A declared programme that is wrong is named on standard error and left out.
pub fn catalog(data: &Path) -> anyhow::Result<Arc<Catalog>> {
    let catalog = Catalog::load(Some(data))?;
    for left_out in catalog.programmes.left_out() {
        console::say(&format!("jela: {left_out}"));
    }
    for problem in &catalog.convergence_problems {
        console::say(&format!("jela: convergence.toml: {problem}"));
    }
    for left_out in catalog.packs.left_out() {
        console::say(&format!("jela: {left_out}"));
    }
    Ok(Arc::new(catalog))
}

/// An engine whose facts are up to date with the rows.
pub fn engine(data: &Path, catalog: &Arc<Catalog>) -> anyhow::Result<Engine> {
    let engine = Engine::open(data, Arc::clone(catalog))?;
    engine.refresh()?;
    Ok(engine)
}
