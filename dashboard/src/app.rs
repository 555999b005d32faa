//! What every handler shares: engine, catalog, words, templates, outlines, finished answers.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use analytics::Engine;
use catalog::{Catalog, Language, PlaceCode};
use store::state::Seals;
use store::{Lake, Originals};
use tokio::sync::Semaphore;

use crate::cache::Cache;
use crate::door::Door;
use crate::entrance::Entrance;
use crate::error::{AppError, DashboardError};
use crate::limits::Buckets;
use crate::mailing::Mailing;
use crate::open_data::Shelf;
use crate::outlines::Outlines;
use crate::say::Say;
use crate::sessions::Sessions;
use crate::templates::Templates;

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
    /// The lake, for what is told of single batches.
    pub lake: Lake,
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
    door: OnceLock<Door>,
    seats: Semaphore,
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
        // The engine uses every core for one question; a few at once keep short questions from waiting for long ones.
        let mailing = entrance.mailing.clone();
        let seats = std::thread::available_parallelism()
            .map_or(2, std::num::NonZero::get)
            .clamp(2, 8);
        Ok(Self(Arc::new(App {
            engine,
            catalog,
            home,
            templates: Templates::new()?,
            outlines: Outlines::load(data)?,
            cache: Cache::default(),
            entrance,
            lake: Lake::open(data)?,
            originals: Arc::new(Originals::of(data)),
            data: data.to_owned(),
            sessions: Sessions::default(),
            turns: Semaphore::new(TURNS),
            mailing,
            seals: Seals::of(data)?,
            shelf: Shelf::default(),
            buckets: Buckets::default(),
            door: OnceLock::new(),
            seats: Semaphore::new(seats),
        })))
    }

    /// With a door for those who ask for data by program. The first one set stays: the routes are built for it.
    pub fn behind(self, door: Door) -> Self {
        self.door.get_or_init(|| door);
        self
    }

    /// Runs work that computes off the threads that serve.
    pub async fn off_thread<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    {
        let _seat = self.seats.acquire().await.map_err(|_| AppError::Lost)?;
        self.aside(work).await
    }

    /// The data version that answers are of now. It reads a small file and need not wait for a seat.
    pub async fn data_version(&self) -> Result<u64, AppError> {
        self.aside(|app| Ok(app.engine.data_version()?)).await
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

    /// The words of a language.
    pub fn say(&self, language: Language) -> Say<'_> {
        Say::new(crate::templates::messages(), language)
    }
}
