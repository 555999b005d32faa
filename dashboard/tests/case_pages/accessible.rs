//! Whether a page can be read by those who hear it, and used by those who have a keyboard alone: in each language, on
//! every kind of page of the programme, what checkers such as axe look for first.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};

use crate::app::{BLOCK, OTHER, get};

/// Pages, and who opens them.
const PAGES: [(&str, &str); 9] = [
    ("block-2774", "worker"),
    ("block-2774/services", "worker"),
    ("block-2774/cases", "worker"),
    ("block-2786/cases?as_on=2024-07-31&page=2", "worker"),
    ("centre-19305010102/cases", "worker"),
    ("block-2774/quality?by=centre", "bdo"),
    ("centre-19305010101/quality?as_on=2020-01-31", "worker"),
    ("block-2774/returns", "worker"),
    ("centre-19305010101/returns?dataset=services", "worker"),
];

/// Calls a check with each page in each language, and what the page is called in a message.
async fn on_every_page(check: impl Fn(&Html, &str)) {
    for (page, name) in PAGES {
        for language in ["en", "bn", "hi"] {
            let joint = if page.contains('?') { '&' } else { '?' };
            let address = format!("/pushti/{page}{joint}language={language}");
            let reply = get(&address, name).await;
            assert_eq!(reply.status, StatusCode::OK, "{address}");
            check(&Html::parse_document(&reply.text()), &address);
        }
    }
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).collect()
}

/// What a screen reader says of an element.
fn spoken(page: &Html, element: ElementRef<'_>) -> String {
    if let Some(label) = element.attr("aria-label") {
        return label.trim().to_owned();
    }
    if let Some(id) = element.attr("aria-labelledby") {
        return id
            .split_whitespace()
            .map(|id| {
                let named = all(page, &format!("[id=\"{id}\"]"));
                named.iter().map(|named| heard(*named)).collect::<String>()
            })
            .collect::<Vec<_>>()
            .join(" ");
    }
    heard(element)
}

/// The text of an element without what is hidden from those who hear it.
fn heard(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for child in element.children() {
        if let Some(child) = ElementRef::wrap(child) {
            if child.attr("aria-hidden") != Some("true") {
                text.push_str(&heard(child));
            }
        } else if let Some(words) = child.value().as_text() {
            text.push_str(words);
        }
    }
    text.trim().to_owned()
}

#[tokio::test]
async fn headings_begin_with_one_of_the_first_level_and_leave_none_out() {
    on_every_page(|page, address| {
        let levels: Vec<u8> = all(page, "h1,h2,h3,h4,h5,h6")
            .iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        assert_eq!(levels.first(), Some(&1), "{address}: {levels:?}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{address}");
        assert!(
            levels.windows(2).all(|two| two[1] <= two[0] + 1),
            "{address}: {levels:?}"
        );
        assert!(
            all(page, "h1,h2,h3")
                .iter()
                .all(|heading| !heard(*heading).is_empty()),
            "{address}"
        );
    })
    .await;
}

#[tokio::test]
async fn every_field_link_button_and_way_has_a_name() {
    on_every_page(|page, address| {
        for field in all(page, "input:not([type=hidden]),select,textarea") {
            let wrapped = field.ancestors().filter_map(ElementRef::wrap);
            let mut labels: Vec<String> = wrapped
                .filter(|around| around.value().name() == "label")
                .map(heard)
                .collect();
            if let Some(id) = field.attr("id") {
                labels.extend(all(page, &format!("label[for=\"{id}\"]")).into_iter().map(heard));
            }
            assert!(
                labels.iter().any(|label| !label.is_empty()),
                "{address}: {}",
                field.html()
            );
        }
        for named in all(page, "a,button,summary,nav,section") {
            assert!(!spoken(page, named).is_empty(), "{address}: {}", named.html());
        }
    })
    .await;
}

#[tokio::test]
async fn no_two_ways_of_a_page_have_the_same_name() {
    on_every_page(|page, address| {
        let names: Vec<String> = all(page, "nav")
            .into_iter()
            .map(|nav| spoken(page, nav))
            .collect();
        let different: BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{address}: {names:?}");
    })
    .await;
}

