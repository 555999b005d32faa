//! Every page for everyone: in each language, at each width, dark and light, as axe-core and the eye of a ruler see it.
//!
//! A page is loaded once for each language; what follows from its width or scheme is seen by turning it. axe-core takes most
//! of the time, so that it looks at each page in two languages, at another width and scheme from page to page; under `JELA_SOAK=1` it
//! looks at all of them.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::chromium::Chromium;
use crate::demo;
use crate::server::shared;

const LANGUAGES: [&str; 3] = ["en", "bn", "hi"];
/// A telephone, a tablet, a desk.
const WIDTHS: [u32; 3] = [360, 768, 1440];
const SCHEMES: [&str; 2] = ["light", "dark"];
/// What axe-core sees: colours differ by scheme, what is shown by width.
const LOOKS: [(u32, &str); 4] = [(360, "dark"), (1440, "light"), (360, "light"), (1440, "dark")];
/// Browsers at once.
const BROWSERS: usize = 2;

/// Pages that anybody may open, and some that are not there or are refused.
const PUBLIC: [&str; 29] = [
    "/",
    "/mgnrega/district-305",
    "/mgnrega/state-19",
    "/mgnrega/subdivision-bnk-sadar",
    "/mgnrega/block-2786",
    "/mgnrega/gp-108289",
    "/mgnrega/district-305?by=gp",
    "/mgnrega/district-305?as_on=2025-11-22",
    "/mgnrega/district-305/indicator?measure=women_percent",
    "/mgnrega/block-2774/compare?with=block-2783&with=block-2786",
    "/mgnrega/district-305/source?measure=women_percent",
    "/duare-sarkar/district-305",
    "/convergence/district-305",
    "/search?q=khatra",
    "/search?q=zzzz",
    "/help",
    "/help/glossary",
    "/site-map",
    "/policies",
    "/feedback",
    "/accessibility",
    "/api",
    "/open-data",
    "/sign-in",
    "/recover?link=x",
    "/schedules/unsubscribe?recipient=x&seal=x",
    "/mgnrega/block-1",
    "/mgnrega/district-305?as_on=2026-02-31",
    "/pushti/block-1/cases",
];

/// Pages of those who have an account.
const OWN: [&str; 14] = [
    "/uploads",
    "/uploads/nothing",
    "/schedules",
    "/account",
    "/account/second-factor",
    "/audit",
    "/status",
    "/pushti/centre-999",
    "/grievance/state-19",
    "/pushti/block-2774/cases",
    "/pushti/block-2774/quality?by=centre",
    "/pushti/district-305/indicator?measure=weighed_percent",
    "/grievance/district-305/source?measure=pending",
    "/reports/district-review?format=html",
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
            return a.left < b.left - 3 || a.right > b.right + 3 || a.top < b.top - 4 || a.bottom > b.bottom + 4; }));\
    return [...boxes, ...words].map(e => e.tagName + ' ' + (e.id || '') + ' ' + e.textContent.slice(0, 60)); })()";

/// Labels of a drawing that stand over one another, in the fonts of this very browser.
const COLLIDING: &str = "[...document.querySelectorAll('svg.chart')].filter(s => s.getBoundingClientRect().width > 0).flatMap(s => {\
    const found = [], labels = [...s.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);\
    labels.forEach(([one, a], index) => labels.slice(index + 1).forEach(([other, b]) => {\
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);\
        if (across > 1 && down > Math.min(a.height, b.height) * .4) found.push(one + ' | ' + other); }));\
    return found; })";

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

/// A browser that looks at pages, and what it finds wrong with them.
struct Eye {
    browser: Chromium,
    axe: String,
    faults: Vec<String>,
}

impl Eye {
    /// One page in each language: laid out at every width in both schemes, and as axe-core sees it, in one look that is
    /// another from page to page; in each language and all looks where `thorough`.
    fn looks_at(&mut self, number: usize, path: &str, thorough: bool) {
        for (index, language) in LANGUAGES.into_iter().enumerate() {
            let joint = if path.contains('?') { '&' } else { '?' };
            let address = format!("http://{}{path}{joint}language={language}", shared());
            self.browser.open(&address);
            let page = format!("{path} in {language}");
            for foreign in strings(&self.browser.value(FOREIGN)) {
                self.faults.push(format!("{page} asks {foreign}"));
            }
            self.lays_out(&page);
            // In the ordinary run in two of the languages.
            if !thorough && index == number % LANGUAGES.len() {
                continue;
            }
            let looks = if thorough {
                &LOOKS[..]
            } else {
                &LOOKS[(number + index) % LOOKS.len()..][..1]
            };
            for (width, scheme) in looks {
                self.checks(&page, *width, scheme);
            }
        }
    }

