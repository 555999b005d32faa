//! Whatever kills the sender, no mail is lost, and none is doubled but those marked as uncertain, under the same
//! Message-ID.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::post::{Post, Sender};

/// Mails of a burst.
const MAILS: usize = 12;

#[test]
fn no_kill_loses_a_mail_or_doubles_one_that_is_not_marked() {
    let kills = if std::env::var_os("JELA_SOAK").is_some() {
        1000
    } else {
        25
    };
    let (post, sender) = (Post::start("slow"), Sender::of_demo());
    let to: String = (0..MAILS)
        .map(|number| format!(" --to gp-{number}@example.in"))
        .collect();
    // A time that does not come within the days of the longest run, so that every mail is one of a burst.
    let words = "--report daily-employment --place gp-108289 --cron 0+8+1+1+* --format none";
    let id = sender.add(&post, &format!("{words}{to}"));
    let mut now: Timestamp = "2027-01-04T06:00:00Z".parse().unwrap();
    let mut chance = 305_u64;
    let (mut killed, mut bursts) = (0, 1);
    let mut begin = Some(id.clone());
    while killed < kills {
        let mut run = sender.command(&post);
        run.args(["schedule", "run", "--at", &now.to_string()]);
        run.args(begin.take());
        let mut child = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_millis(60 + (chance >> 40) % 900));
        let was_at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        if was_at_work {
            killed += 1;
        } else {
            // The burst is out: the next one.
            bursts += 1;
            begin = Some(id.clone());
        }
        // Whoever holds a lease now is dead.
        now += SignedDuration::from_mins(11);
    }
    // A run that nobody disturbs finishes the work; the second of them, what the first found uncertain.
    for _ in 0..2 {
        sender
            .jela(&post, &format!("schedule run --at {now}"))
            .ends_with(0);
        now += SignedDuration::from_mins(11);
    }
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for mail in post.kept() {
        *copies.entry(mail.header("Message-ID")).or_default() += 1;
    }
    let ledger = sender.outbox(&post);
    assert!(
        ledger.len() >= MAILS,
        "the first burst is in the ledger: {}",
        ledger.len()
    );
    assert!(ledger.len() <= bursts * MAILS);
    let mut uncertain = 0;
    for row in &ledger {
        let id = format!("<{}>", row["message_id"].as_str().unwrap());
        let copies = copies.remove(&id).unwrap_or_default();
        assert_eq!(row["state"], "accepted", "{row}");
        assert!(copies >= 1, "lost: {row}");
        let is_marked = !row["uncertain_since"].is_null();
        uncertain += usize::from(is_marked);
        assert!(copies == 1 || is_marked, "{copies} copies, and not marked: {row}");
    }
    assert!(copies.is_empty(), "mails that no ledger knows: {copies:?}");
    assert!(
        uncertain > 0,
        "no kill met the moment that nobody can close; the test proves little"
    );
}
