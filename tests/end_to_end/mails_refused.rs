//! What is not to be mailed, and servers that do not do what they should.

use serde_json::Value;

use crate::post::{AT, Post, Sender};

const REPORT: &str = "--report daily-employment --place block-2783 --format none --to bdo@example.in";

fn ids(ledger: &[Value]) -> Vec<&str> {
    ledger
        .iter()
        .map(|row| row["message_id"].as_str().unwrap())
        .collect()
}

#[test]
fn words_of_a_schedule_that_mean_nothing_are_named_and_nothing_is_made() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let good = "--report daily-employment --place block-2783 --cron 0+8+*+*+* --to bdo@example.in";
    for (from, to, named) in [
        ("daily-employment", "weekly", "`weekly`"),
        ("block-2783", "block-9", "`block-9`"),
        ("block-2783", "Khatra", "`Khatra`"),
        ("0+8+*+*+*", "0+8+*+*", "five fields"),
        ("0+8+*+*+*", "0+8+31+2+*", "0 8 31 2 *"),
        ("bdo@example.in", "bdo", "`bdo`"),
        ("bdo@example.in", "a@b.in,c@d.in", "no mail address"),
        ("bdo@example.in", "block-9=a@b.in", "`block-9`"),
        ("bdo@example.in", "block-2783:fr=a@b.in", "`fr`"),
        ("--to", "--language fr --to", "`fr`"),
        ("--to", "--reader nobody --to", "`nobody`"),
        ("--to", "--reader operator --to", "operator"),
        ("--to", "--format docx --to", "`docx`"),
        ("--to", "--if-missed never --to", "`never`"),
        ("--to", "--if-uncertain never --to", "`never`"),
        ("--to", "--owner dm --to", "`dm`"),
        (
            "--cron 0+8+*+*+*",
            "--when-complete 101 --latest 0+8+*+*+*",
            "`101`",
        ),
        ("--cron 0+8+*+*+*", "--when-complete 95", "--latest"),
        ("--cron 0+8+*+*+*", "", "--cron"),
        ("--to", "--when-any nothing --to", "`nothing`"),
        ("--to", "--when-worse persondays --to", "no target"),
        (
            "--to",
            "--when-silent --when-any persondays --to",
            "cannot be used",
        ),
    ] {
        let ran = sender
            .jela(&post, &format!("schedule add {}", good.replace(from, to)))
            .ends_with(2);
        assert!(ran.err.contains(named), "{from} → {to}: {}", ran.err);
    }
    for words in [
        "schedule pause nothing",
        "schedule run nothing",
        "outbox --schedule nothing",
    ] {
        sender.add(&post, good);
        assert!(
            sender.jela(&post, words).ends_with(2).err.contains("`nothing`"),
            "{words}"
        );
    }
    assert_eq!(
        sender
            .jela(&post, "schedule list --json")
            .ends_with(0)
            .lines()
            .len(),
        3
    );
}

#[test]
fn an_address_or_a_name_brings_no_header_of_its_own() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let tried = |name: &str, to: &str| {
        let words = [
            "schedule",
            "add",
            "--report",
            "daily-employment",
            "--place",
            "block-2783",
            "--cron",
            "0 8 * * *",
        ];
        let mut command = sender.command(&post);
        command
            .args(words)
            .args(["--format", "none", "--name", name, "--to", to, "--starts", AT]);
        command.output().unwrap().status.code()
    };
    assert_eq!(tried("Daily", "a@b.in\r\nBcc: x@y.in"), Some(2));
    assert_eq!(tried("Daily", "a@b.in\nSubject: y"), Some(2));
    assert_eq!(tried("Daily\r\nBcc: x@y.in", "a@b.in"), Some(2));
    assert_eq!(tried("\"> <b>Daily</b> Bcc: x@y.in", "a@b.in"), Some(0));
    let id = sender.jela(&post, "schedule list --json").lines()[0]["schedule"]
        .as_str()
        .unwrap()
        .to_owned();
    sender.send(&post, &id);
    let mails = post.kept();
    assert_eq!(
        (mails.len(), mails[0].header("X-Envelope-To").as_str()),
        (1, "a@b.in")
    );
    assert_eq!(mails[0].header("Bcc"), "");
    assert!(!mails[0].html().contains("<b>Daily</b>"), "names are escaped");
}

#[test]
fn without_a_mail_server_nothing_is_taken_for_sent() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    sender.add(&post, &format!("{REPORT} --cron 0+8+*+*+*"));
    let mut command = crate::command::command(&sender.data());
    let ran = command.args(["schedule", "run"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("mail.host"));
    sender.file("data/jela.toml", "[mail]\nhosts = \"localhost\"\n");
    let ran = sender.jela(&post, "outbox").ends_with(2);
    assert!(
        ran.err.contains("hosts"),
        "an unknown key is an error: {}",
        ran.err
    );
}

