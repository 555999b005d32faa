//! Files sent through the page: what is taken, what is refused, and who sees what became of it. What a worker makes of them is
//! told end to end; here nobody works, so that an upload stays as it came in.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use scraper::{Html, Selector};
use store::state::{JobState, Lease, Worked};
use tokio::sync::Mutex;

use crate::app::{Reply, get, now, post, send, session, with_account};

/// What the server of these tests takes at once.
pub const LIMITS: dashboard::UploadLimits = dashboard::UploadLimits {
    bytes: 64 << 10,
    files: 3,
};

/// They share one queue, and one of them works on it.
static ALONE: Mutex<()> = Mutex::const_new(());

const BOUNDARY: &str = "----one-part-and-the-next";

/// A form as browsers send it.
fn form(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

async fn send_form(cookie: &str, body: Vec<u8>) -> Reply {
    let request = Request::post("/uploads")
        .header("cookie", cookie)
        .header(
            "content-type",
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .header("content-length", body.len());
    send(request.body(Body::from(body)).unwrap()).await
}

async fn csrf(cookie: &str) -> String {
    get("/uploads", cookie)
        .await
        .field("form.upload input[name=csrf]")
}

/// Sends files; the address of the upload.
async fn sent(cookie: &str, files: &[(&str, &[u8])]) -> String {
    let csrf = csrf(cookie).await;
    let reply = send_form(cookie, form(&[("csrf", &csrf)], files)).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    reply.header("location").to_owned()
}

fn id(address: &str) -> String {
    address.strip_prefix("/uploads/").unwrap().to_owned()
}

/// The right to work on a job; those that other tests left behind come first.
fn leased(job: &str) -> Lease {
    let job = job.to_owned();
    let lasts = jiff::SignedDuration::from_secs(60);
    with_account(move |state| {
        loop {
            let lease = state.next_job("test", now(), lasts).unwrap().unwrap();
            if lease.job.id == job {
                return lease;
            }
        }
    })
}

fn originals() -> usize {
    let folder = crate::app::data().join("originals");
    std::fs::read_dir(folder).map_or(0, |files| files.count())
}

fn texts(reply: &Reply, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&reply.text());
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    found
        .map(|one| one.text().collect::<String>().trim().to_owned())
        .collect()
}

#[tokio::test]
async fn files_that_are_sent_wait_in_the_queue_and_are_shown_to_their_sender_and_the_admin_alone() {
    let _alone = ALONE.lock().await;
    let cookie = session("entry", 0);
    let address = sent(&cookie, &[("a.csv", b"x"), ("b.csv", b"y")]).await;
    let page = get(&address, &cookie).await;
    assert_eq!((page.status, page.header("refresh")), (StatusCode::OK, "2"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text().contains("Waiting") && page.text().contains("0 of 2 files read"));
    let json = get(&format!("{address}.json"), &cookie).await;
    let json: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
    assert_eq!(
        (&json["state"], &json["files"][1]["name"]),
        (&"queued".into(), &"b.csv".into())
    );
    assert_eq!(get(&address, &session("admin", 0)).await.status, StatusCode::OK);
    for other in ["bdo", "cases", "works", "analyst"] {
        let cookie = session(other, 0);
        assert_eq!(
            get(&address, &cookie).await.status,
            StatusCode::FORBIDDEN,
            "{other}"
        );
        assert_eq!(
            get(&format!("{address}.json"), &cookie).await.status,
            StatusCode::FORBIDDEN
        );
        let list = get("/uploads", &cookie).await;
        assert!(!list.text().contains(&id(&address)), "{other}");
    }
    assert_eq!(get(&address, "").await.status, StatusCode::SEE_OTHER);
    assert!(get("/uploads", &cookie).await.text().contains(&id(&address)));
    assert!(
        get("/uploads", &session("admin", 0))
            .await
            .text()
            .contains(&id(&address))
    );
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_and_leaves_nothing() {
    let _alone = ALONE.lock().await;
    let cookie = session("entry", 0);
    let of_another = csrf(&session("bdo", 0)).await;
    for wrong in ["", "0000", of_another.as_str()] {
        let body = form(&[("csrf", wrong)], &[("wrong-form.csv", b"x")]);
        let reply = send_form(&cookie, body).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{wrong}");
    }
    assert!(!get("/uploads", &cookie).await.text().contains("wrong-form.csv"));
    let address = sent(&cookie, &[("a.csv", b"x")]).await;
    for what in ["confirm", "discard"] {
        let reply = post(&format!("{address}/{what}"), &cookie, &[("csrf", &of_another)]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{what}");
    }
    assert!(get(&address, &cookie).await.text().contains("Waiting"));
}

#[tokio::test]
async fn who_sends_no_returns_can_send_none() {
    let _alone = ALONE.lock().await;
    let body = || form(&[("csrf", "x")], &[("a.csv", b"x")]);
    assert_eq!(send_form("", body()).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        send_form(&session("analyst", 0), body()).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn more_than_may_be_sent_at_once_is_told_as_a_page_and_nothing_of_it_stays() {
    let _alone = ALONE.lock().await;
    let cookie = session("entry", 0);
    let csrf = csrf(&cookie).await;
    let large = vec![7; 70 << 10];
    let half = vec![7; 40 << 10];
    let one: (&str, &[u8]) = ("a.csv", b"x");
    let largest = vec![7; 400 << 10];
    for files in [
        vec![("too-large.xlsx", large.as_slice())],
        vec![("too-large.xlsx", half.as_slice()), ("b.xlsx", half.as_slice())],
        vec![("too-large.xlsx", largest.as_slice())],
        vec![("too-large.xlsx", b"x".as_slice()), one, one, one],
    ] {
        let reply = send_form(&cookie, form(&[("csrf", &csrf)], &files)).await;
        assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
        let text = reply.text();
        assert!(
            text.contains("Too much at once") && text.contains("at most 3 files"),
            "{text}"
        );
    }
    assert!(!get("/uploads", &cookie).await.text().contains("too-large.xlsx"));
}

#[tokio::test]
async fn a_form_without_files_or_with_words_that_mean_nothing_is_refused() {
    let _alone = ALONE.lock().await;
    let cookie = session("entry", 0);
    let csrf = csrf(&cookie).await;
    let file: (&str, &[u8]) = ("strange-form.csv", b"x");
    for (fields, files) in [
        (vec![("csrf", csrf.as_str())], vec![]),
        (vec![("csrf", csrf.as_str())], vec![("", b"".as_slice())]),
        (
            vec![("csrf", csrf.as_str()), ("programme", "no-such")],
            vec![file],
        ),
        (vec![("csrf", csrf.as_str()), ("as_on", "yesterday")], vec![file]),
    ] {
        let reply = send_form(&cookie, form(&fields, &files)).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{fields:?}");
    }
    let mut cut = form(&[("csrf", &csrf)], &[file]);
    cut.truncate(cut.len() - 60);
    assert_eq!(send_form(&cookie, cut).await.status, StatusCode::BAD_REQUEST);
    let plain = post("/uploads", &cookie, &[("csrf", &csrf)]).await;
    assert_eq!(plain.status, StatusCode::BAD_REQUEST);
    assert!(!get("/uploads", &cookie).await.text().contains("strange-form.csv"));
}

#[tokio::test]
async fn a_name_is_shown_and_never_a_path() {
    let _alone = ALONE.lock().await;
    let cookie = session("bdo", 0);
    let before = originals();
    let address = sent(
        &cookie,
        &[
            ("../../../../tmp/jela-was-here.csv", b"x"),
            ("..\\\\..\\\\<script>alert(1)</script>.csv", b"x"),
        ],
    )
    .await;
    let json = get(&format!("{address}.json"), &cookie).await.text();
    assert!(
        json.contains("\"jela-was-here.csv\"") && !json.contains("../"),
        "{json}"
    );
    assert!(!std::path::Path::new("/tmp/jela-was-here.csv").exists());
    assert_eq!(originals(), before + 2);
    let page = get(&address, &cookie).await.text();
    assert!(!page.contains("<script>"), "{page}");
}

#[tokio::test]
async fn every_state_of_an_upload_has_its_page() {
    let _alone = ALONE.lock().await;
    let cookie = session("entry", 0);
    let address = sent(&cookie, &[("states.csv", b"x")]).await;
    let job = id(&address);
    let told = r#"[{"file":"states.csv","sheet":"S","programme":"children","dataset":"visits","batch":null,
        "as_on":"2026-11-20","rows_read":3,"rows_accepted":2,"rows_rejected":1,"findings_file":"/srv/x.csv",
        "status":"taken","message":"","findings":[{"cell":"C5","effect":"row_left_out","problem":"wrong"}],
        "findings_in_all":1,"changes":{"new":1,"changed":1,"unchanged":0,"sample":[{"place":"block-2786",
        "date":"2026-11-20","row":5,"column":"children_weighed","before":"1500","after":null}]}}]"#;
    let moment = now();
    let lease = leased(&job);
    assert!(get(&address, &cookie).await.text().contains("Being read"));
    let reviewed = lease.clone();
    with_account(move |state| {
        state
            .finish_job(&reviewed, Worked::ForReview(told), moment)
            .unwrap()
    });
    let page = get(&address, &cookie).await;
    assert_eq!(page.header("refresh"), "");
    let text = page.text();
    for words in [
        "not counted yet",
        "C5",
        "row left out",
        "Changed rows",
        "1,500",
        "no report",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        !get(&format!("{address}.json"), &cookie)
            .await
            .text()
            .contains("/srv/")
    );
    assert_eq!(texts(&page, ".decide button"), ["Take in", "Discard"]);
    let csrf = page.field(".decide input[name=csrf]");
    let confirmed = post(&format!("{address}/confirm"), &cookie, &[("csrf", &csrf)]).await;
    assert_eq!(
        (confirmed.status, confirmed.header("location")),
        (StatusCode::SEE_OTHER, address.as_str())
    );
    assert!(get(&address, &cookie).await.text().contains("Being taken in"));
    let lease = leased(&job);
    with_account(move |state| {
        state
            .finish_job(&lease, Worked::Failed("the disk is full"), moment)
            .unwrap()
    });
    let failed = get(&address, &cookie).await;
    assert!(failed.text().contains("Could not be done") && failed.text().contains("the disk is full"));
    assert_eq!(texts(&failed, ".decide button"), ["Try again"]);
    post(&format!("{address}/confirm"), &cookie, &[("csrf", &csrf)]).await;
    let lease = leased(&job);
    with_account(move |state| {
        state
            .finish_job(&lease, Worked::Taken(told, &[]), moment)
            .unwrap()
    });
    let taken = get(&address, &cookie).await;
    assert!(taken.text().contains("The accepted rows count"));
    assert!(texts(&taken, ".decide button").is_empty());
    post(&format!("{address}/discard"), &cookie, &[("csrf", &csrf)]).await;
    assert_eq!(
        with_account(move |state| state.job(&job).unwrap().unwrap().state),
        JobState::Taken
    );
}

#[tokio::test]
async fn what_is_discarded_is_deleted_at_once() {
    let _alone = ALONE.lock().await;
    let cookie = session("works", 0);
    let address = sent(&cookie, &[("gone.csv", b"x")]).await;
    let job = id(&address);
    let original = with_account(move |state| state.job(&job).unwrap().unwrap().files[0].original.clone());
    let path = crate::app::data().join("originals").join(original);
    assert!(path.exists());
    let csrf = get(&address, &cookie).await.field(".decide input[name=csrf]");
    // One who may not see it can't discard it either.
    let other = session("bdo", 0);
    let own = self::csrf(&other).await;
    let refused = post(&format!("{address}/discard"), &other, &[("csrf", &own)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    post(&format!("{address}/discard"), &cookie, &[("csrf", &csrf)]).await;
    assert!(!path.exists());
    assert!(get(&address, &cookie).await.text().contains("Discarded"));
}

#[tokio::test]
async fn a_batch_is_shown_to_those_in_office_in_all_its_places() {
    let _alone = ALONE.lock().await;
    let batch = crate::app::batch();
    let address = format!("/batches/{batch}");
    let page = get(&address, &session("admin", 0)).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(
        text.contains("visits.csv") && text.contains(&batch) && text.contains("New rows"),
        "{text}"
    );
    // The sheet has all blocks of the district.
    for name in ["entry", "bdo", "cases", "works", "analyst"] {
        assert_eq!(
            get(&address, &session(name, 0)).await.status,
            StatusCode::FORBIDDEN,
            "{name}"
        );
    }
    assert_eq!(get(&address, "").await.status, StatusCode::SEE_OTHER);
    let nothing = format!("/batches/{}", "0".repeat(32));
    assert_eq!(
        get(&nothing, &session("admin", 0)).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_way_to_uploads_is_shown_to_those_who_send_returns() {
    let _alone = ALONE.lock().await;
    for (name, is_shown) in [
        ("entry", true),
        ("bdo", true),
        ("admin", true),
        ("analyst", false),
        ("", false),
    ] {
        let cookie = if name.is_empty() {
            String::new()
        } else {
            session(name, 0)
        };
        let page = get("/help", &cookie).await.text();
        assert_eq!(page.contains("Send returns</a>"), is_shown, "{name}");
    }
}
