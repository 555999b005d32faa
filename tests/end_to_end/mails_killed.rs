//! Whatever kills the sender, no mail is lost, and none is doubled but those marked as uncertain, under the same
//! Message-ID.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Stdio};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::mails_refused::with_few_children;
use crate::post::Post;

/// Mails of a burst.
const MAILS: usize = 12;
/// For so many milliseconds the slow mail server thinks over a mail, before and after it has it.
const THINKS: u64 = 60;

/// Numbers that look like chance, the same at each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

/// What the threads of a process have had of the processors, in microseconds: a machine that is busy with other things
/// makes a process slower, and no other work of it.
fn processor_time(child: &Child) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{}/task", child.id()));
    let tasks = tasks.into_iter().flatten().flatten();
    let of_task = |task: fs::DirEntry| {
        let told = fs::read_to_string(task.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<u64>().ok()
    };
    tasks.filter_map(of_task).sum::<u64>() / 1000
}

/// Waits until a process has worked for so long, or has ended; what it had worked when it was last seen.
fn worked(child: &mut Child, microseconds: u64) -> u64 {
    let mut worked = 0;
    while child.try_wait().unwrap().is_none() && worked < microseconds {
        worked = worked.max(processor_time(child));
        std::thread::sleep(Duration::from_millis(1));
    }
    worked
}

#[test]
fn no_kill_loses_a_mail_or_doubles_one_that_is_not_marked() {
    let kills = if std::env::var_os("JELA_SOAK").is_some() {
        1000
    } else {
        25
    };
    let post = Post::start("slow");
    // Few figures, so that a run is the sender's work and not that of making reports.
    let sender = with_few_children(&post);
    let to: String = (0..MAILS)
        .map(|number| format!(" --to dm-{number}@example.in"))
        .collect();
    // A time that does not come within the days of the longest run, so that every mail is one of a burst.
    let words = "--report children-report --place district-305 --cron 0+8+1+1+* --format none";
    let id = sender.add(&post, &format!("{words}{to}"));
    let mut now: Timestamp = "2027-01-04T06:00:00Z".parse().unwrap();
    let run = |now: Timestamp, begin: Option<&str>| {
        let mut run = sender.command(&post);
        run.args(["schedule", "run", "--at", &now.to_string()])
            .args(begin);
        run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    // The first burst goes out undisturbed and tells how much work one is.
    let work = worked(&mut run(now, Some(&id)), u64::MAX);
    now += SignedDuration::from_mins(11);
    let mut chance = Chance(305);
    let (mut killed, mut bursts) = (0, 2);
    let mut begin = Some(id.as_str());
    while killed < kills {
        let mut child = run(now, begin.take());
        // At any point of its work, or while it waits for the server.
        worked(&mut child, chance.below(work));
        std::thread::sleep(Duration::from_millis(chance.below(2 * THINKS)));
        let was_at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        if was_at_work {
            killed += 1;
        } else {
            // The burst is out: the next one.
            bursts += 1;
            begin = Some(&id);
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
    let mails = ledger.len();
    assert!(mails >= MAILS, "the first burst is in the ledger: {mails}");
    assert!(mails <= bursts * MAILS);
    let (mut uncertain, mut again) = (0, 0);
    for row in &ledger {
        let id = format!("<{}>", row["message_id"].as_str().unwrap());
        let copies = copies.remove(&id).unwrap_or_default();
        assert_eq!(row["state"], "accepted", "{row}");
        assert!(copies >= 1, "lost: {row}");
        let is_marked = !row["uncertain_since"].is_null();
        uncertain += usize::from(is_marked);
        again += copies - 1;
        assert!(copies == 1 || is_marked, "{copies} copies, and not marked: {row}");
    }
    eprintln!(
        "{killed} kills, {bursts} bursts, {mails} mails: none lost, {uncertain} uncertain, {again} copies of them"
    );
    assert!(copies.is_empty(), "mails that no ledger knows: {copies:?}");
    assert!(
        uncertain > 0,
        "no kill met the moment that nobody can close; the test proves little"
    );
}
