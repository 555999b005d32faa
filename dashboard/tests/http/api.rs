//! The lists of the interface for programs, and what is stated of every answer.

use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::app::{Reply, ask, get};

const QUESTION: &str = "/api/v1/query?programme=mgnrega&measure=persondays&by=block";

fn lines(reply: &Reply) -> Vec<String> {
    reply.text().lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_long_list_comes_in_parts_that_say_how_many_there_are() {
    let whole = get("/api/v1/places?level=gp&within=district-305&format=csv").await;
    assert_eq!(whole.status, StatusCode::OK);
    let total = lines(&whole).len() - 1;
    assert!(total > 100, "{total}");
    let (mut found, mut address) = (
        Vec::new(),
        "/api/v1/places?level=gp&within=district-305&limit=70".to_owned(),
    );
    loop {
        let part = get(&address).await;
        let list = part.json();
        let items = list["items"].as_array().unwrap();
        assert_eq!(list["total"], total);
        assert_eq!(list["returned"], items.len());
        assert_eq!(part.header("jela-row-count"), items.len().to_string());
        assert_eq!(part.header("jela-total-count"), total.to_string());
        found.extend(items.iter().map(|item| item["code"].as_str().unwrap().to_owned()));
        let Some(next) = list["next"].as_str() else { break };
        assert_eq!(part.header("link"), format!("<{next}>; rel=\"next\""));
        next.clone_into(&mut address);
    }
    let codes: Vec<String> = lines(&whole)[1..]
        .iter()
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(found, codes);
}

#[tokio::test]
async fn names_come_in_three_languages_and_lists_as_json_and_csv_alike() {
    for (list, column) in [
        ("places?level=block", "name_bn"),
        ("programmes", "title_hi"),
        ("datasets", "title_bn"),
        ("measures", "definition_hi"),
    ] {
        let mark = if list.contains('?') { '&' } else { '?' };
        let csv = get(&format!("/api/v1/{list}{mark}format=csv")).await;
        let json = get(&format!("/api/v1/{list}")).await;
        assert_eq!(
            (csv.status, json.status),
            (StatusCode::OK, StatusCode::OK),
            "{list}"
        );
        assert!(lines(&csv)[0].split(',').any(|name| name == column), "{list}");
        assert_eq!(csv.header("jela-row-count"), json.header("jela-row-count"));
        assert!(json.json()["total"].as_u64().unwrap() > 4, "{list}");
    }
    let block = get("/api/v1/places?level=block&within=block-2774").await.json();
    assert_eq!(block["items"][0]["code"], "block-2774");
    assert!(!block["items"][0]["name"]["bn"].as_str().unwrap().is_ascii());
}

#[tokio::test]
async fn a_measure_says_what_it_is_and_what_it_can_be_asked_by() {
    let list = get("/api/v1/measures?programme=mgnrega").await.json();
    let items = list["items"].as_array().unwrap();
    let of = |id: &str| items.iter().find(|item| item["id"] == id).unwrap();
    let (days, women) = (of("persondays"), of("women_percent"));
    assert_eq!(
        (&days["kind"], &days["unit"]),
        (&"measure".into(), &"count".into())
    );
    assert_eq!(
        (&women["kind"], &women["unit"]),
        (&"indicator".into(), &"percent".into())
    );
    assert_eq!(days["over_time"], "cumulative");
    assert!(women["over_time"].is_null());
    assert_eq!(days["published"], "everything");
    for level in ["district", "block", "gp"] {
        assert!(
            days["levels"].as_array().unwrap().contains(&level.into()),
            "{days}"
        );
    }
    let pushti = get("/api/v1/measures?programme=pushti").await.json();
    let items = pushti["items"].as_array().unwrap();
    let published = items
        .iter()
        .find(|item| item["published"] == "publications")
        .unwrap();
    assert_eq!(published["publications"][0]["levels"][0], "district");
    assert!(items.iter().any(|item| item["published"] == "nothing"));
}

/// What the data dictionary offers must be askable, and what it leaves out is no answer.
#[tokio::test]
async fn every_breakdown_that_the_dictionary_offers_is_answered() {
    let list = get("/api/v1/measures?programme=mgnrega").await.json();
    for item in list["items"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        let words = |name: &str| -> Vec<String> {
            let words = item[name].as_array().unwrap().iter();
            words.map(|word| word.as_str().unwrap().to_owned()).collect()
        };
        for by in words("levels")
            .into_iter()
            .filter(|level| level != "state")
            .chain(words("dimensions"))
        {
            let reply = get(&format!("/api/v1/query?programme=mgnrega&measure={id}&by={by}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{id} by {by}: {}", reply.text());
        }
    }
}

#[tokio::test]
async fn the_stated_hash_and_row_count_are_those_of_what_arrived() {
    for address in [
        QUESTION.to_owned(),
        format!("{QUESTION}&format=csv"),
        format!("{QUESTION}&format=parquet"),
        format!("{QUESTION}&format=xlsx"),
        "/api/v1/places?level=gp".to_owned(),
        "/api/v1/measures?format=csv".to_owned(),
        "/api/v1/programmes/mgnrega".to_owned(),
    ] {
        // What would be compressed had it no hash.
        let reply = ask(Method::GET, &address, &[("accept-encoding", "gzip")]).await;
        assert_eq!(reply.status, StatusCode::OK, "{address}");
        let hash = STANDARD.encode(Sha256::digest(&reply.body));
        assert_eq!(
            reply.header("repr-digest"),
            format!("sha-256=:{hash}:"),
            "{address}"
        );
        if address.ends_with("csv") {
            assert_eq!(
                reply.header("jela-row-count"),
                (lines(&reply).len() - 1).to_string()
            );
        }
    }
    let answer = get(QUESTION).await;
    let rows = answer.json()["rows"].as_array().unwrap().len();
    assert_eq!(answer.header("jela-row-count"), rows.to_string());
}

#[tokio::test]
async fn what_is_known_already_is_not_sent_again_and_forms_are_told_apart() {
    for address in [QUESTION, "/api/v1/places?level=block", "/api/openapi.json"] {
        let first = get(address).await;
        let again = ask(Method::GET, address, &[("if-none-match", first.header("etag"))]).await;
        assert_eq!(
            (again.status, again.body.len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{address}"
        );
    }
    let json = get(QUESTION).await;
    let csv = [("accept", "text/csv"), ("if-none-match", json.header("etag"))];
    let csv = ask(Method::GET, QUESTION, &csv).await;
    assert_eq!(
        (csv.status, csv.header("content-type")),
        (StatusCode::OK, "text/csv; charset=utf-8")
    );
    assert!(csv.header("vary").split(", ").any(|name| name == "accept"));
    assert!(csv.text().starts_with("block_code,block,persondays"));
}

#[tokio::test]
async fn a_mistyped_parameter_is_answered_with_the_one_that_was_meant() {
    for (parameters, meant) in [
        ("programme=mgnrega&mesure=persondays", "measure"),
        ("programme=mgnrega&measure=persondays&as-on=2026-11-22", "as_on"),
        ("program=mgnrega", "programme"),
    ] {
        let reply = get(&format!("/api/v1/query?{parameters}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert!(reply.is_a_problem());
        let said = reply.json()["detail"].as_str().unwrap().to_owned();
        assert!(said.contains(&format!("did you mean `{meant}`?")), "{said}");
    }
    let reply = get("/api/v1/programmes?reader=operator").await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(!reply.text().contains("did you mean"));
}

#[tokio::test]
async fn values_of_the_wrong_type_are_refused_by_name() {
    for (address, parameter) in [
        ("places?limit=0", "limit"),
        ("places?limit=many", "limit"),
        ("places?limit=10001", "limit"),
        ("places?limit=%2B5", "limit"),
        ("places?offset=-1", "offset"),
        ("places?offset=1e3", "offset"),
        ("places?level=village", "level"),
        ("places?format=parquet", "format"),
        ("programmes/mgnrega?format=json", "format"),
        (
            "query?programme=mgnrega&measure=persondays&as_on=2026-02-30",
            "as_on",
        ),
        (
            "query?programme=mgnrega&measure=persondays&known_on=yesterday",
            "known_on",
        ),
        (
            "query?programme=mgnrega&measure=persondays&compare=then",
            "compare",
        ),
        (
            "query?programme=mgnrega&measure=persondays&language=english",
            "language",
        ),
    ] {
        let reply = get(&format!("/api/v1/{address}")).await;
        assert_eq!(
            reply.status,
            StatusCode::BAD_REQUEST,
            "{address}: {}",
            reply.text()
        );
        assert!(reply.is_a_problem(), "{address}");
        assert_eq!(reply.json()["parameter"], parameter, "{address}");
    }
}

#[tokio::test]
async fn every_refusal_of_the_interface_is_a_problem_that_programs_can_read() {
    let long = format!("/api/v1/query?programme={}", "x".repeat(5000));
    for (method, address, header, status) in [
        (Method::GET, "/api/v1/nothing", ("x-none", ""), 404),
        (Method::GET, "/api/v1/programmes/nothing", ("x-none", ""), 404),
        (Method::GET, "/api/v1/places?within=block-1", ("x-none", ""), 404),
        (
            Method::GET,
            "/api/v1/measures?programme=none",
            ("x-none", ""),
            404,
        ),
        (Method::POST, "/api/v1/places", ("x-none", ""), 405),
        (Method::DELETE, QUESTION, ("x-none", ""), 405),
        (Method::GET, QUESTION, ("accept", "text/html"), 406),
        (Method::GET, "/api/v1/places", ("accept", "application/pdf"), 406),
        (Method::GET, QUESTION, ("content-length", "20000000"), 413),
        (
            Method::POST,
            "/api/v1/places",
            ("content-length", "20000000"),
            413,
        ),
        (Method::GET, &long, ("x-none", ""), 414),
        (Method::GET, QUESTION, ("authorization", "Bearer no"), 401),
    ] {
        let reply = ask(method.clone(), address, &[header]).await;
        assert_eq!(reply.status.as_u16(), status, "{method} {address}");
        assert!(reply.is_a_problem(), "{method} {address}: {}", reply.text());
        assert_eq!(reply.header("cache-control"), "no-store");
    }
    assert_eq!(
        ask(Method::POST, "/api/v1/places", &[]).await.header("allow"),
        "GET,HEAD"
    );
}
