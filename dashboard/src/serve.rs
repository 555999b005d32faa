//! The server: answers until it is told to stop, then finishes what it has begun.

use std::convert::Infallible;
use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tower::{ServiceExt, service_fn};

use crate::app::AppState;
use crate::error::DashboardError;
use crate::patience::{PatientListener, Peer};
use crate::routes::router;
use crate::seats::Seats;

/// How long answers that have been begun may take after the end was asked for; the whole end must take less than ten
/// seconds, and slow readers must not hold it up.
const LAST_ANSWERS: Duration = Duration::from_secs(7);

/// A dashboard that can be exchanged while it serves, as when a list of units has made new places known.
#[derive(Clone)]
pub struct Live {
    answering: Arc<RwLock<Answering>>,
    connections: usize,
}

/// What answers, and what it answers from.
struct Answering {
    router: Router,
    state: AppState,
}

impl Answering {
    fn of(state: AppState) -> Self {
        Self {
            router: router(state.clone()),
            state,
        }
    }
}

impl Live {
    /// A dashboard to begin with.
    pub fn new(state: AppState) -> Self {
        Self {
            connections: state.upkeep().most().connections,
            answering: Arc::new(RwLock::new(Answering::of(state))),
        }
    }

    /// Lets another one answer from here on; requests that are being answered keep the one they have.
    pub fn exchange(&self, state: AppState) {
        *self.answering.write().unwrap_or_else(PoisonError::into_inner) = Answering::of(state);
    }

    /// What the dashboard that answers now shares.
    pub fn state(&self) -> AppState {
        self.answering
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .state
            .clone()
    }

    fn now(&self) -> Router {
        self.answering
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .router
            .clone()
    }
}

/// Serves until `shutdown` is ready.
pub async fn serve<F>(listener: TcpListener, live: Live, shutdown: F) -> Result<(), DashboardError>
where
    F: Future<Output = ()> + Send + 'static,
{
    let stopping = Arc::new(Notify::new());
    let told = Arc::clone(&stopping);
    let until = async move {
        shutdown.await;
        told.notify_one();
    };
    let seats = Seats::within_files(live.connections);
    let answer = move |mut request: Request| {
        if let Some(ConnectInfo(Peer(address))) = request.extensions().get() {
            let address = ConnectInfo::<SocketAddr>(*address);
            request.extensions_mut().insert(address);
        }
        let router = live.now();
        async move {
            Ok::<_, Infallible>(
                router
                    .oneshot(request)
                    .await
                    .unwrap_or_else(|never| match never {}),
            )
        }
    };
    // Tries to sign in are counted by where they come from.
    let service = Router::new()
        .fallback_service(service_fn(answer))
        .into_make_service_with_connect_info::<Peer>();
    let server = axum::serve(PatientListener::over(listener, seats), service)
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
