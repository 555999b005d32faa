//! `/status`: how the server stands, for administrators; the same numbers as `/metrics`, in words.

use axum::extract::State;
use axum::response::Response;
use catalog::Arg;
use serde::Serialize;

use super::frame::Frame;
use super::metrics::only_administrators;
use super::uploads::{moment, private_page};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::request::Request;
use crate::say::Say;
use crate::upkeep::{From, Standing};
use crate::view::OF_WORDS;
use crate::visitor::Visitor;

/// The address.
pub const STATUS: &str = "/status";

/// Everything that `status.html` may use.
#[derive(Debug, Serialize)]
pub struct StatusPage {
    frame: Frame,
    title: String,
    /// What is not well, in words; nothing if all is.
    alarms: Vec<String>,
    parts: Vec<Part>,
    datasets: Vec<Vec<String>>,
    heads: [String; 6],
    datasets_title: String,
}

/// Numbers that belong together.
#[derive(Debug, Serialize)]
struct Part {
    id: &'static str,
    title: String,
    numbers: Vec<(String, String)>,
}

/// `/status`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    only_administrators(&visitor)?;
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    app.aside(move |app| {
        let say = app.say(language);
        let standing = Standing::of(app)?;
        let title = say.text("status");
        let page = StatusPage {
            frame: Frame::new(app, say, &title, &view.link(STATUS), None),
            title,
            alarms: alarms(&standing, say),
            parts: parts(app, &standing, say),
            datasets: datasets(app, &standing, say),
            heads: [
                "status-dataset",
                "status-batches",
                "rows-accepted",
                "rows-left-out",
                "status-newest",
                "status-age",
            ]
            .map(|id| say.text(id)),
            datasets_title: say.text("status-intake"),
        };
        let page = app.templates.render("status.html", &page)?;
        private_page(app, &visitor, say, &request.address, &page)
    })
    .await
}

fn alarms(standing: &Standing, say: Say<'_>) -> Vec<String> {
    let mut alarms = Vec::new();
    if !standing.has_room() {
        let (free, reserve) = (standing.disk.free >> 20, standing.disk_reserve >> 20);
        let numbers = [("free", Arg::Count(free)), ("reserve", Arg::Count(reserve))];
        alarms.push(say.about("status-disk-full", &numbers));
    }
    if standing.late_jobs > 0 {
        let count = [("count", Arg::Count(standing.late_jobs as u64))];
        alarms.push(say.about("status-late-jobs", &count));
    }
    alarms
}

fn parts(app: &App, standing: &Standing, say: Say<'_>) -> Vec<Part> {
    let metrics = app.upkeep().metrics();
    let count = |number: u64| catalog::format::number(number as f64, catalog::Unit::Count);
    let megabytes = |bytes: u64| say.about("megabytes", &[("count", Arg::Count(bytes >> 20))]);
    let row = |id: &str, value: String| (say.text(id), value);
    let server = vec![
        row("status-version", env!("CARGO_PKG_VERSION").to_owned()),
        row("data-version", count(standing.data_version)),
        row(
            "status-newest",
            standing
                .data_time
                .map_or_else(|| say.text("no-data"), |time| moment(time, say)),
        ),
        row("status-disk", megabytes(standing.disk.free)),
        row(
            "status-memory",
            standing.memory.map(megabytes).unwrap_or_default(),
        ),
    ];
    let answers = vec![
        row("status-computed", count(metrics.answers(From::Computed))),
        row("status-kept", count(metrics.answers(From::Kept))),
        row("status-unchanged", count(metrics.answers(From::Unchanged))),
        row("status-computing", count(standing.load.0 as u64)),
        row("status-waiting", count(standing.load.1 as u64)),
        row(
            "status-refused",
            count(
                ["waiting", "memory", "disk", "uploads"]
                    .map(|why| metrics.refusals(why))
                    .iter()
                    .sum(),
            ),
        ),
    ];
    let jobs = standing.jobs.iter();
    let jobs = jobs.map(|(state, number)| (say.text(&format!("upload-{state}")), count(*number)));
    let mails = standing.mails.iter();
    let mails =
        mails.map(|(state, number)| (say.text(&format!("mail-state-{}", state.id())), count(*number)));
    let part = |id, title: &str, numbers| Part {
        id,
        title: say.text(title),
        numbers,
    };
    vec![
        part("server", "status-server", server),
        part("answers", "status-answers", answers),
        part("jobs", "status-jobs", jobs.collect()),
        part("mails", "outbox", mails.collect()),
    ]
}

fn datasets(app: &App, standing: &Standing, say: Say<'_>) -> Vec<Vec<String>> {
    let count = |number: u64| catalog::format::number(number as f64, catalog::Unit::Count);
    let rows = standing.taken.iter().map(|((programme, dataset), taken)| {
        let known = app.catalog.programme(programme);
        let title = known.map_or_else(|| programme.clone(), |known| say.words(&known.title));
        let of = known.and_then(|known| known.dataset(dataset));
        let dataset = of.map_or_else(|| dataset.clone(), |of| say.words(&of.title));
        let days = taken
            .newest
            .map(|newest| standing.at.duration_since(newest).as_secs().max(0) / 86_400);
        vec![
            format!("{title} · {dataset}"),
            count(taken.batches),
            count(taken.accepted),
            count(taken.rejected),
            taken
                .newest
                .map_or_else(String::new, |newest| moment(newest, say)),
            days.map_or_else(String::new, |days| {
                say.about("status-days", &[("count", Arg::Count(days.unsigned_abs()))])
            }),
        ]
    });
    rows.collect()
}
