//! Schedules on pages: one's own and no other's, and nothing given away that one may not see.

use axum::http::StatusCode;
use scraper::{Html, Selector};
use store::state::{DeliveryState, Schedule};

use crate::app::{INSIDE, OUTSIDE, Reply, get, make, post, session, with_account};

/// Somebody with an account of a test's own, and the cookie.
fn officer(name: &'static str) -> String {
    with_account(move |state| make(state, name, "officer", &[INSIDE], &[]));
    session(name, 0)
}

/// The token of the forms of somebody's page.
async fn token(cookie: &str) -> String {
    get("/schedules", cookie)
        .await
        .field(".new-schedule input[name=csrf]")
}

async fn add(cookie: &str, changed: &[(&str, &str)]) -> Reply {
    let csrf = token(cookie).await;
    let good = [
        ("csrf", csrf.as_str()),
        ("name", "Children, each morning"),
        ("report", "children-report"),
        ("place", INSIDE),
        ("mail_language", "bn"),
        ("to", "bdo@example.in\r\n"),
        ("cron", "30 8 * * 1-6"),
        ("reader", "self"),
        ("xlsx", "yes"),
        ("owner_address", "bdo@example.in"),
        ("if_missed", "send"),
        ("if_uncertain", "again"),
    ];
    let form: Vec<(&str, &str)> = good
        .into_iter()
        .map(|(name, value)| {
            let other = changed.iter().find(|(changed, _)| *changed == name);
            (name, other.map_or(value, |(_, value)| *value))
        })
        .chain(
            changed
                .iter()
                .copied()
                .filter(|(name, _)| good.iter().all(|(known, _)| known != name)),
        )
        .collect();
    post("/schedules", cookie, &form).await
}

fn of(owner: &'static str) -> Vec<Schedule> {
    with_account(move |state| {
        let mut schedules = state.schedules().unwrap();
        schedules.retain(|schedule| schedule.owner.as_deref() == Some(owner));
        schedules
    })
}

async fn done(deed: &str, cookie: &str, fields: &[(&str, &str)]) -> Reply {
    let csrf = token(cookie).await;
    let form: Vec<(&str, &str)> = [("csrf", csrf.as_str())]
        .into_iter()
        .chain(fields.iter().copied())
        .collect();
    post(&format!("/schedules/{deed}"), cookie, &form).await
}

#[tokio::test]
async fn an_officer_makes_pauses_and_sends_a_schedule_and_sees_its_mails() {
    let cookie = officer("mailer-one");
    assert_eq!(add(&cookie, &[]).await.status, StatusCode::SEE_OTHER);
    let schedule = of("mailer-one").remove(0);
    let id = schedule.id.clone();
    let recipients = with_account({
        let id = id.clone();
        move |state| state.recipients(&id).unwrap()
    });
    assert_eq!(recipients[0].reader.as_deref(), Some("mailer-one"));
    assert_eq!(
        (recipients[0].language.as_str(), recipients[0].formats.join(" ")),
        ("bn", "xlsx".to_owned())
    );
    for (deed, shown) in [
        ("pause", "Paused since"),
        ("resume", "Pause"),
        ("run", "bdo@example.in"),
        ("test", "test"),
    ] {
        assert_eq!(
            done(deed, &cookie, &[("schedule", &id)]).await.status,
            StatusCode::SEE_OTHER
        );
        let page = get("/schedules", &cookie).await.text();
        assert!(page.contains(shown), "{deed}");
    }
    let ledger = with_account(move |state| state.deliveries(Some(&id), 9).unwrap());
    assert!(ledger.iter().all(|delivery| delivery.state == DeliveryState::Due));
    let page = get("/schedules", &cookie).await.text();
    assert!(
        !page.contains("mail-accepted\">"),
        "nothing is shown as sent that no server has accepted"
    );
}

#[tokio::test]
async fn the_page_speaks_three_languages_and_needs_no_script() {
    let cookie = officer("mailer-two");
    add(&cookie, &[]).await;
    for (language, title) in [
        ("en", "Mailed reports"),
        ("bn", "মেলে পাঠানো প্রতিবেদন"),
        ("hi", "मेल से भेजी जाने वाली रिपोर्टें"),
    ] {
        let page = get(&format!("/schedules?language={language}"), &cookie)
            .await
            .text();
        let document = Html::parse_document(&page);
        let found = |selector: &str| document.select(&Selector::parse(selector).unwrap()).count();
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{language}");
        assert_eq!(
            (
                found("main script, script:not([src])"),
                found("[style]"),
                found("main form")
            ),
            (0, 0, 4),
            "{language}"
        );
        assert!(
            !page.contains("schedules-") || !page.contains(">schedules-"),
            "a text is missing in {language}"
        );
    }
}

