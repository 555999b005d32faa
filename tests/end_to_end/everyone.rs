//! Every page for everyone: in each language, at each width, dark and light, as axe-core and the eye of a ruler see it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::chromium::Chromium;
use crate::demo;
use crate::server::shared;

/// How a page is looked at: each language once, each width once, dark and light.
const LOOKS: [(&str, u32, &str); 3] = [("en", 1440, "light"), ("bn", 360, "dark"), ("hi", 768, "light")];

/// Pages that anybody may open, and one that is not there.
const PUBLIC: [&str; 14] = [
    "/",
    "/mgnrega/district-305",
    "/mgnrega/block-2786",
    "/mgnrega/gp-108289",
    "/mgnrega/district-305?by=gp",
    "/mgnrega/district-305?as_on=2025-11-22",
    "/duare-sarkar/district-305",
    "/search?q=khatra",
    "/help",
    "/accessibility",
    "/api",
    "/open-data",
    "/sign-in",
    "/mgnrega/block-1",
];

/// Pages of those who have an account.
const OWN: [&str; 4] = [
    "/uploads",
    "/schedules",
    "/pushti/centre-999",
    "/grievance/state-19",
];

/// axe-core with the rules of WCAG 2.1 and 2.2, A and AA: what is wrong, each with the places where.
const AXE: &str = "axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})\
    .then(found => found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')))";

/// Text that is cut off: in a box that hides what does not fit, or in a drawing beyond its edge.
const CLIPPED: &str = "(() => {\
    const boxes = [...document.querySelectorAll('body *')].filter(e => e.clientWidth > 1 && !e.closest('svg,.unseen')\
        && getComputedStyle(e).overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1);\
    const words = [...document.querySelectorAll('svg.chart')].filter(s => s.getBoundingClientRect().width > 0)\
        .flatMap(s => [...s.querySelectorAll('text')].filter(t => { const a = t.getBoundingClientRect(), b = s.getBoundingClientRect();\
            return a.left < b.left - 3 || a.right > b.right + 3; }));\
    return [...boxes, ...words].map(e => e.tagName + ' ' + (e.id || '') + ' ' + e.textContent.slice(0, 60)); })()";

const FOREIGN: &str =
    "performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))";

fn axe() -> String {
    let file = std::env::var_os("JELA_AXE")
        .expect("JELA_AXE names axe.min.js of axe-core; run `make test`, which fetches it");
    fs::read_to_string(file).unwrap()
}

/// Lets an administrator of the demo in.
pub fn sign_in(browser: &mut Chromium) {
    let accounts = fs::read(demo::data().join("demo-accounts.json")).unwrap();
    let accounts: Value = serde_json::from_slice(&accounts).unwrap();
    let admin = accounts
        .as_array()
        .unwrap()
        .iter()
        .find(|account| account["role"] == "admin");
    let admin = admin.unwrap();
    browser.open(&format!("http://{}/sign-in?next=/help", shared()));
    let fill = format!(
        "document.querySelector('#name').value = {}; document.querySelector('#password').value = {};\
         document.querySelector('form.sign-in').submit(); true",
        admin["name"], admin["password"]
    );
    browser.value(&fill);
    browser.waits_until("location.pathname === '/help' && document.readyState === 'complete'");
}

/// The pages of each programme, as the administrator is led to them.
fn pages_of_programmes(browser: &mut Chromium) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    browser.open(&format!("http://{}/", shared()));
    let links =
        "[...document.querySelectorAll('nav.programmes a, nav.pages a')].map(a => new URL(a.href).pathname)";
    for programme in strings(&browser.value(links)) {
        browser.open(&format!("http://{}{programme}", shared()));
        found.extend(strings(&browser.value(links)));
        found.extend(strings(&browser.value("[location.pathname]")));
    }
    found.retain(|path| path.matches('/').count() > 1);
    found
}

fn strings(value: &Value) -> Vec<String> {
    let values = value.as_array().into_iter().flatten();
    values
        .filter_map(|value| Some(value.as_str()?.to_owned()))
        .collect()
}

fn look_at(browser: &mut Chromium, axe: &str, path: &str, faults: &mut Vec<String>) {
    for (language, width, scheme) in LOOKS {
        browser.becomes_as_wide_as(width);
        browser.prefers(scheme);
        let joint = if path.contains('?') { '&' } else { '?' };
        browser.open(&format!("http://{}{path}{joint}language={language}", shared()));
        let mut fault =
            |what: String| faults.push(format!("{path} in {language}, {width} pixels, {scheme}: {what}"));
        if browser.value("document.documentElement.scrollWidth") != width {
            fault(format!(
                "is {} pixels wide",
                browser.value("document.documentElement.scrollWidth")
            ));
        }
        for cut in strings(&browser.value(CLIPPED)) {
            fault(format!("cuts off `{cut}`"));
        }
        for foreign in strings(&browser.value(FOREIGN)) {
            fault(format!("asks {foreign}"));
        }
        browser.value(axe);
        let found = browser.value(AXE);
        assert!(found.is_array(), "axe-core answers on {path}: {found}");
        for violation in strings(&found) {
            fault(violation);
        }
    }
}

#[test]
fn every_page_in_every_language_is_for_everyone() {
    let axe = axe();
    let mut browser = Chromium::as_wide_as(1440);
    let mut faults = Vec::new();
    for path in PUBLIC {
        look_at(&mut browser, &axe, path, &mut faults);
    }
    sign_in(&mut browser);
    let mut own: BTreeSet<String> = pages_of_programmes(&mut browser);
    assert!(own.len() > 12, "{own:?}");
    own.extend(OWN.map(String::from));
    for path in own.iter().filter(|path| !PUBLIC.contains(&path.as_str())) {
        look_at(&mut browser, &axe, path, &mut faults);
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
