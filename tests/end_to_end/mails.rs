//! A schedule's reports arrive: each in its place and language, with the figures of the query, and once.

use scraper::{Html, Selector};

use crate::agreement::text_of_pdf;
use crate::client;
use crate::forms::numbers;
use crate::post::{AT, Mail, Post, Sender};
use crate::server::{Server, get};
use crate::table::Table;

/// The measures of the report's table, in their order, and how many decimals each is printed with.
const TABLE: [(&str, usize); 8] = [
    ("job_cards", 0),
    ("households_demanded", 0),
    ("households_provided", 0),
    ("persons_provided", 0),
    ("persondays", 0),
    ("women_percent", 1),
    ("average_days", 1),
    ("demand_met_percent", 1),
];

/// As India groups digits, rounded half away from zero on the shortest decimal form.
fn printed(value: f64, decimals: usize) -> String {
    let shortest = format!("{value}");
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let kept: String = fraction.chars().chain("00".chars()).take(decimals).collect();
    let up = fraction.chars().nth(decimals).is_some_and(|digit| digit >= '5');
    let scaled: u64 = format!("{whole}{kept}").parse::<u64>().unwrap() + u64::from(up);
    let digits = format!("{scaled:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let (head, last) = whole.split_at(whole.len().saturating_sub(3));
    let pairs: Vec<&str> = (0..head.len())
        .rev()
        .step_by(2)
        .map(|end| &head[end.saturating_sub(1)..=end])
        .collect();
    let grouped: Vec<&str> = pairs.into_iter().rev().chain([last]).collect();
    match decimals {
        0 => grouped.join(","),
        _ => format!("{}.{fraction}", grouped.join(",")),
    }
}

/// The rows of the table of places of a mail's HTML: the place, then the cells.
fn rows(mail: &Mail) -> Vec<Vec<String>> {
    let page = Html::parse_document(&mail.html());
    let (table, row) = (Selector::parse("tbody").unwrap(), Selector::parse("tr").unwrap());
    let cell = Selector::parse("td").unwrap();
    let words = |cell: scraper::ElementRef<'_>| cell.text().collect::<String>().trim().to_owned();
    let mut tables = page.select(&table).map(|table| {
        let rows = table
            .select(&row)
            .map(|row| row.select(&cell).map(words).collect());
        rows.collect::<Vec<Vec<String>>>()
    });
    tables
        .rfind(|rows: &Vec<Vec<String>>| rows.iter().all(|cells| cells.len() == TABLE.len() + 1))
        .unwrap()
}

/// Every cell of a block's mail equals the query's digits, in HTML, text, workbook and document.
fn agrees(sender: &Sender, post: &Post, mail: &Mail, block: &str, language: &str) {
    let measures = TABLE.map(|(measure, _)| measure).join(",");
    let asked = format!(
        "query mgnrega --measure {measures} --by gp --within {block} --reader public --language {language} --format csv"
    );
    let table = Table::of(sender.jela(post, &asked).ends_with(0));
    let shown = rows(mail);
    let names = table.column("gp");
    assert_eq!(shown.len(), names.len() + 1, "every GP and the whole");
    let workbook = numbers(mail.file(".xlsx"));
    let pdf = std::env::temp_dir().join(format!("jela-mail-{}-{block}-{language}.pdf", std::process::id()));
    std::fs::write(&pdf, mail.file(".pdf")).unwrap();
    let paper = text_of_pdf(&pdf);
    std::fs::remove_file(&pdf).unwrap();
    let text = mail.text();
    for (row, name) in names.iter().enumerate() {
        let line = text
            .lines()
            .find(|line| line.starts_with(&format!("- {name}:")))
            .unwrap();
        let in_html = shown.iter().find(|cells| cells[0] == *name).unwrap();
        for (column, (measure, decimals)) in TABLE.iter().enumerate() {
            let value = table.numbers(measure)[row].unwrap();
            let printed = printed(value, *decimals);
            assert_eq!(in_html[column + 1], printed, "{block} {name} {measure}");
            assert!(line.contains(&printed), "{name} {measure} {printed}: {line}");
            assert!(
                workbook.contains(&value),
                "{name} {measure}: {value} is not in the workbook"
            );
            assert!(
                paper.contains(&printed),
                "{name} {measure}: {printed} is not on paper"
            );
        }
    }
}

#[test]
fn numbers_are_printed_as_the_tests_of_mails_expect() {
    let cases = [
        (7.0, 0, "7"),
        (1234567.0, 0, "12,34,567"),
        (49.449_9, 1, "49.4"),
        (99.95, 1, "100.0"),
        (0.05, 1, "0.1"),
    ];
    for (value, decimals, text) in cases {
        assert_eq!(printed(value, decimals), text);
    }
}

#[test]
fn a_burst_reaches_each_recipient_in_their_place_and_language_with_the_figures_of_the_query() {
    let (post, sender) = (Post::guarded(), Sender::of_demo());
    let blocks = ["block-2783", "block-2786", "block-2774"];
    let to: String = blocks
        .iter()
        .flat_map(|block| {
            ["en", "bn", "hi"]
                .map(|language| format!(" --to {block}:{language}={block}-{language}@example.in"))
        })
        .collect();
    sender.add(
        &post,
        &format!(
            "--report daily-employment --cron 0+8+*+*+1-6 --name Daily{to} --starts 2027-01-03T12:00:00Z"
        ),
    );
    // Monday, 8 in India, and a minute.
    let in_2027 = "schedule run --at 2027-01-04T02:31:00Z";
    sender.jela(&post, in_2027).ends_with(0);
    sender.jela(&post, in_2027).ends_with(0);
    assert_eq!(post.kept().len(), 9, "one mail each, however often it is looked");
    for block in blocks {
        for (language, incomplete) in [("en", "GPs reported"), ("bn", "তারিখের অবস্থা"), ("hi", "की स्थिति")]
        {
            let address = format!("{block}-{language}@example.in");
            let mails = post.kept_for(&address);
            let mail = &mails[0];
            assert!(
                mail.subject().contains("22 ") && mail.subject().contains(incomplete),
                "{}",
                mail.subject()
            );
            assert!(
                mail.text()
                    .starts_with(mail.subject().split_once(" · ").unwrap().1)
            );
            assert_eq!(mail.header("X-Encrypted"), "True");
            assert_eq!(mail.header("Content-Language"), language);
            assert!(mail.header("List-Id").ends_with(".jela.bankura.example.in>"));
            assert!(mail.header("List-Unsubscribe").starts_with("<http"));
            assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
            assert_eq!(mail.header("Date"), "Mon, 04 Jan 2027 02:31:00 +0000");
            let alternatives = mail.html().matches("<img src=\"cid:chart-").count();
            assert_eq!(mail.pictures().len(), alternatives);
            assert!(alternatives > 0 && !mail.html().contains("alt=\"\""));
            assert!(
                mail.pictures()
                    .iter()
                    .all(|picture| picture.starts_with(b"\x89PNG"))
            );
            agrees(&sender, &post, mail, block, language);
        }
    }
    let ledger = sender.outbox(&post);
    assert!(
        ledger
            .iter()
            .all(|row| row["state"] == "accepted" && row["attempts"] == 1),
        "{ledger:?}"
    );
}

/// What anybody gets of a place from the page of its programme, broken down by a level: the data behind what it shows.
fn shown_to_all(place: &str, level: &str) -> Table {
    let measures: String = TABLE
        .iter()
        .map(|(measure, _)| format!("&measure={measure}"))
        .collect();
    let reply = get(&format!("/mgnrega/{place}/overview.csv?by={level}{measures}")).is(200);
    Table::read(&reply.body)
}

/// Each cell of a row as the page prints it.
fn printed_row(table: &Table, row: usize) -> Vec<String> {
    let cell = |(measure, decimals): &(&str, usize)| {
        let value = table.numbers(measure)[row];
        printed(value.expect("the demo's figures are there"), *decimals)
    };
    TABLE.iter().map(cell).collect()
}

#[test]
fn each_of_a_hundred_mails_has_cell_by_cell_what_the_public_page_has_of_its_place_and_of_no_other() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let blocks = shown_to_all("district-305", "block");
    let gps = shown_to_all("district-305", "gp");
    let of_blocks = blocks
        .column("block_code")
        .into_iter()
        .flat_map(|block| ["en", "bn", "hi"].map(|language| (block.to_owned(), language)));
    let of_gps = gps.column("gp_code").into_iter().map(|gp| (gp.to_owned(), "en"));
    let burst: Vec<(String, &str)> = of_blocks.chain(of_gps).take(100).collect();
    let to: String = burst
        .iter()
        .map(|(place, language)| format!(" --to {place}:{language}={place}-{language}@example.in"))
        .collect();
    let id = sender.add(
        &post,
        &format!("--report daily-employment --cron 0+8+1+1+* --format none{to}"),
    );
    sender.send(&post, &id);
    sender.send(&post, &id);
    let mails = post.kept();
    assert_eq!(
        mails.len(),
        burst.len(),
        "one mail each, however often it is sent"
    );
    let everybody: Vec<&str> = gps.column("gp");
    for (place, language) in &burst {
        let address = format!("{place}-{language}@example.in");
        let of_place: Vec<&Mail> = mails
            .iter()
            .filter(|mail| mail.header("X-Envelope-To") == address)
            .collect();
        let [mail] = of_place.as_slice() else {
            panic!("{} mails for {address}", of_place.len());
        };
        let is_block = place.starts_with("block-");
        if !is_block {
            let own = shown_to_all(place, "gp");
            let text = mail.text();
            for printed in [2, 4].map(|column| printed_row(&own, 0)[column].clone()) {
                assert!(text.contains(&printed), "{place}: {printed} is not in {text}");
            }
            continue;
        }
        let page = shown_to_all(place, "gp");
        let shown = rows(mail);
        let (whole, parts) = shown.split_last().unwrap();
        assert_eq!(
            whole[1..],
            printed_row(&shown_to_all(place, "block"), 0),
            "{place}, the whole"
        );
        assert_eq!(
            parts.len(),
            page.column("gp").len(),
            "{place} has no other places"
        );
        if *language == "en" {
            for (row, name) in page.column("gp").iter().enumerate() {
                let in_mail = parts.iter().find(|cells| cells[0] == *name);
                let in_mail = in_mail.unwrap_or_else(|| panic!("{name} is not in the mail of {place}"));
                assert_eq!(in_mail[1..], printed_row(&page, row), "{place}, {name}");
            }
            let own = page.column("gp");
            let foreign = everybody.iter().filter(|name| !own.contains(name));
            let named = foreign.filter(|name| parts.iter().any(|cells| cells[0] == **name));
            assert_eq!(named.count(), 0, "{place}");
        } else {
            let mut ours: Vec<Vec<String>> = parts.iter().map(|cells| cells[1..].to_vec()).collect();
            let mut theirs: Vec<Vec<String>> = (0..parts.len()).map(|row| printed_row(&page, row)).collect();
            ours.sort();
            theirs.sort();
            assert_eq!(ours, theirs, "{place} in {language}");
        }
    }
}