#[test]
fn a_server_that_is_busy_or_down_is_tried_again_later_under_the_same_message_id() {
    let (busy, sender) = (Post::start("later"), Sender::of_demo());
    let id = sender.add(&busy, &format!("{REPORT} --cron 0+8+*+*+*"));
    sender.send(&busy, &id);
    let first = sender.outbox(&busy);
    assert_eq!(
        (&first[0]["state"], &first[0]["reason"]),
        (&"due".into(), &"temporary".into()),
        "{first:?}"
    );
    assert!(first[0]["detail"].as_str().unwrap().contains("come back later"));
    assert_eq!(first[0]["attempts"], 1);
    // Not at once, however often it is asked.
    sender.run_at(&busy, "--at 2027-01-04T06:00:20Z");
    assert_eq!(sender.outbox(&busy)[0]["attempts"], 1);
    let down = Post::start("accept");
    let settings = sender.command(&down);
    drop(down);
    let mut settings = settings;
    settings.args(["schedule", "run", "--at", "2027-01-04T06:10:00Z"]);
    assert!(settings.output().unwrap().status.success());
    let second = sender.outbox(&busy);
    assert_eq!(
        (&second[0]["state"], &second[0]["reason"]),
        (&"due".into(), &"no-connection".into())
    );
    let well = Post::start("accept");
    sender.run_at(&well, "--at 2027-01-04T07:00:00Z");
    let last = sender.outbox(&well);
    assert_eq!(
        (&last[0]["state"], &last[0]["attempts"]),
        (&"accepted".into(), &3.into()),
        "{last:?}"
    );
    assert_eq!(ids(&last), ids(&first));
    assert_eq!(
        well.kept()[0].header("Message-ID"),
        format!("<{}>", ids(&first)[0])
    );
}

#[test]
fn a_mail_that_the_server_refuses_has_failed_and_its_owner_is_told() {
    let (refusing, sender) = (Post::start("refuse"), Sender::of_demo());
    let id = sender.add(
        &refusing,
        &format!("{REPORT} --cron 0+8+*+*+* --owner dm@example.in --name Daily"),
    );
    sender.send(&refusing, &id);
    let ledger = sender.outbox(&refusing);
    let of = |kind: &str, ledger: &[Value]| ledger.iter().find(|row| row["kind"] == kind).unwrap().clone();
    assert_eq!(
        (&of("report", &ledger)["state"], &of("report", &ledger)["reason"]),
        (&"failed".into(), &"refused".into())
    );
    // The word to the owner failed too; a person sends the mail again when the server is well.
    assert_eq!(of("notice", &ledger)["state"], "failed");
    assert_eq!(ledger.len(), 2, "no word is said about a word");

    let (well, sender) = (Post::start("accept"), Sender::of_demo());
    sender.account(&well, "bdo --role officer --place block-2783");
    let words = format!("{REPORT} --reader bdo --cron 0+8+*+*+* --owner dm@example.in --name Daily");
    let id = sender.add(&well, &words);
    sender.jela(&well, "user disable bdo").ends_with(0);
    sender.send(&well, &id);
    assert!(
        well.kept_for("bdo@example.in").is_empty(),
        "whose account has ended gets nothing"
    );
    let told = well.kept_for("dm@example.in");
    assert_eq!(told.len(), 1);
    assert!(
        told[0].subject().contains("bdo@example.in") && told[0].text().contains("has ended"),
        "{}",
        told[0].text()
    );
    let ledger = sender.outbox(&well);
    assert_eq!(
        (&of("report", &ledger)["state"], &of("report", &ledger)["reason"]),
        (&"cancelled".into(), &"account-ended".into())
    );
}

#[test]
fn a_mail_of_which_nobody_knows_is_sent_again_under_its_message_id_or_held() {
    for (setting, mails, state) in [("again", 2, "accepted"), ("hold", 1, "held")] {
        let (post, sender) = (Post::start("drop"), Sender::of_demo());
        let id = sender.add(
            &post,
            &format!("{REPORT} --cron 0+8+*+*+* --if-uncertain {setting}"),
        );
        sender.send(&post, &id);
        let ledger = sender.outbox(&post);
        assert_eq!(
            (&ledger[0]["state"], &ledger[0]["reason"]),
            (&"uncertain".into(), &"connection-lost".into()),
            "{ledger:?}"
        );
        sender.run_at(&post, "--at 2027-01-04T07:00:00Z");
        sender.run_at(&post, "--at 2027-01-04T08:00:00Z");
        let ledger = sender.outbox(&post);
        assert_eq!(ledger[0]["state"], state);
        assert!(!ledger[0]["uncertain_since"].is_null(), "it stays marked");
        let kept = post.kept();
        assert_eq!(kept.len(), mails, "{setting}");
        assert!(
            kept.iter()
                .all(|mail| mail.header("Message-ID") == format!("<{}>", ids(&ledger)[0]))
        );
    }
}

