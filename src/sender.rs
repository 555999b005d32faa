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

use crate::console;
use crate::renewal::Newest;

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
    /// Starts one over the engine of the dashboard, and over the next one when places or programmes have changed.
    pub fn start(
        data: &Path,
        settings: MailSettings,
        newest: Newest,
        state: &Arc<State>,
    ) -> anyhow::Result<Self> {
        let of = Of {
            data: data.to_owned(),
            state: Arc::clone(state),
            settings,
            newest,
        };
        let engine = of.newest.engine();
        let outbox = of.outbox(&engine)?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::Builder::new()
            .name("sender".to_owned())
            .spawn(move || send(&of, (outbox, engine), &stopped))
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
    newest: Newest,
}

impl Of {
    fn outbox(&self, engine: &Arc<Engine>) -> anyhow::Result<Outbox> {
        let (state, engine) = (Arc::clone(&self.state), Arc::clone(engine));
        Ok(Outbox::new(state, engine, self.settings.clone(), &self.data)?)
    }
}

fn send(of: &Of, (mut outbox, mut known): (Outbox, Arc<Engine>), stop: &AtomicBool) {
    let stopped = || stop.load(Ordering::Relaxed);
    while !stopped() {
        let engine = of.newest.engine();
        if !Arc::ptr_eq(&engine, &known) {
            match of.outbox(&engine) {
                Ok(made) => outbox = made,
                Err(fault) => tracing::error!("mails know nothing of new places or programmes: {fault:#}"),
            }
            known = engine;
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