#[test]
fn what_is_attached_is_what_the_command_writes() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let id = sender.add(
        &post,
        "--report daily-employment --place block-2783 --cron 0+8+*+*+* --to bdo@example.in --language hi",
    );
    sender.send(&post, &id);
    let mails = post.kept();
    for format in ["xlsx", "pdf"] {
        let out = sender.file("report", "");
        let words = "report daily-employment --within block-2783 --reader public --language hi";
        sender
            .jela(&post, &format!("{words} --format {format} --out {out}"))
            .ends_with(0);
        assert!(mails[0].file(format) == std::fs::read(&out).unwrap(), "{format}");
    }
}

#[test]
fn a_report_goes_out_when_the_returns_are_in_and_at_the_deadline_marked_as_incomplete() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    // All GPs of Khatra have reported, and 180 of 190 in the district.
    sender.add(
        &post,
        "--report daily-employment --when-complete 95 --latest 0+18+*+*+* --format none \
         --to block-2783=khatra@example.in --to district-305=dm@example.in",
    );
    sender.run_at(&post, "--at 2027-01-04T06:00:00Z");
    sender.run_at(&post, "--at 2027-01-04T07:00:00Z");
    let subjects =
        |address: &str| -> Vec<String> { post.kept_for(address).iter().map(Mail::subject).collect() };
    assert_eq!(
        (
            subjects("khatra@example.in").len(),
            subjects("dm@example.in").len()
        ),
        (1, 0)
    );
    assert!(!subjects("khatra@example.in")[0].contains("incomplete"));
    sender.run_at(&post, "--at 2027-01-04T12:31:00Z");
    assert_eq!(
        (
            subjects("khatra@example.in").len(),
            subjects("dm@example.in").len()
        ),
        (1, 1)
    );
    assert!(subjects("dm@example.in")[0].starts_with("[incomplete]"));
    assert!(post.kept_for("dm@example.in")[0].text().contains("deadline"));
    // The next day nothing new has come in: nothing goes out before the deadline, and then it says so.
    sender.run_at(&post, "--at 2027-01-05T06:00:00Z");
    assert_eq!(subjects("khatra@example.in").len(), 1);
    sender.run_at(&post, "--at 2027-01-05T12:31:00Z");
    assert!(subjects("khatra@example.in")[1].starts_with("[incomplete]"));
}

