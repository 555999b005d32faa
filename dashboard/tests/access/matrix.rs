//! Every address of the table, by every role, inside and outside its scope.

use axum::http::{Method, StatusCode};

use crate::app::{INSIDE, OUTSIDE, ask, get, key, session};

/// What an address gives to whom.
#[derive(Debug, Clone, Copy)]
enum Gives {
    /// The same to everybody.
    Everybody(u16),
    /// This to those who are not signed in, that to the others.
    SignedOut(u16, u16),
    /// A page of those who send returns.
    OfSenders(u16),
    /// A page of a place.
    PageOfPlace,
    /// A file of a place.
    FileOfPlace,
    /// An answer about a place, of which everybody may ask.
    AnswerAboutPlace,
}

use Gives::{AnswerAboutPlace, Everybody, FileOfPlace, OfSenders, PageOfPlace, SignedOut};

/// An address for each pattern of the table, and what it gives. A route that is not here fails the test.
const TABLE: &[(&str, &str, Gives)] = &[
    ("/", "/", Everybody(200)),
    ("/glance.json", "/glance.json", Everybody(200)),
    ("/glance.csv", "/glance.csv", Everybody(200)),
    ("/glance.parquet", "/glance.parquet", Everybody(200)),
    ("/glance.xlsx", "/glance.xlsx", Everybody(200)),
    ("/glance.pdf", "/glance.pdf", Everybody(200)),
    ("/search", "/search?q=khatra", Everybody(200)),
    ("/sign-in", "/sign-in", SignedOut(200, 303)),
    ("/sign-out", "/sign-out", Everybody(405)),
    ("/uploads", "/uploads", OfSenders(200)),
    ("/uploads/{name}", "/uploads/nothing", OfSenders(404)),
    (
        "/uploads/{name}/confirm",
        "/uploads/nothing/confirm",
        Everybody(405),
    ),
    (
        "/uploads/{name}/discard",
        "/uploads/nothing/discard",
        Everybody(405),
    ),
    (
        "/uploads/{name}/mend/{number}",
        "/uploads/nothing/mend/0",
        OfSenders(404),
    ),
    ("/batches/{name}", "/batches/nothing", OfSenders(404)),
    ("/schedules", "/schedules", SignedOut(303, 200)),
    ("/schedules/unsubscribe", "/schedules/unsubscribe", Everybody(403)),
    ("/schedules/file", "/schedules/file", Everybody(403)),
    ("/schedules/{name}", "/schedules/pause", Everybody(405)),
    ("/help", "/help", Everybody(200)),
    ("/accessibility", "/accessibility", Everybody(200)),
    (
        "/reports/{name}",
        "/reports/children-report?format=xlsx&place={place}",
        FileOfPlace,
    ),
    ("/healthz", "/healthz", Everybody(200)),
    ("/static/{name}", "/static/nothing.css", Everybody(404)),
    ("/api", "/api", Everybody(200)),
    ("/api/openapi.json", "/api/openapi.json", Everybody(200)),
    ("/api/v1/datasets", "/api/v1/datasets", Everybody(200)),
    ("/api/v1/programmes", "/api/v1/programmes", Everybody(200)),
    (
        "/api/v1/programmes/{programme}",
        "/api/v1/programmes/children",
        Everybody(200),
    ),
    ("/api/v1/places", "/api/v1/places?within={place}", Everybody(200)),
    (
        "/api/v1/measures",
        "/api/v1/measures?programme=children",
        Everybody(200),
    ),
    (
        "/api/v1/query",
        "/api/v1/query?programme=children&measure=children_severe&within={place}",
        AnswerAboutPlace,
    ),
    ("/api/{*rest}", "/api/v2", Everybody(404)),
    ("/open-data", "/open-data", Everybody(200)),
    (
        "/open-data/{programme}/{file}",
        "/open-data/children/datapackage.json",
        Everybody(200),
    ),
    (
        "/open-data/{programme}/{file}",
        "/open-data/children/{place}.csv",
        Everybody(404),
    ),
    ("/{programme}", "/children", Everybody(303)),
    ("/{programme}/{place}", "/children/{place}", PageOfPlace),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/overview",
        PageOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/overview.csv",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/overview.json",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/overview.parquet",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/overview.xlsx",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/overview.pdf",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}/{chart}",
        "/children/{place}/overview/severe.svg",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}/{chart}",
        "/children/{place}/overview/severe.png",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}/{chart}",
        "/children/{place}/overview/severe.csv",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}/{chart}",
        "/children/{place}/overview/severe.xlsx",
        FileOfPlace,
    ),
];

