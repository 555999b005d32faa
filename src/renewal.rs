//! A dashboard made anew while it serves: when a list of units has made places known, or declared programmes have changed.
//! Figures alone need no such thing: each question looks which data version counts.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use analytics::Engine;
use catalog::places::UNITS;
use catalog::programme::Stamp;
use dashboard::{AppState, Entrance, Live, Upkeep};

use crate::config::{self, Config};
use crate::serve;

/// How often it is looked whether anything has changed.
const LOOKED_AT: Duration = Duration::from_secs(2);

/// Lets a dashboard made anew answer, once what it is made from has changed.
#[derive(Clone)]
pub struct Renewal {
    data: PathBuf,
    config: Config,
    entrance: Entrance,
    upkeep: Upkeep,
    live: Live,
    newest: Newest,
    /// What the dashboard that answers was made from.
    known: Arc<Mutex<MadeFrom>>,
}

/// The engine of the dashboard that answers, for whoever works beside it.
#[derive(Clone)]
pub struct Newest(Arc<Mutex<Arc<Engine>>>);

impl Newest {
    /// The engine to begin with.
    pub fn new(engine: Arc<Engine>) -> Self {
        Self(Arc::new(Mutex::new(engine)))
    }

    /// The engine as it is now.
    pub fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn exchange(&self, engine: Arc<Engine>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = engine;
    }
}

/// What a dashboard is made from: the declared programmes, and the lists of units, each with when it was written.
type MadeFrom = (Stamp, Vec<(PathBuf, Option<SystemTime>)>);

impl Renewal {
    /// Of the dashboard that answers now.
    pub fn of(
        data: &Path,
        config: &Config,
        (entrance, upkeep): (&Entrance, &Upkeep),
        (live, newest): (&Live, &Newest),
    ) -> Self {
        Self {
            known: Arc::new(Mutex::new(made_from(data))),
            data: data.to_owned(),
            config: config.clone(),
            entrance: entrance.clone(),
            upkeep: upkeep.clone(),
            live: live.clone(),
            newest: newest.clone(),
        }
    }

    /// Looks whether anything has changed, and makes the dashboard anew if so. When that fails the one before goes on, and
    /// the fault is told once.
    pub fn renew(&self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let now = made_from(&self.data);
        if *known == now {
            return;
        }
        match self.fresh() {
            Ok((state, engine)) => {
                self.live.exchange(state);
                self.newest.exchange(engine);
            }
            Err(fault) => tracing::error!("new places or programmes can't be taken up: {fault:#}"),
        }
        *known = now;
    }

    /// Looks again and again, off the threads that answer.
    pub async fn look_again(self) {
        loop {
            tokio::time::sleep(LOOKED_AT).await;
            let renewal = self.clone();
            if tokio::task::spawn_blocking(move || renewal.renew())
                .await
                .is_err()
            {
                tracing::error!("making the dashboard anew broke off");
            }
        }
    }

    fn fresh(&self) -> anyhow::Result<(AppState, Arc<Engine>)> {
        let catalog = config::catalog(&self.data)?;
        let engine = Arc::new(config::engine(&self.data, &catalog)?);
        let made = (catalog, Arc::clone(&engine));
        Ok((
            serve::state(&self.data, &self.config, (&self.entrance, &self.upkeep), made)?,
            engine,
        ))
    }
}

fn made_from(data: &Path) -> MadeFrom {
    let entries = std::fs::read_dir(data.join(UNITS))
        .into_iter()
        .flatten()
        .flatten();
    let written = |entry: &std::fs::DirEntry| entry.metadata().and_then(|known| known.modified()).ok();
    let mut lists: Vec<_> = entries.map(|entry| (entry.path(), written(&entry))).collect();
    lists.sort();
    (Stamp::of(data), lists)
}
