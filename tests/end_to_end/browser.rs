//! The overview in a real browser, as wide as a telephone.

use crate::chromium::Chromium;
use crate::server::shared;

const TELEPHONE: u32 = 360;

#[test]
fn the_overview_fits_on_a_telephone_in_every_language() {
    let mut browser = Chromium::as_wide_as(TELEPHONE);
    for (place, language) in [
        ("district-305", "en"),
        ("district-305", "bn"),
        ("block-2786", "hi"),
        ("gp-108289", "bn"),
    ] {
        browser.open(&format!(
            "http://{}/mgnrega/{place}?language={language}",
            shared()
        ));
        let seen = (
            browser.value("innerWidth"),
            browser.value("document.documentElement.scrollWidth"),
        );
        assert_eq!(
            seen,
            (TELEPHONE.into(), TELEPHONE.into()),
            "{place} in {language} is wider than the screen"
        );
        assert_eq!(
            browser.value("document.querySelectorAll('ul.tiles > li').length"),
            4,
            "{place} in {language}"
        );
        let heading = browser.value("document.querySelector('h1').getBoundingClientRect().height");
        assert!(heading.as_f64().unwrap() > 10.0, "the heading is seen");
        let picture = browser.picture();
        assert!(
            picture.starts_with("iVBORw0KGgo") && picture.len() > 20_000,
            "{} letters",
            picture.len()
        );
    }
}

#[test]
fn no_page_is_wider_than_the_screen_of_a_tablet_or_a_desk() {
    for width in [641, 768, 961, 1024, 1440] {
        let mut browser = Chromium::as_wide_as(width);
        for view in [
            "district-305",
            "district-305?by=gp&language=bn",
            "state-19?language=hi",
        ] {
            browser.open(&format!("http://{}/mgnrega/{view}", shared()));
            let seen = browser.value("document.documentElement.scrollWidth");
            assert_eq!(seen, width, "{view} at {width} pixels");
        }
    }
}

#[test]
fn one_drawing_of_each_chart_is_seen_on_a_telephone() {
    let mut browser = Chromium::as_wide_as(TELEPHONE);
    browser.open(&format!("http://{}/mgnrega/district-305", shared()));
    let seen = "[...document.querySelectorAll('figure')].map(figure => [...figure.querySelectorAll('.drawing > div')]\
        .filter(drawing => drawing.getBoundingClientRect().height > 50).length)";
    assert_eq!(browser.value(seen), serde_json::json!([1, 1, 1, 1]));
}

#[test]
fn the_sign_in_page_fits_on_a_telephone_in_every_language() {
    let mut browser = Chromium::as_wide_as(TELEPHONE);
    for language in ["en", "bn", "hi"] {
        browser.open(&format!("http://{}/sign-in?language={language}", shared()));
        assert_eq!(
            browser.value("document.documentElement.scrollWidth"),
            TELEPHONE,
            "{language}"
        );
        let field = browser.value("document.querySelector('#password').getBoundingClientRect().height");
        assert!(field.as_f64().unwrap() > 30.0, "the field can be touched");
    }
}
