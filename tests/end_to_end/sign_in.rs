//! Signing in at a real server, as a browser does, and what is told of it in the log.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use scraper::{Html, Selector};

use crate::client::{Reply, get_with, post};
use crate::command::{Office, command};
use crate::server::Server;

pub const PASSWORD: &str = "teal-river-79-mahua";
const OWN: &str = "/children/block-2786";

pub fn office() -> Office {
    let office = Office::new();
    let children = include_str!("../../dashboard/tests/access/children.toml");
    office.file("data/programmes/children/programme.toml", children.as_bytes());
    let password = office.file("password.txt", PASSWORD.as_bytes());
    office
        .jela(&[
            "user",
            "add",
            "bdo",
            "--role",
            "officer",
            "--place",
            "block-2786",
            "--password-file",
            &password,
        ])
        .ends_with(0);
    office
}

/// A server that writes down all it has to say.
pub fn talkative(data: &Path, log: &Path) -> Server {
    let mut command = command(data);
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("JELA_LOG", "trace")
        .env("JELA_SECURE_COOKIES", "true");
    Server::of(
        command
            .stdout(Stdio::piped())
            .stderr(File::create(log).unwrap())
            .spawn()
            .unwrap(),
    )
}

pub fn cookie(reply: &Reply, name: &str) -> Option<String> {
    reply
        .headers
        .iter()
        .filter(|(header, _)| header == "set-cookie")
        .filter_map(|(_, line)| line.split(';').next()?.split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.to_owned())
}

pub fn csrf(reply: &Reply, form: &str) -> String {
    let page = Html::parse_document(reply.text());
    let field = Selector::parse(&format!("{form} input[name=csrf]")).unwrap();
    let found = page.select(&field).next().unwrap();
    found.attr("value").unwrap().to_owned()
}

#[test]
fn an_officer_signs_in_reads_their_block_and_signs_out_and_no_secret_reaches_the_log() {
    let office = office();
    let log = office.path("log.txt");
    let server = talkative(&office.data(), &log);
    let at = |path: &str, cookie: &str| get_with(&server.address, path, &[("Cookie", cookie)]);

    let away = at(OWN, "").is(303);
    assert_eq!(away.header("location"), "/sign-in?next=%2Fchildren%2Fblock-2786");
    let form = at(away.header("location"), "").is(200);
    let own = format!("__Host-jela_form={}", cookie(&form, "__Host-jela_form").unwrap());
    let sent = format!(
        "name=bdo&password={PASSWORD}&next={OWN}&csrf={}",
        csrf(&form, "form.sign-in")
    );
    let came_in = post(&server.address, "/sign-in", &own, &sent).is(303);
    assert_eq!(came_in.header("location"), OWN);
    let lines = came_in.headers.iter().filter(|(name, _)| name == "set-cookie");
    assert!(
        lines
            .into_iter()
            .all(|(_, line)| line.contains("HttpOnly") && line.contains("; Secure"))
    );
    let secret = cookie(&came_in, "__Host-jela_session").unwrap();
    let session = format!("__Host-jela_session={secret}");

    // A cookie that a neighbour under the same domain could have set is none.
    at(OWN, &format!("jela_session={secret}")).is(303);
    let page = at(OWN, &session).is(200);
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    assert!(page.header("cache-control").starts_with("private"));
    at("/children/block-2774", &session).is(403);
    at(
        OWN,
        &format!("__Host-jela_session={}", secret.replace(&secret[..4], "0000")),
    )
    .is(303);

    let out = format!("csrf={}", csrf(&page, "form.account"));
    post(&server.address, "/sign-out", &session, "").is(403);
    post(&server.address, "/sign-out", &session, &out).is(303);
    at(OWN, &session).is(303);

    assert_eq!(server.stop().0, Some(0));
    let log = std::fs::read_to_string(log).unwrap();
    assert!(!log.contains(PASSWORD) && !log.contains(&secret), "{log}");
}

#[test]
fn an_account_that_is_disabled_is_out_of_a_running_server_within_seconds() {
    let office = office();
    let server = Server::start(&office.data());
    let key = office.jela(&["user", "key", "bdo"]).ends_with(0);
    let bearer = format!("Bearer {}", key.text().trim_end());
    let path = "/api/v1/query?programme=children&measure=children_severe&within=block-2786";
    let asked = || get_with(&server.address, path, &[("Authorization", &bearer)]);
    asked().is(200);
    office.jela(&["user", "disable", "bdo"]).ends_with(0);
    std::thread::sleep(std::time::Duration::from_secs(3));
    asked().is(401);
}

#[test]
fn a_server_whose_accounts_can_not_be_read_says_so_and_does_not_start() {
    let office = Office::new();
    office.file(
        "data/state.sqlite",
        "this is no database at all".repeat(50).as_bytes(),
    );
    let ran = office.jela(&["serve", "--listen", "127.0.0.1:0"]).ends_with(1);
    assert!(
        ran.err.contains("state.sqlite") && ran.out.is_empty(),
        "{}",
        ran.err
    );
}

#[test]
fn settings_of_the_way_in_that_mean_nothing_are_named() {
    for (name, value) in [("JELA_SECURE_COOKIES", "perhaps"), ("JELA_PROXIES", "front-door")] {
        let office = Office::new();
        let output = command(&office.data())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env(name, value)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains(name) && err.contains(value), "{err}");
    }
}
