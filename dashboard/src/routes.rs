//! Every address of jela in one flat table.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};
use catalog::Language;

use crate::app::{App, AppState};
use crate::error::AppError;
use crate::pages::{
    accessibility, account, api as api_page, audit, batch, chart, convergence, feedback, glance, glossary,
    help, holdings, keys, mail_links, mend, metrics, open_data as open_data_page, place, policies, problem,
    recover, schedule_deeds, schedules, search, second_factor, sign_in, sign_on, site_map, status, upload,
    uploads,
};
use crate::reply::{Content, answer_in_words};
use crate::request::Request;
use crate::view::View;
use crate::visitor::Visitor;
use crate::{api, door, layers, open_data, report};

/// No form that is filled in by hand is longer.
const FORM_BYTES: usize = 16 << 10;

/// Makes a page of words, of which the address says no more than the language.
type Words = fn(&App, &View, Language) -> Result<Content, AppError>;

/// The handler of a page of words.
fn in_words(page: Words) -> MethodRouter<AppState> {
    get(
        move |State(app): State<AppState>, visitor: Visitor, request: Request| async move {
            answer_in_words(app, &request, &visitor, page).await
        },
    )
}

/// Each address, and an example of it for the test that walks the table.
pub fn routes() -> Vec<(&'static str, &'static str, MethodRouter<AppState>)> {
    vec![
        ("/", "/", get(glance::show)),
        ("/glance.json", "/glance.json", get(glance::twin)),
        ("/glance.csv", "/glance.csv", get(glance::twin)),
        ("/glance.parquet", "/glance.parquet", get(glance::twin)),
        ("/glance.xlsx", "/glance.xlsx", get(glance::twin)),
        ("/glance.pdf", "/glance.pdf", get(glance::twin)),
        ("/convergence", "/convergence", get(convergence::home)),
        (
            "/convergence/{place}",
            "/convergence/district-305.csv",
            get(convergence::show),
        ),
        ("/search", "/search?q=khatra", get(search::show)),
        (
            "/sign-in",
            "/sign-in?next=/help",
            get(sign_in::show)
                .post(sign_in::enter)
                .layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            "/sign-out",
            "/sign-out",
            post(sign_in::leave).layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        ("/sign-in/{name}", "/sign-in/nobody", get(sign_on::begin)),
        (
            "/sign-in/{name}/callback",
            "/sign-in/nobody/callback?code=x&state=x",
            get(sign_on::back),
        ),
        (
            recover::RECOVER,
            "/recover?link=x",
            get(recover::show)
                .post(recover::recover)
                .layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (account::ACCOUNT, account::ACCOUNT, get(account::show)),
        (
            "/account/sessions",
            "/account/sessions",
            post(account::end_sessions).layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            "/account/password",
            "/account/password",
            post(account::change_password).layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            keys::KEYS,
            keys::KEYS,
            get(keys::show)
                .post(keys::change)
                .layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            second_factor::SECOND_FACTOR,
            second_factor::SECOND_FACTOR,
            get(second_factor::show)
                .post(second_factor::change)
                .layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            uploads::UPLOADS,
            uploads::UPLOADS,
            // Files are counted as they come in, so that one too many is told as a page.
            get(uploads::show)
                .post(uploads::send)
                .layer(DefaultBodyLimit::disable()),
        ),
        (
            "/uploads/{name}",
            "/uploads/0123456789abcdef0123456789abcdef",
            get(upload::show),
        ),
        (
            "/uploads/{name}/confirm",
            "/uploads/0123456789abcdef0123456789abcdef/confirm",
            post(upload::confirm).layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            "/uploads/{name}/discard",
            "/uploads/0123456789abcdef0123456789abcdef/discard",
            post(upload::discard).layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            "/uploads/{name}/mend/{number}",
            "/uploads/0123456789abcdef0123456789abcdef/mend/0",
            get(mend::workbook),
        ),
        (
            "/batches/{name}",
            "/batches/0123456789abcdef0123456789abcdef",
            get(batch::show),
        ),
        (
            "/schedules",
            "/schedules",
            get(schedules::show)
                .post(schedule_deeds::add)
                .layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            "/schedules/unsubscribe",
            "/schedules/unsubscribe?recipient=x&seal=x",
            get(mail_links::ask)
                .post(mail_links::unsubscribe)
                .layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (
            "/schedules/file",
            "/schedules/file?delivery=x&format=pdf&until=0&seal=x",
            get(mail_links::file),
        ),
        (
            "/schedules/{name}",
            "/schedules/pause",
            post(schedule_deeds::done).layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        (audit::AUDIT, audit::AUDIT, get(audit::show)),
        ("/audit.csv", "/audit.csv", get(audit::csv)),
        ("/audit.jsonl", "/audit.jsonl", get(audit::json)),
        ("/help", "/help", in_words(help::page)),
        ("/help/glossary", "/help/glossary", in_words(glossary::page)),
        ("/site-map", "/site-map", get(site_map::show)),
        ("/policies", "/policies", in_words(policies::page)),
        ("/feedback", "/feedback", in_words(feedback::page)),
        ("/accessibility", "/accessibility", in_words(accessibility::page)),
        (
            "/reports/{name}",
            "/reports/daily-employment?format=html",
            get(report::show),
        ),
        ("/healthz", "/healthz", get(layers::healthz)),
        ("/readyz", "/readyz", get(metrics::ready)),
        ("/metrics", "/metrics", get(metrics::show)),
        (status::STATUS, status::STATUS, get(status::show)),
        (
            holdings::HOLDINGS,
            holdings::HOLDINGS,
            get(holdings::show)
                .post(holdings::look_up)
                .layer(DefaultBodyLimit::max(FORM_BYTES)),
        ),
        ("/holdings.json", "/holdings.json", get(holdings::json)),
        ("/static/{name}", "/static/{stylesheet}", get(layers::fixed)),
        ("/api", "/api", in_words(api_page::page)),
        ("/api/openapi.json", "/api/openapi.json", get(api::openapi)),
        ("/api/v1/datasets", "/api/v1/datasets", get(api::datasets)),
        ("/api/v1/programmes", "/api/v1/programmes", get(api::programmes)),
        (
            "/api/v1/programmes/{programme}",
            "/api/v1/programmes/mgnrega",
            get(api::programme),
        ),
        (
            "/api/v1/places",
            "/api/v1/places?level=block&within=district-305",
            get(api::places),
        ),
        (
            "/api/v1/measures",
            "/api/v1/measures?programme=mgnrega",
            get(api::measures),
        ),
        (
            "/api/v1/query",
            "/api/v1/query?programme=mgnrega&measure=persondays&by=block",
            get(api::query),
        ),
        ("/api/{*rest}", "/api/v2", get(problem::nothing_there)),
        ("/open-data", "/open-data", in_words(open_data_page::page)),
        (
            "/open-data/{programme}/{file}",
            "/open-data/mgnrega/datapackage.json",
            get(open_data::serve),
        ),
        ("/{programme}", "/mgnrega", get(place::home)),
        ("/{programme}/{place}", "/mgnrega/district-305", get(place::show)),
        (
            "/{programme}/{place}/{page}",
            "/mgnrega/district-305/overview.csv",
            get(place::show),
        ),
        (
            "/{programme}/{place}/{page}/{chart}",
            "/mgnrega/district-305/overview/demand-met.svg",
            get(chart::show),
        ),
    ]
}

/// The table as a service, with what every answer gets.
pub fn router(state: AppState) -> Router {
    type Address = (&'static str, &'static str, MethodRouter<AppState>);
    let together = |addresses: Vec<Address>| {
        addresses
            .into_iter()
            .fold(Router::new(), |router, (path, _, method)| {
                router.route(
                    path,
                    method.layer(from_fn(move |request, next| layers::marked(path, request, next))),
                )
            })
    };
    let (data, pages): (Vec<_>, Vec<_>) = routes().into_iter().partition(|(path, ..)| door::guards(path));
    let router = together(pages)
        .merge(door::around(together(data), &state))
        .fallback(problem::nothing_there)
        .method_not_allowed_fallback(problem::no_such_method);
    layers::around(router, state.clone()).with_state(state)
}

/// Each address as it stands in the table, for the tests that must know all of them.
pub fn patterns() -> Vec<&'static str> {
    routes().into_iter().map(|(path, ..)| path).collect()
}

/// An example of each address, for the tests that walk the table.
pub fn examples() -> Vec<&'static str> {
    routes().into_iter().map(|(_, example, _)| example).collect()
}
