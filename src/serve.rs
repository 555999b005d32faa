//! `jela serve`: the dashboard, until it is told to stop.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use analytics::Engine;
use anyhow::Context;
use catalog::Catalog;
use dashboard::{AppState, Entrance, Live, Mailing, Most, Upkeep};
use reports::outbox::MailSettings;
use store::{ServerLock, State};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::{self, Config};
use crate::console;
use crate::exit::{Exit, Usage};
use crate::renewal::{Newest, Renewal};
use crate::sender::Sender;
use crate::tidy::Tidier;
use crate::workers::Workers;
use crate::{retention, service};

/// Threads for short looks into files and the state, which every request takes.
const LOOKS_AT_ONCE: usize = 8;

/// How long a thread without work is kept.
const KEPT_ALIVE: Duration = Duration::from_secs(2);

/// Where to listen.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

/// Serves until SIGTERM or Ctrl-C, and works on what is sent meanwhile.
pub fn run(data: &Path, args: &Args, config: &Config) -> anyhow::Result<Exit> {
    let _alone = ServerLock::take(data)?;
    let settings = config.mail_settings()?;
    let entrance = entrance(data, config, settings.as_ref())?;
    if entrance.state.accounts()?.is_empty() {
        console::say(
            "there are no accounts, so that nobody can sign in: `jela user add NAME --role admin --password-file FILE` makes one; if there were some, restore state.sqlite from a backup",
        );
    }
    let catalog = config::catalog(data)?;
    let engine = Arc::new(config::engine(data, &catalog)?);
    let newest = Newest::new(Arc::clone(&engine));
    let sender = settings
        .map(|settings| Sender::start(data, settings, newest.clone(), &entrance.state))
        .transpose()?;
    let upkeep = Upkeep::new(
        config.limits.most(),
        config.system.metrics()?,
        config.system.disk_reserve(),
    );
    let keeping = (&entrance, &upkeep);
    let live = Live::new(state(data, config, keeping, (catalog, engine))?);
    let asked = args.listen.as_ref().unwrap_or(&config.listen);
    let address: SocketAddr = asked.parse().map_err(|_| {
        Usage(format!(
            "`{asked}` is not an address; write it like 127.0.0.1:8080"
        ))
    })?;
    let runtime = threads(&config.limits.most())?;
    let listener = runtime.block_on(bind(address))?;
    runtime.spawn(dashboard::rest(live.clone()));
    let renewal = Renewal::of(data, config, keeping, (&live, &newest));
    runtime.spawn(renewal.clone().look_again());
    let workers = Workers::start(data, &entrance.state, config, move || renewal.renew())?;
    let tidier = Tidier::start(data, config)?;
    runtime.spawn(service::lives(newest.clone()));
    let served = runtime.block_on(listen(listener, live, workers.last_orders()));
    workers.stop();
    if let Some(tidier) = tidier {
        tidier.end();
    }
    // What is still being computed is not waited for.
    runtime.shutdown_background();
    if let Some(sender) = sender {
        sender.end();
    }
    served?;
    Ok(Exit::Done)
}

/// The threads that serve, and those on which answers are computed and files are waited for. Each has memory of its own, so
/// there are no more than can have work, and they end soon after it.
fn threads(most: &Most) -> anyhow::Result<Runtime> {
    let beside = most.answers_at_once + most.uploads_at_once + LOOKS_AT_ONCE;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(beside)
        .thread_keep_alive(KEPT_ALIVE)
        .build()
        .context("no threads can be started")
}

/// What the dashboard answers from: a catalog, over facts that are up to date with it.
pub fn state(
    data: &Path,
    config: &Config,
    (entrance, upkeep): (&Entrance, &Upkeep),
    (catalog, engine): (Arc<Catalog>, Arc<Engine>),
) -> anyhow::Result<AppState> {
    let home = config.home(&catalog)?;
    let kept_for = retention::kept_for(&catalog, config)?;
    let state = AppState::new(engine, catalog, home, entrance.clone(), data)?;
    let address = config.address()?;
    let state = state.behind(config.door()?).owned_by(config.owner());
    let state = state
        .reached_at(&address)
        .keeping(kept_for)
        .guarded(config.sign_in.guard(&address)?);
    Ok(state.kept_by(upkeep.clone()))
}

/// The way in: who has an account, and what stands before the server.
fn entrance(data: &Path, config: &Config, settings: Option<&MailSettings>) -> anyhow::Result<Entrance> {
    Ok(Entrance {
        state: Arc::new(State::open(data).context("without accounts nobody could sign in")?),
        clock: Arc::new(console::now),
        secure_cookies: config.secure_cookies,
        uploads: config.upload_limits(),
        proxies: config.proxies.clone(),
        mailing: settings.map(|settings| Mailing {
            domain: settings.from.domain().to_owned(),
            budget: config.mail.budget(),
        }),
    })
}

/// What keeps the address from being had may pass, as when the network comes up late: a manager of services tries again.
async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("{address} can't be listened on; is another program there?"))
}

async fn listen(
    listener: TcpListener,
    live: Live,
    last_orders: impl Fn() + Send + 'static,
) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM can't be waited for")?;
    let address = listener.local_addr()?;
    console::print_line(&format!("listening on http://{address}"))?;
    service::is_ready(&address.to_string());
    let shutdown = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        service::is_stopping();
        last_orders();
    };
    Ok(dashboard::serve(listener, live, shutdown).await?)
}
