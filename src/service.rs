//! What the system's manager of services is told: that the server is ready, that it lives, that it ends.
//!
//! Started by nobody who listens, all of it does nothing.

use std::time::Duration;

use sd_notify::NotifyState;

use crate::renewal::Newest;

/// Tells that the server listens.
pub fn is_ready(address: &str) {
    tell(&[
        NotifyState::Ready,
        NotifyState::Status(&format!("listening on http://{address}")),
    ]);
}

/// Tells that the server ends.
pub fn is_stopping() {
    tell(&[NotifyState::Stopping]);
}

/// Tells again and again that the server lives, as long as it can read what it answers from. A server that hangs says nothing
/// more, and is started anew.
pub async fn lives(newest: Newest) {
    let Some(within) = sd_notify::watchdog_enabled() else {
        return;
    };
    // Twice within the time, so that one look that comes late is no death.
    let every = (within / 2).max(Duration::from_millis(100));
    loop {
        let engine = newest.engine();
        let look = tokio::task::spawn_blocking(move || engine.data_version());
        match tokio::time::timeout(every, look).await {
            Ok(Ok(Ok(_))) => tell(&[NotifyState::Watchdog]),
            Ok(Ok(Err(fault))) => {
                // The disk may come back, and starting anew would not bring it.
                tracing::error!(%fault, "the lake can't be read");
                tell(&[
                    NotifyState::Watchdog,
                    NotifyState::Status("the lake can't be read; see the log"),
                ]);
            }
            Ok(Err(_)) | Err(_) => tracing::error!("the server does not come to look at the lake"),
        }
        tokio::time::sleep(every).await;
    }
}

fn tell(states: &[NotifyState<'_>]) {
    if let Err(fault) = sd_notify::notify(states) {
        tracing::warn!(%fault, "the manager of services could not be told");
    }
}