/// Whoever may ask: an account, or nobody, and whether it sees all of the block `INSIDE`, and of any.
const READERS: [(&str, bool, bool); 7] = [
    ("", false, false),
    ("analyst", false, false),
    ("entry", true, false),
    ("bdo", true, false),
    ("cases", true, false),
    ("works", false, false),
    ("admin", true, true),
];

fn expected(gives: Gives, name: &str, sees: bool) -> u16 {
    let is_signed_in = !name.is_empty();
    match gives {
        OfSenders(_) if !is_signed_in => 303,
        OfSenders(_) if name == "analyst" => 403,
        OfSenders(status) => status,
        Everybody(status) => status,
        SignedOut(out, signed_in) => {
            if is_signed_in {
                signed_in
            } else {
                out
            }
        }
        PageOfPlace | FileOfPlace | AnswerAboutPlace if sees => 200,
        PageOfPlace if !is_signed_in => 303,
        FileOfPlace if !is_signed_in => 401,
        PageOfPlace | FileOfPlace | AnswerAboutPlace => 403,
    }
}

#[tokio::test]
async fn every_route_gives_every_role_what_it_may_have_and_nothing_more() {
    let mut faults = Vec::new();
    for pattern in dashboard::patterns() {
        if !TABLE.iter().any(|(known, ..)| *known == pattern) {
            faults.push(format!(
                "`{pattern}` is not in the table of this test: say who may have it"
            ));
        }
    }
    for (name, inside, everywhere) in READERS {
        let cookie = if name.is_empty() {
            String::new()
        } else {
            session(name, 0)
        };
        for (_, address, gives) in TABLE {
            for (place, sees) in [(INSIDE, inside), (OUTSIDE, everywhere)] {
                let address = address.replace("{place}", place);
                let reply = get(&address, &cookie).await;
                let expected = expected(*gives, name, sees);
                if reply.status.as_u16() != expected {
                    faults.push(format!("{address} by `{name}`: {}, not {expected}", reply.status));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn a_key_opens_the_api_as_far_as_its_account_and_no_page() {
    for (name, inside, everywhere) in READERS.into_iter().filter(|(name, ..)| !name.is_empty()) {
        let bearer = format!("Bearer {}", key(name).secret());
        for (place, sees) in [(INSIDE, inside), (OUTSIDE, everywhere)] {
            let address = format!("/api/v1/query?programme=children&measure=children_severe&within={place}");
            let reply = ask(Method::GET, &address, &[("authorization", &bearer)], "").await;
            assert_eq!(reply.status == StatusCode::OK, sees, "{name} {place}");
        }
        let page = ask(
            Method::GET,
            &format!("/children/{INSIDE}"),
            &[("authorization", &bearer)],
            "",
        )
        .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{name}");
    }
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_and_not_taken_for_nobody() {
    let forged = format!("Bearer {}", "0".repeat(64));
    for header in [
        forged.as_str(),
        "Bearer",
        "Basic YWRtaW46YWRtaW4=",
        "Bearer admin",
        "",
    ] {
        let reply = ask(
            Method::GET,
            "/api/v1/query?programme=mgnrega&measure=persondays",
            &[("authorization", header)],
            "",
        )
        .await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{header}");
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(reply.header("www-authenticate"), "Bearer");
    }
}
