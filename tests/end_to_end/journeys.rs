//! The main journeys in a real browser: by keyboard alone, with the script of the pages and without, and what the script
//! adds where it runs.

use crate::chromium::Chromium;
use crate::server::shared;

const DESK: u32 = 1440;
const DISTRICT: &str = "/mgnrega/district-305?language=en";

fn open(browser: &mut Chromium, path: &str) {
    browser.open(&format!("http://{}{path}", shared()));
}

/// Presses Tab until the focus is on what an expression over it (`e`) says.
#[track_caller]
fn tab_to(browser: &mut Chromium, what: &str) {
    for _ in 0..250 {
        browser.press("Tab");
        if browser.value(&format!(
            "(e => !!e && e !== document.body && ({what}))(document.activeElement)"
        )) == true
        {
            let outlined = "getComputedStyle(document.activeElement).outlineStyle !== 'none'";
            assert_eq!(browser.value(outlined), true, "the focus is seen on {what}");
            return;
        }
    }
    panic!("no Tab leads to {what}");
}

fn journeys(browser: &mut Chromium) {
    // Past the head, to a block, by the table.
    open(browser, DISTRICT);
    tab_to(browser, "e.matches('.skip')");
    browser.press("Enter");
    browser.waits_until("location.hash === '#content'");
    tab_to(browser, "e.closest('.places') && e.textContent === 'Khatra'");
    browser.press("Enter");
    browser.waits_until("document.querySelector('h1').textContent.includes('Khatra') && location.pathname.includes('/block-')");
    // Another language, kept while going on.
    tab_to(browser, "e.closest('.languages') && e.lang === 'bn'");
    browser.press("Enter");
    browser.waits_until("document.documentElement.lang === 'bn' && location.search.includes('language=bn')");
    tab_to(
        browser,
        "e.closest('.crumbs') && e.pathname.endsWith('/district-305')",
    );
    browser.press("Enter");
    browser.waits_until(
        "location.pathname === '/mgnrega/district-305' && document.documentElement.lang === 'bn'",
    );
    // A place by its name.
    tab_to(browser, "e.id === 'q'");
    browser.write("Ranibandh");
    browser.press("Enter");
    browser.waits_until("location.pathname === '/search' && !!document.querySelector('.found a')");
    tab_to(browser, "e.closest('.found') && e.pathname.includes('/block-')");
    browser.press("Enter");
    browser.waits_until("location.pathname.includes('/block-') && !!document.querySelector('.tiles')");
    // The figures of a chart.
    tab_to(browser, "e.tagName === 'SUMMARY' && !!e.closest('figure')");
    browser.press("Enter");
    browser.waits_until("!!document.querySelector('figure details[open] table')");
}

#[test]
fn the_main_journeys_go_by_keyboard_alone_with_the_script_and_without() {
    let mut browser = Chromium::as_wide_as(DESK);
    browser.runs_scripts(false);
    journeys(&mut browser);
    assert_eq!(
        browser.value("document.documentElement.classList.contains('scripted')"),
        false
    );
    browser.runs_scripts(true);
    journeys(&mut browser);
    assert_eq!(
        browser.value("document.documentElement.classList.contains('scripted')"),
        true
    );
}

#[test]
fn a_month_of_a_trend_says_its_value_under_the_pointer_and_by_arrows() {
    let mut browser = Chromium::as_wide_as(DESK);
    open(&mut browser, DISTRICT);
    browser.point_at("#persondays-by-month .tip");
    browser.waits_until("!document.querySelector('.bubble').hidden");
    let said = browser.value("document.querySelector('.bubble').textContent");
    assert!(said.as_str().unwrap().contains("2026-27"), "{said}");
    browser.value("document.querySelector('#persondays-by-month .wide svg').focus(); true");
    browser.press("ArrowRight");
    let first = browser.value("document.querySelector('.bubble').textContent");
    browser.press("ArrowRight");
    let second = browser.value("document.querySelector('.bubble').textContent");
    assert_ne!(first, second);
    assert_eq!(
        browser.value("document.querySelector('[role=status]').textContent"),
        second
    );
    browser.press("Escape");
    assert_eq!(browser.value("document.querySelector('.bubble').hidden"), true);
}

#[test]
fn drilling_exchanges_the_page_in_place_and_back_leads_back() {
    let mut browser = Chromium::as_wide_as(DESK);
    open(&mut browser, DISTRICT);
    browser.value("window.unchanged = true");
    browser.value("[...document.querySelectorAll('.places tbody a')].find(a => a.textContent === 'Khatra').click(); true");
    browser.waits_until("location.pathname.includes('/block-') && document.title.includes('Khatra')");
    assert_eq!(
        browser.value("window.unchanged"),
        true,
        "the page was not loaded anew"
    );
    assert_eq!(browser.value("document.activeElement.tagName"), "H1");
    assert_eq!(
        browser.value("document.querySelector('[role=status]').textContent === document.title"),
        true
    );
    browser.value("history.back(); true");
    browser
        .waits_until("location.pathname === '/mgnrega/district-305' && document.title.includes('Bankura')");
    assert_eq!(browser.value("window.unchanged"), true);
    // A map leads where the table leads.
    browser.value(
        "[...document.querySelectorAll('#days-map [data-place]')].find(e => e.getBoundingClientRect().width)\
         .dispatchEvent(new MouseEvent('click', {bubbles: true})); true",
    );
    browser.waits_until("location.pathname.includes('/block-')");
    assert_eq!(browser.value("window.unchanged"), true);
}

#[test]
fn a_filter_takes_effect_without_a_button_and_keeps_the_focus() {
    let mut browser = Chromium::as_wide_as(DESK);
    open(&mut browser, DISTRICT);
    assert_eq!(
        browser.value("getComputedStyle(document.querySelector('.bar button')).display"),
        "none"
    );
    browser.value(
        "window.unchanged = true; const s = document.querySelector('.bar select'); s.focus();\
         s.value = 'previous'; s.dispatchEvent(new Event('change', {bubbles: true})); true",
    );
    browser.waits_until("location.search.includes('compare=previous')");
    browser.waits_until("document.activeElement.name === 'compare' && document.querySelector('.bar select').value === 'previous'");
    assert_eq!(browser.value("window.unchanged"), true);
    browser.runs_scripts(false);
    open(&mut browser, DISTRICT);
    assert_ne!(
        browser.value("getComputedStyle(document.querySelector('.bar button')).display"),
        "none"
    );
}

#[test]
fn the_first_view_takes_four_requests_and_sixty_kilobytes_at_most() {
    let mut browser = Chromium::as_wide_as(360);
    open(&mut browser, DISTRICT);
    let sizes = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]\
        .map(e => e.encodedBodySize)";
    let sizes: Vec<u64> = serde_json::from_value(browser.value(sizes)).unwrap();
    assert!(
        sizes.len() <= 4 && sizes.iter().sum::<u64>() <= 60 << 10,
        "{sizes:?}"
    );
}
