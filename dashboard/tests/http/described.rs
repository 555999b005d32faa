//! The description of the interface, held against the interface.

use axum::http::StatusCode;
use serde_json::Value;

use crate::app::{get, texts};

async fn description() -> Value {
    get("/api/openapi.json").await.json()
}

/// Every address described, with its operation.
fn operations(description: &Value) -> Vec<(String, Value)> {
    let paths = description["paths"].as_object().unwrap();
    paths
        .iter()
        .map(|(path, item)| (path.clone(), item["get"].clone()))
        .collect()
}

fn parameters(operation: &Value) -> Vec<Value> {
    operation["parameters"].as_array().cloned().unwrap_or_default()
}

fn word(value: &Value) -> String {
    match value {
        Value::Array(words) => words.iter().map(word).collect::<Vec<_>>().join(","),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// An address with some parameters, each a name and a value.
fn address(path: &str, operation: &Value, given: &[(String, String)]) -> String {
    let mut path = path.to_owned();
    for part in parameters(operation)
        .iter()
        .filter(|parameter| parameter["in"] == "path")
    {
        let name = part["name"].as_str().unwrap();
        let given = given.iter().find(|(known, _)| known == name);
        let value = given.map_or_else(|| word(&part["example"]), |(_, value)| value.clone());
        let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
        path = path.replace(&format!("{{{name}}}"), &value.replace('+', "%20"));
    }
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let in_query = |name: &str| {
        parameters(operation)
            .iter()
            .any(|known| known["in"] == "query" && known["name"] == name)
    };
    query.extend_pairs(given.iter().filter(|(name, _)| in_query(name)));
    let query = query.finish();
    if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    }
}

/// The examples of what is needed.
fn needed(operation: &Value) -> Vec<(String, String)> {
    parameters(operation)
        .iter()
        .filter(|parameter| parameter["required"] == true)
        .map(|parameter| (word(&parameter["name"]), word(&parameter["example"])))
        .collect()
}

#[tokio::test]
async fn every_address_of_the_interface_is_described_and_no_other() {
    let mut known: Vec<&str> = dashboard::patterns()
        .into_iter()
        .filter(|path| *path == "/api" || path.starts_with("/api/"))
        .filter(|path| !path.contains('*'))
        .collect();
    let description = description().await;
    let mut described: Vec<String> = operations(&description)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    known.sort_unstable();
    described.sort_unstable();
    assert_eq!(described, known);
    assert_eq!(description["openapi"], "3.1.0");
}

#[tokio::test]
async fn every_example_of_the_description_is_answered() {
    let description = description().await;
    for (path, operation) in operations(&description) {
        let needed = needed(&operation);
        let mut asked = vec![needed.clone()];
        for parameter in parameters(&operation) {
            assert!(!parameter["description"].as_str().unwrap().is_empty(), "{path}");
            let one = (word(&parameter["name"]), word(&parameter["example"]));
            assert!(
                !one.1.is_empty() && one.1 != "null",
                "{path}: {} has no example",
                one.0
            );
            if !needed.contains(&one) {
                asked.push([needed.clone(), vec![one]].concat());
            }
        }
        for parameters in asked {
            let address = address(&path, &operation, &parameters);
            let reply = get(&address).await;
            assert_eq!(reply.status, StatusCode::OK, "{address}: {}", reply.text());
            let media = reply.header("content-type");
            let described = operation["responses"]["200"]["content"].as_object().unwrap();
            let matching = described.keys().find(|known| media.starts_with(known.as_str()));
            assert!(matching.is_some(), "{address} comes as {media}");
        }
    }
}

#[tokio::test]
async fn what_is_answered_has_the_shape_that_is_described() {
    let description = description().await;
    let mut compared = 0;
    for (path, operation) in operations(&description) {
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        if schema["$ref"].is_null() {
            continue;
        }
        let answer = get(&address(&path, &operation, &needed(&operation))).await.json();
        let mut faults = Vec::new();
        fits(&path, &answer, schema, &description, &mut faults);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        compared += 1;
    }
    assert_eq!(compared, 6);
    let refusal = get("/api/v1/query?as-on=2026-11-22").await.json();
    let mut faults = Vec::new();
    fits(
        "problem",
        &refusal,
        &description["components"]["schemas"]["Problem"],
        &description,
        &mut faults,
    );
    assert!(faults.is_empty(), "{faults:?}");
}

/// As much of JSON Schema as the description uses.
fn fits(at: &str, value: &Value, schema: &Value, whole: &Value, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/components/schemas/").unwrap();
        let schema = &whole["components"]["schemas"][name];
        assert!(schema.is_object(), "`{name}` is not described");
        return fits(at, value, schema, whole, faults);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices.iter().any(|choice| {
            let mut inner = Vec::new();
            fits(at, value, choice, whole, &mut inner);
            inner.is_empty()
        });
        if !fitting {
            faults.push(format!("{at}: {value} fits none of {}", schema["oneOf"]));
        }
        return;
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().for_each(|part| fits(at, value, part, whole, faults));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.contains(&kind) {
        faults.push(format!("{at}: {kind}, not {kinds:?}"));
        return;
    }
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                fits(&format!("{at}[{number}]"), item, &schema["items"], whole, faults);
            }
        }
        Value::Object(fields) => {
            for name in schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                if !fields.contains_key(name) {
                    faults.push(format!("{at} has no `{name}`"));
                }
            }
            for (name, field) in fields {
                if let Some(known) = schema["properties"].get(name) {
                    fits(&format!("{at}.{name}"), field, known, whole, faults);
                }
            }
        }
        _ => {}
    }
}

