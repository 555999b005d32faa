//! `jela serve`: the dashboard, until it is told to stop.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use dashboard::{AppState, Entrance};
use store::State;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::{self, Config};
use crate::console;
use crate::exit::{Exit, Usage};

/// Where to listen.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

/// Serves until SIGTERM or Ctrl-C.
pub fn run(data: &Path, args: &Args, config: &Config) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let home = config.home(&catalog)?;
    let engine = Arc::new(config::engine(data, &catalog)?);
    let state = AppState::new(engine, catalog, home, entrance(data, config)?, data)?;
    let asked = args.listen.as_ref().unwrap_or(&config.listen);
    let address: SocketAddr = asked.parse().map_err(|_| {
        Usage(format!(
            "`{asked}` is not an address; write it like 127.0.0.1:8080"
        ))
    })?;
    let runtime = tokio::runtime::Runtime::new().context("no threads can be started")?;
    runtime.block_on(listen(address, state))?;
    Ok(Exit::Done)
}

/// The way in: who has an account, and what stands before the server.
fn entrance(data: &Path, config: &Config) -> anyhow::Result<Entrance> {
    Ok(Entrance {
        state: Arc::new(State::open(data).context("without accounts nobody could sign in")?),
        clock: Arc::new(console::now),
        secure_cookies: config.secure_cookies,
        proxies: config.proxies.clone(),
    })
}

async fn listen(address: SocketAddr, state: AppState) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|fault| Usage(format!("{address} can't be listened on: {fault}")))?;
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM can't be waited for")?;
    console::print_line(&format!("listening on http://{}", listener.local_addr()?))?;
    let shutdown = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    Ok(dashboard::serve(listener, state, shutdown).await?)
}