#[tokio::test]
async fn nobody_sees_or_touches_the_schedules_of_others_but_admins() {
    let (own, other) = (officer("mailer-three"), officer("mailer-four"));
    add(&own, &[("name", "Only of mailer-three")]).await;
    let id = of("mailer-three").remove(0).id;
    assert!(
        !get("/schedules", &other)
            .await
            .text()
            .contains("Only of mailer-three")
    );
    for deed in ["pause", "resume", "run", "test"] {
        let reply = done(deed, &other, &[("schedule", &id)]).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{deed}");
    }
    let admin = session("admin", 0);
    assert!(
        get("/schedules", &admin)
            .await
            .text()
            .contains("Only of mailer-three")
    );
    assert_eq!(
        done("pause", &admin, &[("schedule", &id)]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_schedule_gives_nothing_away_that_its_maker_may_not_see() {
    let cookie = officer("mailer-five");
    let refused = |changed: &'static [(&'static str, &'static str)]| {
        let cookie = cookie.clone();
        async move { add(&cookie, changed).await.status }
    };
    assert_eq!(refused(&[("place", OUTSIDE)]).await, StatusCode::FORBIDDEN);
    assert_eq!(refused(&[("reader", "public")]).await, StatusCode::FORBIDDEN);
    assert_eq!(
        refused(&[("to", "block-2774=x@example.in")]).await,
        StatusCode::FORBIDDEN
    );
    assert!(of("mailer-five").is_empty());
}

#[tokio::test]
async fn what_makes_no_sense_in_the_form_is_named() {
    let cookie = officer("mailer-six");
    for (field, value, status) in [
        ("cron", "8:30", StatusCode::BAD_REQUEST),
        ("percent", "0", StatusCode::BAD_REQUEST),
        ("watch", "loud", StatusCode::BAD_REQUEST),
        ("watch", "any:nothing", StatusCode::BAD_REQUEST),
        ("watch", "worse:children_severe", StatusCode::BAD_REQUEST),
        ("to", "", StatusCode::BAD_REQUEST),
        ("to", "a@b.in, c@d.in", StatusCode::BAD_REQUEST),
        ("to", "a@b.in\u{0}", StatusCode::BAD_REQUEST),
        ("owner_address", "bdo", StatusCode::BAD_REQUEST),
        ("mail_language", "fr", StatusCode::BAD_REQUEST),
        ("name", "Daily\r\nBcc: x@y.in", StatusCode::BAD_REQUEST),
        ("place", "block-9", StatusCode::NOT_FOUND),
        ("report", "weekly", StatusCode::NOT_FOUND),
        ("csrf", "0", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(
            add(&cookie, &[(field, value)]).await.status,
            status,
            "{field}={value:?}"
        );
    }
    assert_eq!(done("burn", &cookie, &[]).await.status, StatusCode::NOT_FOUND);
    assert!(of("mailer-six").is_empty());
}

#[tokio::test]
async fn without_a_session_nothing_is_made() {
    let form = [("csrf", "x"), ("report", "children-report")];
    for address in ["/schedules", "/schedules/pause"] {
        let reply = post(address, "", &form).await;
        assert!(
            matches!(reply.status, StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER),
            "{address}: {}",
            reply.status
        );
    }
}

#[tokio::test]
async fn a_schedule_is_made_by_choosing_how_often_and_told_as_people_say_it() {
    let cookie = officer("mailer-choosing");
    let chosen = [
        ("often", "weekly"),
        ("time", "07:45"),
        ("weekday", "3"),
        ("month_day", "1"),
    ];
    assert_eq!(add(&cookie, &chosen).await.status, StatusCode::SEE_OTHER);
    assert_eq!(of("mailer-choosing").remove(0).cron, "45 7 * * 3");
    let page = get("/schedules", &cookie).await.text();
    assert!(page.contains("07:45 each Wednesday"), "{page}");
    let document = Html::parse_document(&page);
    let places = Selector::parse("#new-place option").unwrap();
    let codes: Vec<&str> = document
        .select(&places)
        .filter_map(|option| option.attr("value"))
        .collect();
    assert!(
        codes.contains(&INSIDE) && !codes.contains(&OUTSIDE),
        "the own office and what lies in it: {codes:?}"
    );
    for (field, wrong) in [("often", "hourly"), ("time", "25:00"), ("weekday", "8")] {
        let changed: Vec<(&str, &str)> = chosen
            .iter()
            .map(|(name, value)| (*name, if *name == field { wrong } else { *value }))
            .collect();
        let refused = add(&cookie, &changed).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(refused.text().contains(field), "{field}");
    }
}
