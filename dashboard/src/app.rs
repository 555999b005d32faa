//! What every handler shares: engine, catalog, words, templates, outlines, finished answers.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use analytics::Engine;
use axum::http::{HeaderMap, HeaderValue};
use catalog::{Catalog, Language, PlaceCode};
use jiff::Timestamp;
use reports::Press;
use store::Originals;
use store::state::{Seals, Token};
use tokio::sync::Semaphore;

use crate::cache::Cache;
use crate::cookies;
use crate::door::Door;
use crate::entrance::Entrance;
use crate::error::{AppError, DashboardError};
use crate::holdings::KeptFor;
use crate::limits::Buckets;
use crate::mailing::Mailing;
use crate::open_data::Shelf;
use crate::outlines::Outlines;
use crate::owner::Owner;
use crate::say::Say;
use crate::sessions::Sessions;
use crate::signing::guard::Guard;
use crate::templates::Templates;
use crate::upkeep::Upkeep;

/// Long answers that are written at the same time: each takes a processor for seconds, and the disk.
const LONG_AT_ONCE: usize = 1;
/// Passwords that are looked at at once.
const TURNS: usize = 2;

/// The shared state; cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<App>);

/// What the shared state holds.
pub struct App {
    /// Answers questions.
    pub engine: Arc<Engine>,
    /// Programmes and places.
    pub catalog: Arc<Catalog>,
    /// The place that the first page is about.
    pub home: PlaceCode,
    /// The layouts of pages.
    pub templates: Templates,
    /// The outlines of places.
    pub outlines: Outlines,
    /// Answers of the present data version.
    pub cache: Cache,
    /// Accounts, and what is needed to know who comes in.
    pub entrance: Entrance,
    /// Who was found behind a token lately.
    pub sessions: Sessions,
    /// What was sent, as it was sent.
    pub originals: Arc<Originals>,
    /// The data directory, in which lists of findings lie.
    pub data: PathBuf,
    /// Turns to have a password looked at.
    pub turns: Semaphore,
    /// How reports are mailed; none where no mail server is set up.
    pub mailing: Option<Mailing>,
    /// What links in mails are sealed with.
    pub seals: Seals,
    /// The open data of the present data version.
    pub shelf: Shelf,
    /// What clients of the API may still ask.
    pub buckets: Buckets,
    /// Turns to write an answer that is too long to be held.
    pub long_answers: Arc<Semaphore>,
    door: OnceLock<Door>,
    owner: OnceLock<Owner>,
    updated: Mutex<Option<Timestamp>>,
    upkeep: OnceLock<Upkeep>,
    address: OnceLock<String>,
    guard: OnceLock<Guard>,
    kept_for: OnceLock<KeptFor>,
}

impl Deref for AppState {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

impl AppState {
    /// A dashboard over an engine, with the place that its first page is about, the way in, and the data directory,
    /// whose outlines of places it draws.
    pub fn new(
        engine: Arc<Engine>,
        catalog: Arc<Catalog>,
        home: PlaceCode,
        entrance: Entrance,
        data: &Path,
    ) -> Result<Self, DashboardError> {
        if catalog.places.get(&home).is_none() {
            return Err(DashboardError::Home(home));
        }
        let mailing = entrance.mailing.clone();
        Ok(Self(Arc::new(App {
            engine,
            catalog,
            home,
            templates: Templates::new()?,
            outlines: Outlines::load(data)?,
            cache: Cache::default(),
            entrance,
            originals: Arc::new(Originals::of(data)),
            data: data.to_owned(),
            sessions: Sessions::default(),
            turns: Semaphore::new(TURNS),
            mailing,
            seals: Seals::of(data)?,
            shelf: Shelf::default(),
            buckets: Buckets::default(),
            long_answers: Arc::new(Semaphore::new(LONG_AT_ONCE)),
            door: OnceLock::new(),
            owner: OnceLock::new(),
            updated: Mutex::default(),
            upkeep: OnceLock::new(),
            address: OnceLock::new(),
            guard: OnceLock::new(),
            kept_for: OnceLock::new(),
        })))
    }

    /// With a door for those who ask for data by program. The first one set stays: the routes are built for it.
    pub fn behind(self, door: Door) -> Self {
        self.door.get_or_init(|| door);
        self
    }

    /// With the office that publishes. The first one set stays: finished pages name it.
    pub fn owned_by(self, owner: Owner) -> Self {
        self.owner.get_or_init(|| owner);
        self
    }