#[tokio::test]
async fn tables_say_what_they_are_and_every_cell_stands_under_a_head() {
    on_every_page(|page, address| {
        for table in all(page, "table") {
            let find = |selector: &str| {
                let selector = Selector::parse(selector).unwrap();
                table.select(&selector).collect::<Vec<_>>()
            };
            assert!(
                find("caption").iter().any(|caption| !heard(*caption).is_empty()),
                "{address}: {}",
                table.html()
            );
            let heads = find("thead th");
            assert!(
                !heads.is_empty() && heads.iter().all(|head| !heard(*head).is_empty()),
                "{address}"
            );
            assert!(
                find("th").iter().all(|head| head.attr("scope").is_some()),
                "{address}"
            );
            for row in find("tbody tr") {
                let cells = row.child_elements();
                let names: Vec<&str> = cells.map(|cell| cell.value().name()).collect();
                assert_eq!(names.len(), heads.len(), "{address}: {}", row.html());
                assert_eq!(names[0], "th", "{address}: {}", row.html());
            }
        }
    })
    .await;
}

#[tokio::test]
async fn drawings_have_a_title_ids_are_unique_and_what_is_pointed_at_is_there() {
    on_every_page(|page, address| {
        let ids: Vec<&str> = all(page, "[id]")
            .iter()
            .filter_map(|element| element.attr("id"))
            .collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{address}: an id stands twice");
        let named = all(page, "[aria-labelledby],[aria-describedby]");
        let pointed = named.iter().flat_map(|element| {
            let of = |name| element.attr(name).into_iter().flat_map(str::split_whitespace);
            of("aria-labelledby").chain(of("aria-describedby"))
        });
        let links = all(page, "a[href^=\"#\"]");
        let links = links
            .iter()
            .filter_map(|link| link.attr("href")?.strip_prefix('#'));
        for id in pointed.chain(links) {
            assert!(known.contains(id), "{address}: nothing has the id `{id}`");
        }
        for drawing in all(page, "svg[role=img]") {
            let title = Selector::parse("title").unwrap();
            let has_title = drawing.select(&title).any(|title| !heard(title).is_empty());
            assert!(has_title || !spoken(page, drawing).is_empty(), "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_sign_is_never_all_that_tells_better_from_worse() {
    on_every_page(|page, address| {
        for mark in all(page, ".heat td.above,.heat td.below") {
            assert!(
                mark.child_elements()
                    .any(|child| child.attr("class") == Some("unseen") && !heard(child).is_empty()),
                "{address}: {}",
                mark.html()
            );
        }
        for grade in all(page, ".grade") {
            assert!(!heard(grade).is_empty(), "{address}: {}", grade.html());
        }
    })
    .await;
}

#[tokio::test]
async fn the_language_and_the_page_are_named_and_the_content_can_be_skipped_to() {
    on_every_page(|page, address| {
        let language = all(page, "html")[0].attr("lang").unwrap().to_owned();
        assert!(address.ends_with(&format!("language={language}")), "{address}");
        let title = heard(all(page, "title")[0]);
        assert!(
            title.ends_with("· jela") && title.len() > 10,
            "{address}: {title}"
        );
        assert_eq!(all(page, "main").len(), 1, "{address}");
        let first = all(page, "body a")[0];
        assert_eq!(first.attr("href"), Some("#content"), "{address}");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_can_be_read_as_well() {
    for (address, name) in [
        (format!("/pushti/{BLOCK}/cases?page=2"), "worker"),
        (format!("/pushti/{OTHER}/cases"), "supervisor"),
    ] {
        let reply = get(&address, name).await;
        assert!(reply.status.is_client_error(), "{address}");
        let page = Html::parse_document(&reply.text());
        assert_eq!(all(&page, "h1").len(), 1, "{address}");
        assert!(!heard(all(&page, "main")[0]).is_empty(), "{address}");
    }
}
