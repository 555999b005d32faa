//! The doors of a real server: a whole journey whose secrets are looked for in its log, and the record of it.

use std::process::Command;

use scraper::{Html, Selector};

use crate::client::{Reply, get_with, post};
use crate::command::{Office, word};
use crate::server::Server;
use crate::sign_in::{PASSWORD, cookie, csrf, office, talkative};

fn python(program: &str, words: &[&str]) -> String {
    let python = std::env::var_os("JELA_PYTHON").unwrap_or_else(|| "python3".into());
    let ran = Command::new(python)
        .args(["-c", program])
        .args(words)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap().trim().to_owned()
}

/// The code that a phone shows now, by RFC 6238.
fn code(secret: &str) -> String {
    let program = "import base64,hashlib,hmac,struct,sys,time\n\
        key=base64.b32decode(sys.argv[1].replace(' ',''))\n\
        mac=hmac.new(key,struct.pack('>Q',int(time.time())//30),hashlib.sha1).digest()\n\
        at=mac[-1]&15\n\
        print('%06d'%((struct.unpack('>I',mac[at:at+4])[0]&0x7fffffff)%1000000))";
    python(program, &[secret])
}

fn text_of(page: &Reply, selector: &str) -> String {
    let html = Html::parse_document(page.text());
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).next().unwrap().text().collect()
}

/// A form on the sign-in page: its cookie and its token.
fn form(server: &Server) -> (String, String) {
    let page = get_with(&server.address, "/sign-in", &[]).is(200);
    let own = format!("__Host-jela_form={}", cookie(&page, "__Host-jela_form").unwrap());
    (own, csrf(&page, "form.sign-in"))
}

#[test]
fn no_secret_of_a_whole_journey_reaches_the_log_or_the_record() {
    let office = office();
    let log = office.path("log.txt");
    let server = talkative(&office.data(), &log);
    let mut secrets = vec![PASSWORD.to_owned(), "a-guess-that-is-wrong".to_owned()];

    let (own, token) = form(&server);
    let wrong = format!("name=bdo&password=a-guess-that-is-wrong&csrf={token}");
    post(&server.address, "/sign-in", &own, &wrong).is(401);
    secrets.push(token);

    // A link to a new password.
    let link = office.jela(&["user", "recover", "bdo"]).ends_with(0);
    let link = link.text().trim().split("link=").nth(1).unwrap().to_owned();
    get_with(&server.address, &format!("/recover?link={link}"), &[]).is(200);
    let sent = format!("link={link}&password=ochre-kite-41-palash");
    post(&server.address, "/recover", "", &sent).is(303);
    post(&server.address, "/recover", "", &sent).is(404);
    secrets.extend([link, "ochre-kite-41-palash".to_owned()]);

    // In, and a second factor.
    let (own, token) = form(&server);
    let right = format!("name=bdo&password=ochre-kite-41-palash&csrf={token}");
    let came_in = post(&server.address, "/sign-in", &own, &right).is(303);
    let session = cookie(&came_in, "__Host-jela_session").unwrap();
    secrets.extend([session.clone(), cookie(&came_in, "__Host-jela_device").unwrap()]);
    let session = format!("__Host-jela_session={session}");
    let page = get_with(&server.address, "/account/second-factor", &[("Cookie", &session)]).is(200);
    let token = csrf(&page, "form.sign-in");
    let begun = post(
        &server.address,
        "/account/second-factor",
        &session,
        &format!("csrf={token}&step=begin"),
    )
    .is(200);
    let shared = text_of(&begun, "code.secret");
    let shown = code(&shared);
    let confirm = format!("csrf={token}&step=confirm&code={shown}");
    let done = post(&server.address, "/account/second-factor", &session, &confirm).is(200);
    secrets.extend([
        shared.clone(),
        shared.replace(' ', ""),
        text_of(&done, ".codes code"),
        cookie(&done, "__Host-jela_session").unwrap(),
    ]);

    // By key.
    let key = office
        .jela(&["user", "key", "bdo"])
        .ends_with(0)
        .text()
        .trim()
        .to_owned();
    let bearer = format!("Bearer {key}");
    let path = "/api/v1/query?programme=children&measure=children_severe&within=block-2786";
    get_with(&server.address, path, &[("Authorization", &bearer)]).is(200);
    secrets.push(key);

    assert_eq!(server.stop().0, Some(0));
    let log = std::fs::read_to_string(log).unwrap();
    assert!(!log.is_empty());
    let record = office
        .jela(&["audit", "export", "--format", "jsonl"])
        .ends_with(0);
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log");
        assert!(!record.text().contains(&secret), "{secret} is on record");
    }
    // And yet all of it is there.
    for deed in [
        "wrong name or password",
        "set a password by a recovery link",
        "came in by password",
        "set up a second factor",
        "made the key ",
        "/api/v1/query?programme=children",
    ] {
        assert!(record.text().contains(deed), "{deed}: {}", record.text());
    }
    office.jela(&["audit", "verify"]).ends_with(0);
}

/// Runs a statement on the state, as whoever has the file can.
fn tamper(office: &Office, statement: &str) {
    let file = word(&office.data().join("state.sqlite"));
    let program = "import sqlite3,sys\nwith sqlite3.connect(sys.argv[1]) as db: db.execute(sys.argv[2])";
    python(program, &[&file, statement]);
}

#[test]
fn the_record_is_proved_whole_and_an_entry_that_was_altered_is_named() {
    let office = office();
    for role in ["line-list", "data-entry", "officer"] {
        office
            .jela(&["user", "change", "bdo", "--role", role, "--place", "block-2786"])
            .ends_with(0);
    }
    let whole = office.jela(&["audit", "verify"]).ends_with(0);
    assert_eq!(whole.text(), "whole: 4 entries, 0 anchors agree\n");
    let csv = office.jela(&["audit", "export", "--kind", "change"]).ends_with(0);
    assert_eq!(csv.text().lines().count(), 5, "{}", csv.text());
    tamper(
        &office,
        "UPDATE audit_entry SET what = replace(what, 'line-list', 'officer') WHERE number = 2",
    );
    let broken = office.jela(&["audit", "verify"]).ends_with(1);
    assert_eq!(broken.text(), "broken: entry 2: it is not as it was written\n");
    assert!(broken.err.contains("altered"), "{}", broken.err);
}

#[test]
fn words_that_mean_nothing_to_the_record_and_to_accounts_are_refused() {
    let office = office();
    for words in [
        &["audit", "export", "--kind", "king"][..],
        &["audit", "verify", "--anchors", "/nowhere/at/all"],
        &["user", "change", "nobody", "--role", "admin"],
        &["user", "change", "bdo", "--role", "officer"],
        &["user", "recover", "nobody"],
    ] {
        office.jela(words).ends_with(2);
    }
    // Without accounts there is nothing to prove, and nothing is made.
    let empty = Office::new();
    empty.jela(&["audit", "verify"]).ends_with(0);
    assert!(!empty.data().join("state.sqlite").exists());
}