/// Values that no one would send who means well.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999",
    "1.5",
    "NaN",
    "true",
    "null",
    "[]",
    "{}",
    ",",
    ",,,,",
    "=",
    "==",
    "a=b=c",
    "block=",
    "=block-2774",
    "block=block-2774,",
    "block-",
    "block-0",
    "gp-108289",
    "district-306",
    "state-27",
    "home-x",
    "centre-%",
    "0000-00-00",
    "9999-12-31",
    "-9999-01-01",
    "1900-01-01",
    "2199-12-31",
    "2026-02-29",
    "2026-11-22T25:61:61Z",
    "2026-11-22T12:30:00+99:99",
    "../../etc/passwd",
    "%00",
    "\u{0}",
    "\u{202e}kcolb",
    "ব্লক",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "${jndi:ldap://x}",
    "a\r\nSet-Cookie: x=y",
];

/// From the description, so that no parameter is forgotten: each with every hostile value, alone and twice.
#[tokio::test]
async fn no_value_of_any_parameter_makes_the_server_fail() {
    let description = description().await;
    let long = "9".repeat(3500);
    let commas = "persondays,".repeat(300);
    let mut asked = 0;
    for (path, operation) in operations(&description) {
        let needed = needed(&operation);
        for parameter in parameters(&operation) {
            let name = word(&parameter["name"]);
            let values = HOSTILE.iter().copied().chain([long.as_str(), commas.as_str()]);
            for value in values {
                let mut given = needed.clone();
                given.retain(|(known, _)| *known != name);
                given.push((name.clone(), value.to_owned()));
                for twice in [false, true] {
                    if twice {
                        given.push((name.clone(), value.to_owned()));
                    }
                    let address = address(&path, &operation, &given);
                    let reply = get(&address).await;
                    asked += 1;
                    assert!(
                        reply.status.as_u16() < 500,
                        "{address}: {} {}",
                        reply.status,
                        reply.text()
                    );
                    // A part of the path may lead to another address, or to none.
                    if reply.status != StatusCode::OK && path != "/api" {
                        assert!(
                            reply.is_a_problem(),
                            "{address}: {} {}",
                            reply.status,
                            reply.text()
                        );
                        assert!(reply.body.len() < 4000, "{address} repeats too much");
                    }
                }
            }
        }
    }
    assert!(asked > 2000, "{asked}");
}

#[tokio::test]
async fn query_strings_that_are_none_are_refused() {
    for (query, status) in [
        ("%", 400),
        ("&&&&", 400),
        ("=&=&=", 400),
        ("programme", 400),
        ("programme=%ff%fe", 404),
        ("programme=mgnrega;measure=persondays", 404),
        ("programme[]=mgnrega", 400),
        ("programme=mgnrega&measure=persondays#x", 200),
    ] {
        let reply = get(&format!("/api/v1/query?{query}")).await;
        assert_eq!(reply.status.as_u16(), status, "{query}: {}", reply.text());
    }
    let many = "&x=y".repeat(900);
    assert_eq!(
        get(&format!("/api/v1/query?{many}")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn the_page_of_the_interface_shows_what_is_described_in_each_language() {
    let description = description().await;
    for language in ["en", "bn", "hi"] {
        let reply = get(&format!("/api?language={language}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        let page = reply.page();
        let heads = texts(&page, "h2 code");
        for (path, operation) in operations(&description) {
            assert!(
                heads.contains(&format!("GET {path}")),
                "{path} is not on the page"
            );
            for parameter in parameters(&operation) {
                let names = texts(&page, "th code");
                assert!(names.contains(&word(&parameter["name"])));
            }
        }
        assert!(!reply.text().contains("<script>") && !reply.text().contains("//cdn"));
    }
    // What it offers to try is answered.
    let page = get("/api").await.page();
    let links = scraper::Selector::parse("main a[href^='/api/']").unwrap();
    let links: Vec<&str> = page.select(&links).filter_map(|link| link.attr("href")).collect();
    assert!(links.len() > 7, "{links:?}");
    for link in links {
        assert_eq!(get(link).await.status, StatusCode::OK, "{link}");
    }
}
