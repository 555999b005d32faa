//! The sender: a thread beside the server that looks at the outbox again and again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use analytics::Engine;
use anyhow::Context;
use reports::outbox::{MailSettings, Outbox};
use store::State;

use crate::renewal::{MadeFrom, made_from};
use crate::{config, console};

/// How long nothing is done after nothing was due.
const PAUSE: Duration = Duration::from_secs(15);
/// How often it is looked whether the end was asked for.
const GLANCE: Duration = Duration::from_millis(100);

/// A running sender; it ends when it is dropped, after the mail that it is about.
pub struct Sender {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Sender {
    /// Starts one over an engine; when places or programmes change it makes itself another.
    pub fn start(
        data: &Path,
        settings: MailSettings,
        engine: &Arc<Engine>,
        state: &Arc<State>,
    ) -> anyhow::Result<Self> {
        let of = Of {
            data: data.to_owned(),
            state: Arc::clone(state),
            settings,
        };
        let known = made_from(data);
        let outbox = of.outbox(Arc::clone(engine))?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::Builder::new()
            .name("sender".to_owned())
            .spawn(move || send(&of, (outbox, known), &stopped))
            .context("the sender can't be started")?;
        Ok(Self {
            stop,
            thread: Some(thread),
        })
    }

    /// Asks it to end, and waits as long as the server's end may take. A mail that is just being handed over to a slow server
    /// is left: its state says so.
    pub fn end(mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let Some(thread) = self.thread.take() else { return };
        for _ in 0..20 {
            if thread.is_finished() {
                break;
            }
            std::thread::sleep(GLANCE);
        }
    }
}

/// Whose mails are sent.
struct Of {
    data: PathBuf,
    state: Arc<State>,
    settings: MailSettings,
}

impl Of {
    fn outbox(&self, engine: Arc<Engine>) -> anyhow::Result<Outbox> {
        let state = Arc::clone(&self.state);
        Ok(Outbox::new(state, engine, self.settings.clone(), &self.data)?)
    }

    /// Over the places and programmes as they are now.
    fn fresh(&self) -> anyhow::Result<Outbox> {
        let catalog = config::catalog(&self.data)?;
        self.outbox(Arc::new(config::engine(&self.data, &catalog)?))
    }
}

fn send(of: &Of, (mut outbox, mut known): (Outbox, MadeFrom), stop: &AtomicBool) {
    let stopped = || stop.load(Ordering::Relaxed);
    while !stopped() {
        let now = made_from(&of.data);
        if now != known {
            match of.fresh() {
                Ok(fresh) => outbox = fresh,
                Err(fault) => tracing::error!("mails know nothing of new places or programmes: {fault:#}"),
            }
            known = now;
        }
        match outbox.round(&console::now, &stopped) {
            Ok(round) if round.failed + round.uncertain > 0 => {
                tracing::warn!(?round, "mails were not delivered; `jela outbox` says which");
            }
            Ok(round) => tracing::debug!(?round, "looked at the outbox"),
            Err(fault) => tracing::error!(%fault, "the outbox can't be worked on"),
        }
        let glances = PAUSE.as_millis() / GLANCE.as_millis();
        for _ in 0..glances {
            if stopped() {
                return;
            }
            std::thread::sleep(GLANCE);
        }
    }
}