#[test]
fn a_schedule_that_looks_out_is_sent_once_for_each_crossing_and_says_where() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let words = "--report daily-employment --format none --cron 0+8+*+*+* --starts 2027-01-03T12:00:00Z";
    sender.add(
        &post,
        &format!(
            "{words} --when-worse demand_met_percent --place subdivision-bnk-khatra --to worse@example.in"
        ),
    );
    sender.add(
        &post,
        &format!("{words} --when-worse women_percent --place block-2783 --to well@example.in"),
    );
    sender.add(
        &post,
        &format!("{words} --when-any persondays --place block-2783 --to any@example.in"),
    );
    for day in ["04", "05"] {
        sender.run_at(&post, &format!("--at 2027-01-{day}T02:31:00Z"));
    }
    let table = Table::of(sender.jela(&post, "query mgnrega --measure demand_met_percent --by block --within subdivision-bnk-khatra --format csv").ends_with(0));
    let values = table.numbers("demand_met_percent");
    // The target is 95, and 90 is near it.
    let worse = |row: usize| values[row].is_some_and(|value| value < 90.0);
    let mails = post.kept_for("worse@example.in");
    assert_eq!(mails.len(), 1, "the second day nothing has crossed");
    let text = mails[0].text();
    let line = text
        .lines()
        .find(|line| line.contains("fallen out of its band"))
        .unwrap();
    for (row, name) in table.column("block").iter().enumerate() {
        let named = line.split([':', ',']).any(|part| part.trim() == *name);
        assert_eq!(named, worse(row), "{name} {:?}: {line}", values[row]);
    }
    assert!((0..values.len()).any(worse));
    assert!(
        post.kept_for("well@example.in").is_empty(),
        "nothing has crossed there"
    );
    assert_eq!(post.kept_for("any@example.in").len(), 1);
}