    fn turns(&mut self, width: u32, scheme: &str) {
        self.browser.becomes_as_wide_as(width);
        self.browser.prefers(scheme);
        let turned = format!(
            "matchMedia('(width: {width}px)').matches && matchMedia('(prefers-color-scheme: {scheme})').matches"
        );
        self.browser.waits_until(&turned);
    }

    /// Nothing is wider than the screen, cut off, or written over something else.
    fn lays_out(&mut self, page: &str) {
        for width in WIDTHS {
            for scheme in SCHEMES {
                self.turns(width, scheme);
                let mut found = Vec::new();
                let wide = self.browser.value("document.documentElement.scrollWidth");
                if wide != width {
                    found.push(format!("is {wide} pixels wide"));
                }
                let cut = strings(&self.browser.value(CLIPPED)).into_iter();
                found.extend(cut.map(|cut| format!("cuts off `{cut}`")));
                let over = strings(&self.browser.value(COLLIDING)).into_iter();
                found.extend(over.map(|over| format!("writes one label over another: `{over}`")));
                let told = found
                    .into_iter()
                    .map(|what| format!("{page}, {width} pixels, {scheme}: {what}"));
                self.faults.extend(told);
            }
        }
    }

    fn checks(&mut self, page: &str, width: u32, scheme: &str) {
        self.turns(width, scheme);
        self.browser.value(&self.axe);
        let found = self.browser.value(AXE);
        assert!(found.is_array(), "axe-core answers on {page}: {found}");
        for violation in strings(&found) {
            self.faults
                .push(format!("{page}, {width} pixels, {scheme}: {violation}"));
        }
    }
}

/// What some browsers find wrong with pages, each browser with its share of them.
fn faults(pages: &[String], signed_in: bool) -> Vec<String> {
    let (axe, thorough) = (axe(), std::env::var_os("JELA_SOAK").is_some());
    let share = |first: usize| {
        let mut browser = Chromium::as_wide_as(1440);
        if signed_in {
            sign_in(&mut browser);
        }
        let mut eye = Eye {
            browser,
            axe: axe.clone(),
            faults: Vec::new(),
        };
        for (number, page) in pages.iter().enumerate().skip(first).step_by(BROWSERS) {
            eye.looks_at(number, page, thorough);
        }
        eye.faults
    };
    std::thread::scope(|scope| {
        let shares: Vec<_> = (0..BROWSERS)
            .map(|first| scope.spawn(move || share(first)))
            .collect();
        shares
            .into_iter()
            .flat_map(|share| share.join().unwrap())
            .collect()
    })
}

#[test]
fn every_public_page_in_every_language_is_for_everyone() {
    let faults = faults(&PUBLIC.map(String::from), false);
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_page_of_those_with_an_account_is_for_everyone() {
    let mut browser = Chromium::as_wide_as(1440);
    sign_in(&mut browser);
    let mut own = pages_of_programmes(&mut browser);
    assert!(own.len() > 12, "{own:?}");
    own.extend(OWN.map(String::from));
    own.insert(page_of_a_batch(&mut browser));
    drop(browser);
    let pages: Vec<String> = own
        .into_iter()
        .filter(|path| !PUBLIC.contains(&path.as_str()))
        .collect();
    let faults = faults(&pages, true);
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// A batch, as the page on where figures come from leads to it.
fn page_of_a_batch(browser: &mut Chromium) -> String {
    browser.open(&format!(
        "http://{}/mgnrega/gp-108289/source?measure=persondays",
        shared()
    ));
    let first = "[...document.querySelectorAll('a[href*=\"/batches/\"]')].slice(0, 1).map(a => new URL(a.href).pathname)";
    strings(&browser.value(first))
        .pop()
        .expect("a figure has a sheet behind it")
}
