//! What every handler shares: engine, catalog, words, templates, outlines, finished answers.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use analytics::Engine;
use catalog::{Catalog, Language, PlaceCode};
use tokio::sync::Semaphore;

use crate::cache::Cache;
use crate::entrance::Entrance;
use crate::error::{AppError, DashboardError};
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
    /// Turns to have a password looked at.
    pub turns: Semaphore,
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
            sessions: Sessions::default(),
            turns: Semaphore::new(TURNS),
            seats: Semaphore::new(seats),
        })))
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
    /// The words of a language.
    pub fn say(&self, language: Language) -> Say<'_> {
        Say::new(crate::templates::messages(), language)
    }
}