    /// Kept well by this. The first one set stays: counts go on in it.
    pub fn kept_by(self, upkeep: Upkeep) -> Self {
        let most = self.upkeep.get_or_init(|| upkeep).most();
        self.cache.keep_at_most(most.answers_kept);
        self.engine.keep_at_most(most.tables_kept);
        self
    }

    /// Reached at an address from outside, which stands on reports. The first one set stays.
    pub fn reached_at(self, address: &str) -> Self {
        self.address
            .get_or_init(|| address.trim_end_matches('/').to_owned());
        self
    }

    /// With what is asked of those who sign in. The first one set stays.
    pub fn guarded(self, guard: Guard) -> Self {
        self.guard.get_or_init(|| guard);
        self
    }

    /// With how long rows are kept, where not for ever. The first one set stays.
    pub fn keeping(self, kept_for: KeptFor) -> Self {
        self.kept_for.get_or_init(|| kept_for);
        self
    }

    /// Runs work that computes off the threads that serve.
    pub async fn off_thread<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    {
        let upkeep = self.upkeep();
        let seat = upkeep.seat().await?;
        upkeep.check_memory(|| self.let_go(0))?;
        self.aside(move |app| {
            // A reader who goes away does not end the work, which takes up its room until it is done.
            let _seat = seat;
            let begun = std::time::Instant::now();
            let done = work(app);
            app.upkeep().metrics().computed(begun.elapsed());
            done
        })
        .await
    }

    /// The data version that answers are of now. It reads a small file and need not wait for a seat.
    pub async fn data_version(&self) -> Result<u64, AppError> {
        self.aside(|app| {
            let (version, made_at) = app.engine.data_state()?;
            *app.updated.lock().unwrap_or_else(PoisonError::into_inner) = made_at;
            Ok(version)
        })
        .await
    }

    /// Runs work that waits for a disk, and hardly computes, off the threads that serve.
    pub async fn aside<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    {
        let app = self.clone();
        tokio::task::spawn_blocking(move || work(&app))
            .await
            .map_err(|_| AppError::Lost)?
    }
}

impl App {
    /// The door for those who ask for data by program.
    pub fn door(&self) -> &Door {
        self.door.get_or_init(Door::default)
    }

    /// The office that publishes.
    pub fn owner(&self) -> &Owner {
        self.owner.get_or_init(Owner::default)
    }

    /// Lets go of answers and tables that were used longest ago, until no more than so many bytes of both are kept. Tables
    /// come first: answers are soon made of them again.
    pub fn let_go(&self, down_to: usize) {
        self.cache.let_go(down_to / 4);
        let (_, of_answers) = self.cache.size();
        self.engine.let_go(down_to.saturating_sub(of_answers));
    }

    /// How long rows are kept, where not for ever.
    pub fn kept_for(&self) -> &KeptFor {
        self.kept_for.get_or_init(KeptFor::default)
    }

    /// When the data last changed, as far as it was looked at.
    pub fn updated(&self) -> Option<Timestamp> {
        *self.updated.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the server is kept well.
    pub fn upkeep(&self) -> &Upkeep {
        self.upkeep.get_or_init(Upkeep::default)
    }

    /// What reports are made and registered with, now.
    pub fn press(&self) -> Press<'_> {
        Press {
            engine: &self.engine,
            state: &self.entrance.state,
            dashboard: self.address.get_or_init(|| "http://localhost".to_owned()),
            now: (self.entrance.clock)(),
        }
    }

    /// The name of the home place in Latin letters.
    pub fn home_name(&self) -> String {
        let home = self.catalog.places.get(&self.home);
        home.map(|place| place.name.en.clone()).unwrap_or_default()
    }

    /// What is asked of those who sign in.
    pub fn guard(&self) -> &Guard {
        self.guard.get_or_init(Guard::default)
    }

    /// The token in a cookie of a request.
    pub fn cookie(&self, headers: &HeaderMap, name: &str) -> Option<Token> {
        cookies::token(headers, name, self.entrance.secure_cookies)
    }

    /// A cookie that lasts some seconds; none at all with zero.
    pub fn set_cookie(&self, name: &str, secret: &str, seconds: i64) -> HeaderValue {
        cookies::set(name, secret, seconds, self.entrance.secure_cookies)
    }

    /// The words of a language.
    pub fn say(&self, language: Language) -> Say<'_> {
        Say::new(crate::templates::messages(), language)
    }
}