#[test]
fn a_missed_time_is_sent_once_or_marked_as_its_schedule_says() {
    for (setting, sent) in [("send", 1), ("mark", 0)] {
        let (post, sender) = (Post::start("accept"), Sender::of_demo());
        let words =
            "--report daily-employment --place block-2783 --cron 0+8+*+*+* --format none --to bdo@example.in";
        let starts = "--starts 2027-01-01T12:00:00Z";
        sender.add(
            &post,
            &format!("{words} --if-missed {setting} --owner dm@example.in {starts}"),
        );
        // Three mornings have passed, the last of them some hours ago.
        sender.run_at(&post, &format!("--at {AT}"));
        sender.run_at(&post, &format!("--at {AT}"));
        assert_eq!(post.kept_for("bdo@example.in").len(), sent, "{setting}");
        let ledger = sender.outbox(&post);
        let missed = ledger.iter().filter(|row| row["reason"] == "missed").count();
        assert_eq!(missed, 3 - sent, "{setting}: {ledger:?}");
        assert_eq!(
            post.kept_for("dm@example.in").len(),
            missed,
            "the owner is told of each"
        );
    }
}

#[test]
fn what_is_too_large_for_a_mail_is_fetched_by_its_link_and_by_no_other() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let server = Server::of(
        sender
            .command(&post)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap(),
    );
    let id = sender.add(
        &post,
        "--report daily-employment --place block-2783 --cron 0+8+1+1+* --budget 0 --format xlsx \
         --to bdo@example.in --starts 2099-01-01T00:00:00Z",
    );
    // The server looks at the clock, so that the link has to be of today.
    sender.run_at(&post, &id);
    let mail = &post.kept()[0];
    assert!(mail.files().is_empty(), "{:?}", mail.files().len());
    let text = mail.text();
    let link = text
        .lines()
        .find(|line| line.contains("/schedules/file?"))
        .unwrap();
    let path = &link[link.find("/schedules/").unwrap()..];
    let fetched = client::get(&server.address, path).is(200);
    let out = sender.file("report", "");
    let words = "report daily-employment --within block-2783 --reader public --format xlsx";
    sender.jela(&post, &format!("{words} --out {out}")).ends_with(0);
    assert!(fetched.body == std::fs::read(&out).unwrap());
    for (part, other) in [
        ("format=xlsx", "format=pdf"),
        ("until=", "until=9"),
        ("seal=", "seal=0"),
    ] {
        client::get(&server.address, &path.replace(part, other)).is(403);
    }

    // One click ends it, a look at the link does not.
    let unsubscribe = mail.header("List-Unsubscribe");
    let path = unsubscribe[unsubscribe.find("/schedules/").unwrap()..]
        .trim_end_matches('>')
        .to_owned();
    client::get(&server.address, &path).is(200);
    sender.run_at(&post, &format!("{id} --at 2098-01-04T06:00:00Z"));
    assert_eq!(post.kept().len(), 2);
    client::post(
        &server.address,
        &path.replace("seal=", "seal=0"),
        "",
        "List-Unsubscribe=One-Click",
    )
    .is(403);
    client::post(&server.address, &path, "", "List-Unsubscribe=One-Click").is(200);
    sender.run_at(&post, &format!("{id} --at 2098-01-05T06:00:00Z"));
    assert_eq!(post.kept().len(), 2);
}

#[test]
fn the_server_sends_by_itself_and_ends_when_it_is_told_to() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let words = "--report daily-employment --place block-2783 --format none --to bdo@example.in";
    sender.add(
        &post,
        &format!("{words} --cron *+*+*+*+* --starts 2020-01-01T00:00:00Z"),
    );
    let mut serve = sender.command(&post);
    serve.args(["serve", "--listen", "127.0.0.1:0"]);
    let server = Server::of(
        serve
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap(),
    );
    let started = std::time::Instant::now();
    while post.kept().is_empty() && started.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    assert!(!post.kept().is_empty(), "a minute went by and nothing was sent");
    let (code, took) = server.stop();
    assert_eq!(code, Some(0));
    assert!(took.as_secs() < 10, "{took:?}");
}
