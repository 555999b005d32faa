//! A report on paper can be held against the present: its id leads to whether its figures still hold.

use std::process::Stdio;

use crate::client;
use crate::post::{Post, Sender};
use crate::server::Server;

/// The path of the page of the report that a file of HTML is.
fn page_of(html: &str) -> String {
    let html = html.replace("&#x2f;", "/");
    let link = html.split("report-mark\"><a href=\"").nth(1).unwrap();
    let link = link.split('"').next().unwrap();
    assert!(link.starts_with("https://jela.example.in/reports/"), "{link}");
    link[link.find("/reports/").unwrap()..].to_owned()
}

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

fn text(server: &Server, path: &str) -> String {
    client::get(&server.address, path)
        .is(200)
        .text()
        .replace("&#x2f;", "/")
}

#[test]
fn a_report_is_current_until_its_figures_change_then_restated_with_what_replaced_it() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let settings = sender.data().join("jela.toml");
    std::fs::write(&settings, "address = \"https://jela.example.in\"\n").unwrap();
    let report = |name: &str, place: &str| {
        let out = sender.file("report.html", "");
        let words = format!("report {name} --within {place} --format html --out {out}");
        sender.jela(&post, &words).ends_with(0);
        page_of(&std::fs::read_to_string(&out).unwrap())
    };
    let of_district = report("daily-employment", "district-305");
    let of_khatra = report("daily-employment", "block-2783");
    assert_eq!(
        report("daily-employment", "district-305"),
        of_district,
        "the same again"
    );
    let server = serving(&sender, &post);
    for page in [&of_district, &of_khatra] {
        assert!(text(&server, page).contains("report-state-current"));
    }

    // All returns of the latest day but one are taken back.
    let batches = sender.jela(&post, "batches --json").ends_with(0).lines();
    let of_latest = batches
        .iter()
        .filter(|batch| batch["programme"] == "mgnrega" && batch["as_on"] == "2026-11-22");
    let files: Vec<String> = of_latest
        .map(|batch| batch["batch"].as_str().unwrap().to_owned())
        .collect();
    let (last, others) = files.split_last().unwrap();
    for file in others {
        sender.jela(&post, &format!("undo {file}")).ends_with(0);
    }
    let told = [&of_district, &of_khatra].map(|page| text(&server, page));
    let restated: Vec<&String> = told
        .iter()
        .filter(|page| page.contains("report-state-restated"))
        .collect();
    assert!(!restated.is_empty(), "{told:?}");
    for page in restated {
        let by = page.split("With the present figures").next().unwrap();
        let by = by.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        assert!(text(&server, by).contains("report-state-current"), "{by}");
    }

    // Whatever was reported for that day is taken back: there is no such report any more.
    sender.jela(&post, &format!("undo {last}")).ends_with(0);
    let told = text(&server, &of_district);
    assert!(!told.contains("report-state-current"), "{told}");
    client::get(&server.address, "/reports/0000000000000000").is(404);
}

#[test]
fn a_report_over_all_programmes_is_mailed_and_what_is_attached_is_what_the_command_writes() {
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let id = sender.add(
        &post,
        "--report district-review --place block-2783 --cron 0+8+1+1+* --to bdo@example.in --language bn --format pdf",
    );
    sender.send(&post, &id);
    let mails = post.kept();
    let out = sender.file("review.pdf", "");
    let words = "report district-review --within block-2783 --reader public --language bn --format pdf";
    sender.jela(&post, &format!("{words} --out {out}")).ends_with(0);
    assert!(mails[0].file(".pdf") == std::fs::read(&out).unwrap());
    let html = mails[0].html().replace("&#x2f;", "/");
    assert!(
        html.contains("/reports/district-review?place=block-2783"),
        "{html}"
    );
    let refused = sender.jela(
        &post,
        "schedule add --report district-review --cron 0+8+1+1+* --when-silent --to x@example.in",
    );
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(refused.err.contains("several programmes"), "{}", refused.err);
}

#[test]
fn libre_office_opens_the_workbook_of_everything_and_sets_it_as_pages() {
    if std::env::var_os("JELA_SOAK").is_none() {
        return; // the package is large, so that it belongs to `make soak`
    }
    let (post, sender) = (Post::start("accept"), Sender::of_demo());
    let out = sender.file("pack.xlsx", "");
    let words = "report block-pack --within block-2783 --language bn --format xlsx";
    sender.jela(&post, &format!("{words} --out {out}")).ends_with(0);
    let folder = std::path::Path::new(&out).parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/office", folder.display());
    let made = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .arg(&out)
        .output()
        .expect("`soffice` runs; `make soak` installs libreoffice-calc");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = crate::agreement::text_of_pdf(&folder.join("pack.pdf"));
    assert!(
        text.contains("R5") || text.len() > 10_000,
        "{} letters",
        text.len()
    );
}
