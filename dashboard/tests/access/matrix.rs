//! Every address of the table, by every role, inside and outside its scope.

use axum::http::{Method, StatusCode};

use crate::app::{INSIDE, OUTSIDE, Reply, ask, get, key, post, session};

/// What an address gives to whom.
#[derive(Debug, Clone, Copy)]
enum Gives {
    /// The same to everybody.
    Everybody(u16),
    /// This to those who are not signed in, that to the others.
    SignedOut(u16, u16),
    /// A page of those who send returns.
    OfSenders(u16),
    /// For administrators; this to those who are not signed in.
    OfAdministrators(u16),
    /// A page of a place.
    PageOfPlace,
    /// A file of a place.
    FileOfPlace,
    /// An answer about a place, of which everybody may ask.
    AnswerAboutPlace,
}

use Gives::{AnswerAboutPlace, Everybody, FileOfPlace, OfAdministrators, OfSenders, PageOfPlace, SignedOut};

/// An address for each pattern of the table, and what it gives. A route that is not here fails the test.
const TABLE: &[(&str, &str, Gives)] = &[
    ("/", "/", Everybody(200)),
    ("/glance.json", "/glance.json", Everybody(200)),
    ("/glance.csv", "/glance.csv", Everybody(200)),
    ("/glance.parquet", "/glance.parquet", Everybody(200)),
    ("/glance.xlsx", "/glance.xlsx", Everybody(200)),
    ("/glance.pdf", "/glance.pdf", Everybody(200)),
    ("/convergence", "/convergence", Everybody(303)),
    // Each programme decides what it gives of its own; the page is there for everybody.
    ("/convergence/{place}", "/convergence/{place}", Everybody(200)),
    ("/search", "/search?q=khatra", Everybody(200)),
    ("/sign-in", "/sign-in", SignedOut(200, 303)),
    ("/sign-out", "/sign-out", Everybody(405)),
    ("/sign-in/{name}", "/sign-in/nobody", Everybody(404)),
    (
        "/sign-in/{name}/callback",
        "/sign-in/nobody/callback?code=x&state=x",
        Everybody(404),
    ),
    ("/audit", "/audit", OfAdministrators(303)),
    ("/audit.csv", "/audit.csv", OfAdministrators(401)),
    ("/audit.jsonl", "/audit.jsonl", OfAdministrators(401)),
    ("/recover", "/recover?link=nothing", Everybody(404)),
    ("/account", "/account", SignedOut(303, 200)),
    ("/account/sessions", "/account/sessions", Everybody(405)),
    ("/account/password", "/account/password", Everybody(405)),
    ("/account/keys", "/account/keys", SignedOut(303, 200)),
    (
        "/account/second-factor",
        "/account/second-factor",
        SignedOut(303, 200),
    ),
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
    ("/help/glossary", "/help/glossary", Everybody(200)),
    ("/site-map", "/site-map", Everybody(200)),
    ("/policies", "/policies", Everybody(200)),
    ("/feedback", "/feedback", Everybody(200)),
    ("/accessibility", "/accessibility", Everybody(200)),
    (
        "/reports/{name}",
        "/reports/children-report?format=xlsx&place={place}",
        FileOfPlace,
    ),
    ("/reports/{name}", "/reports/0123456789abcdef", Everybody(404)),
    ("/healthz", "/healthz", Everybody(200)),
    ("/readyz", "/readyz", Everybody(200)),
    ("/metrics", "/metrics", OfAdministrators(401)),
    ("/status", "/status", OfAdministrators(303)),
    ("/holdings", "/holdings", OfAdministrators(303)),
    ("/holdings.json", "/holdings.json", OfAdministrators(401)),
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
        "/children/{place}/review",
        PageOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/review.pdf",
        FileOfPlace,
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
    // What a measure means is for everybody; its figures are not.
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/indicator?measure=children_severe",
        Everybody(200),
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/indicator.csv?measure=children_severe",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/source?measure=children_severe",
        PageOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/source.json?measure=children_severe",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/source.pdf?measure=children_severe",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/compare?measure=children_severe",
        PageOfPlace,
    ),
    (
        "/{programme}/{place}/{page}",
        "/children/{place}/compare.parquet?measure=children_severe",
        FileOfPlace,
    ),
    (
        "/{programme}/{place}/{page}/{chart}",
        "/children/{place}/indicator/months.svg?measure=children_severe",
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
        OfAdministrators(_) if name == "admin" => 200,
        OfAdministrators(out) if !is_signed_in => out,
        OfAdministrators(_) => 403,
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
                if !reply.status.is_success() && tells_a_figure(&reply) {
                    faults.push(format!(
                        "{address} by `{name}` tells a figure although it is {expected}"
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The children weighed, in each block, stand alone in whatever tells them; a random token may hold the digits.
fn tells_a_figure(reply: &Reply) -> bool {
    let text = String::from_utf8_lossy(&reply.body);
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.any(|word| word == "512")
}

/// Each address that takes a form, and what a form without the session's own token comes to: for who is signed out, and
/// for who is signed in. Every other address takes none.
const FORMS: &[(&str, u16, u16)] = &[
    ("/sign-in", 403, 403),
    // Nobody is there to be signed out.
    ("/sign-out", 303, 403),
    ("/recover", 404, 404),
    ("/account/sessions", 303, 403),
    ("/account/password", 303, 403),
    ("/account/second-factor", 303, 403),
    ("/account/keys", 303, 403),
    // It is no form of several parts.
    ("/uploads", 303, 400),
    ("/uploads/{name}/confirm", 303, 403),
    ("/uploads/{name}/discard", 303, 403),
    ("/schedules", 303, 403),
    ("/schedules/unsubscribe", 403, 403),
    ("/schedules/{name}", 303, 403),
    ("/holdings", 303, 403),
];

#[tokio::test]
async fn no_form_is_taken_from_elsewhere_whoever_is_signed_in() {
    let mut faults = Vec::new();
    for (name, ..) in READERS {
        let cookie = if name.is_empty() {
            String::new()
        } else {
            session(name, 0)
        };
        for (pattern, address, _) in TABLE {
            let address = address.replace("{place}", INSIDE);
            let known = FORMS.iter().find(|(known, ..)| known == pattern);
            let expected = match known {
                None => 405,
                Some((_, out, _)) if name.is_empty() => *out,
                // Analysts send no returns.
                Some(("/uploads" | "/uploads/{name}/confirm" | "/uploads/{name}/discard", ..))
                    if name == "analyst" =>
                {
                    403
                }
                Some((.., signed_in)) => *signed_in,
            };
            for csrf in ["", "forged"] {
                let reply = post(
                    &address,
                    &cookie,
                    &[("csrf", csrf), ("step", "begin"), ("session", "others")],
                )
                .await;
                if reply.status.as_u16() != expected {
                    faults.push(format!(
                        "POST {address} by `{name}`: {}, not {expected}",
                        reply.status
                    ));
                }
            }
        }
        if !name.is_empty() {
            let still = get("/account", &cookie).await;
            assert_eq!(
                still.status,
                StatusCode::OK,
                "{name} was signed out by a forged form"
            );
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
