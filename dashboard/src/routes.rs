//! Every address of jela in one flat table.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};

use crate::app::AppState;
use crate::pages::{accessibility, chart, glance, help, place, problem, search, sign_in};
use crate::{api, layers, report};

/// No form that is filled in by hand is longer.
const FORM_BYTES: usize = 16 << 10;

/// Each address, and an example of it for the test that walks the table.
pub fn routes() -> Vec<(&'static str, &'static str, MethodRouter<AppState>)> {
    vec![
        ("/", "/", get(glance::show)),
        ("/glance.json", "/glance.json", get(glance::twin)),
        ("/glance.csv", "/glance.csv", get(glance::twin)),
        ("/glance.parquet", "/glance.parquet", get(glance::twin)),
        ("/glance.xlsx", "/glance.xlsx", get(glance::twin)),
        ("/glance.pdf", "/glance.pdf", get(glance::twin)),
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
        ("/help", "/help", get(help::show)),
        ("/accessibility", "/accessibility", get(accessibility::show)),
        (
            "/reports/{name}",
            "/reports/daily-employment?format=html",
            get(report::show),
        ),
        ("/healthz", "/healthz", get(layers::healthz)),
        ("/static/{name}", "/static/{stylesheet}", get(layers::stylesheet)),
        (
            "/api/v1/query",
            "/api/v1/query?programme=mgnrega&measure=persondays&by=block",
            get(api::query),
        ),
        ("/api/{*rest}", "/api/v2", get(problem::nothing_there)),
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
    let addresses = routes()
        .into_iter()
        .fold(Router::new(), |router, (path, _, method)| {
            router.route(path, method)
        });
    let router = addresses
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