/// Bankura, where two children are severely wasted, and a report of the district.
pub fn with_few_children(post: &Post) -> Sender {
    let sender = Sender::empty();
    let programme = include_str!("../../dashboard/tests/access/children.toml")
        .replace("levels = [\"block\"]", "levels = []");
    let tile = "\n[[report.tile]]\nmeasure = \"children_severe\"\n";
    sender.file(
        "data/programmes/children/programme.toml",
        &format!("{programme}{tile}"),
    );
    let visits = "District,Block,Block code,As on date,Children weighed,Severely wasted\n\
                  Bankura,Onda,2786,2026-11-20,512,2\n";
    let visits = sender.file("visits.csv", visits);
    sender.jela(post, &format!("ingest {visits}")).ends_with(0);
    for account in ["bdo --role officer --place block-2786", "dm --role admin"] {
        sender.account(post, account);
    }
    sender
}

#[test]
fn a_mail_about_a_place_outside_the_scope_shows_what_everybody_gets_and_nothing_more() {
    let post = Post::start("accept");
    let sender = with_few_children(&post);
    let mailed = |reader: &str, place: &str| {
        let words = format!("--report children-report --place {place} --reader {reader} --cron 0+8+*+*+*");
        let id = sender.add(
            &post,
            &format!("{words} --format xlsx --to {reader}-{place}@example.in --name Children"),
        );
        sender.send(&post, &id);
        post.kept_for(&format!("{reader}-{place}@example.in")).remove(0)
    };
    let body = |mail: &crate::post::Mail| mail.text().split("\n-- \n").next().unwrap().to_owned();
    let (everybody, officer, admin) = (
        mailed("public", "district-305"),
        mailed("bdo", "district-305"),
        mailed("dm", "district-305"),
    );
    assert_eq!(body(&officer), body(&everybody));
    assert_eq!(officer.file("xlsx"), everybody.file("xlsx"));
    assert!(
        body(&everybody).contains("Severely wasted: <5"),
        "{}",
        body(&everybody)
    );
    assert!(body(&admin).contains("Severely wasted: 2"), "{}", body(&admin));
    assert!(body(&mailed("bdo", "block-2786")).contains("Severely wasted: 2"));
    // What is not published is not even scheduled.
    for (reader, place) in [("public", "block-2786"), ("bdo", "block-2774")] {
        let words = format!(
            "--report children-report --place {place} --reader {reader} --cron 0+8+*+*+* --to x@y.in"
        );
        let ran = sender.jela(&post, &format!("schedule add {words}")).ends_with(5);
        assert!(ran.err.contains("not published at this detail"), "{}", ran.err);
    }
}

#[test]
fn a_report_without_data_says_so_and_has_no_figures() {
    let (post, sender) = (Post::start("accept"), Sender::empty());
    let id = sender.add(
        &post,
        "--report daily-employment --place block-2783 --cron 0+8+*+*+* --to bdo@example.in",
    );
    sender.send(&post, &id);
    let mail = &post.kept()[0];
    assert!(
        mail.text().contains("There is no data for this time"),
        "{}",
        mail.text()
    );
    assert!(mail.files().is_empty() && mail.pictures().is_empty());
}

#[test]
fn a_paused_schedule_sends_nothing_and_does_not_catch_up() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let id = sender.add(
        &post,
        &format!("{REPORT} --cron 0+8+*+*+* --starts 2027-01-03T12:00:00Z"),
    );
    sender.jela(&post, &format!("schedule pause {id}")).ends_with(0);
    sender.run_at(&post, "--at 2027-01-04T02:31:00Z");
    assert!(
        sender
            .jela(&post, "schedule list")
            .ends_with(0)
            .text()
            .contains("paused")
    );
    assert!(post.kept().is_empty() && sender.outbox(&post).is_empty());
    sender
        .jela(&post, &format!("schedule pause {id} --resume"))
        .ends_with(0);
    let ran = sender.jela(&post, "schedule list --json").ends_with(0);
    assert!(ran.lines()[0]["paused"].is_null());
}
