//! The server: answers until it is told to stop, then finishes what it has begun.

use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::app::AppState;
use crate::error::DashboardError;
use crate::routes::router;

/// How long answers that have been begun may take after the end was asked for; the whole end must take less than ten
/// seconds, and slow readers must not hold it up.
const LAST_ANSWERS: Duration = Duration::from_secs(8);

/// Serves until `shutdown` is ready.
pub async fn serve<F>(listener: TcpListener, state: AppState, shutdown: F) -> Result<(), DashboardError>
where
    F: Future<Output = ()> + Send + 'static,
{
    let stopping = Arc::new(Notify::new());
    let told = Arc::clone(&stopping);
    let until = async move {
        shutdown.await;
        told.notify_one();
    };
    // Tries to sign in are counted by where they come from.
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(until)
        .into_future();
    let patience = async {
        stopping.notified().await;
        tokio::time::sleep(LAST_ANSWERS).await;
    };
    tokio::select! {
        ended = server => ended.map_err(DashboardError::Server),
        () = patience => Ok(()),
    }
}
