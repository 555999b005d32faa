//! Rights that end between a schedule and its mail, and links that end by themselves.

use std::process::Stdio;

use crate::client;
use crate::mails_refused::with_few_children;
use crate::post::{Post, Sender};
use crate::server::Server;

fn serving(sender: &Sender, post: &Post) -> Server {
    let mut serve = sender.command(post);
    serve.args(["serve", "--listen", "127.0.0.1:0"]);
    Server::of(
        serve
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    )
}

/// The path of the link to a file in the last mail.
fn link(post: &Post) -> String {
    let text = post.kept().last().unwrap().text();
    let line = text
        .lines()
        .find(|line| line.contains("/schedules/file?"))
        .unwrap();
    line[line.find("/schedules/").unwrap()..].to_owned()
}

#[test]
fn a_scope_that_was_withdrawn_ends_the_mails_until_it_is_given_back_and_the_owner_is_told() {
    let post = Post::start("accept");
    let sender = with_few_children(&post);
    let words = "--report children-report --place block-2786 --reader bdo --cron 0+8+1+1+* --format none";
    let id = sender.add(
        &post,
        &format!("{words} --to bdo@example.in --owner dm@example.in"),
    );
    let at = |day: &str| sender.run_at(&post, &format!("{id} --at 2027-01-{day}T06:00:00Z"));
    let office = |place: &str| {
        let change = format!("user change bdo --role officer --place {place}");
        sender.jela(&post, &change).ends_with(0);
    };
    at("04");
    assert_eq!(post.kept_for("bdo@example.in").len(), 1);
    office("block-2774");
    at("05");
    assert_eq!(
        post.kept_for("bdo@example.in").len(),
        1,
        "no mail about a place of somebody else"
    );
    let ledger = sender.outbox(&post);
    let withdrawn = ledger.iter().filter(|row| row["reason"] == "scope-withdrawn");
    assert_eq!(
        withdrawn.filter(|row| row["state"] == "cancelled").count(),
        1,
        "{ledger:?}"
    );
    let told = post.kept_for("dm@example.in");
    assert_eq!(told.len(), 1);
    for body in [told[0].text(), told[0].html()] {
        assert!(
            body.contains("bdo@example.in") && body.contains("may no longer see"),
            "{body}"
        );
        assert!(!body.contains("Severely"), "a notice has no figures: {body}");
    }
    office("block-2786");
    at("06");
    assert_eq!(post.kept_for("bdo@example.in").len(), 2);
    assert_eq!(post.kept_for("dm@example.in").len(), 1, "nothing more to tell");
}

#[test]
fn a_link_to_a_file_ends_with_its_time_and_with_the_right_and_each_use_is_in_the_audit() {
    let post = Post::start("accept");
    let sender = with_few_children(&post);
    let server = serving(&sender, &post);
    let words = "--report children-report --place block-2786 --reader bdo --cron 0+8+1+1+* --budget 0";
    let to = "--format xlsx --to bdo@example.in --starts 2099-01-01T00:00:00Z";
    let id = sender.add(&post, &format!("{words} {to}"));
    let uses = || {
        let audit = sender.jela(&post, "audit export --kind mail").ends_with(0);
        assert!(!audit.text().contains("seal="), "the log has no secret");
        audit.text().matches("/schedules/file").count()
    };
    // The server looks at the clock; a link of a mail of years ago has had its time.
    sender.run_at(&post, &format!("{id} --at 2020-01-04T06:00:00Z"));
    let late = client::get(&server.address, &link(&post)).is(403);
    assert!(
        late.text().contains("time of this link has passed"),
        "{}",
        late.text()
    );
    sender.run_at(&post, &id);
    let (path, before) = (link(&post), uses());
    client::get(&server.address, &path).is(200);
    assert_eq!(
        uses(),
        before + 1,
        "who has a link is not known, but that it was used is"
    );
    sender
        .jela(&post, "user change bdo --role officer --place block-2774")
        .ends_with(0);
    client::get(&server.address, &path).is(403);
}
