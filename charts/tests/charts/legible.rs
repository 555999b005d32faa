//! Labels are never written over each other, and stay within the picture, whatever the figures and in each script.

use charts::{
    Band, Beyond, Break, Dots, Dotted, Funnel, FunnelLimit, FunnelPoint, Line, Order, Reading, Reference,
    Row, Scatter, Standing, StateWords, Svg, Trend, Weight, Width, dots, funnel, scatter, trend,
};
use proptest::prelude::*;
use resvg::usvg;

use crate::data::{BOTH, all, awkward, caption, plain};
use crate::survive::{read, texts};

/// Words of a chart in each script: the year that is, the year before, a target, a band, a break.
const WORDS: [[&str; 5]; 3] = [
    [
        "2026-27: ",
        "2025-26",
        "target 33.3 %",
        "2025-26: suspended",
        "VB-G RAM G",
    ],
    [
        "2026-27: ",
        "2025-26",
        "লক্ষ্য 33.3 %",
        "2025-26: স্থগিত",
        "ভিবি-জি রাম জি",
    ],
    [
        "2026-27: ",
        "2025-26",
        "लक्ष्य 33.3 %",
        "2025-26: स्थगित",
        "वीबी-जी राम जी",
    ],
];
const PLACES: [[&str; 4]; 3] = [
    [
        "Bankura-II",
        "Gangajalghati",
        "Block Land and Land Reforms Officer, Sonamukhi",
        "Onda",
    ],
    [
        "বাঁকুড়া ২",
        "গঙ্গাজলঘাটি",
        "ভূমি ও ভূমি সংস্কার এবং উদ্বাস্তু ত্রাণ ও পুনর্বাসন",
        "ওন্দা",
    ],
    [
        "बाँकुड़ा-२",
        "गंगाजलघाटी",
        "भूमि और भूमि सुधार तथा शरणार्थी राहत और पुनर्वास",
        "ओन्दा",
    ],
];

/// The letters of a text, and the box around them without their halo.
fn letters(text: &usvg::Text) -> (String, usvg::Rect) {
    let words: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
    (words, text.flattened().abs_bounding_box())
}

/// Pairs of labels of which one is written over the other.
fn collisions(svg: &Svg) -> Vec<String> {
    let tree = read(&svg.for_print());
    let mut found = Vec::new();
    texts(tree.root(), &mut found);
    let labels: Vec<_> = found.into_iter().map(letters).collect();
    let touch = |one: usvg::Rect, other: usvg::Rect| {
        let across = one.right().min(other.right()) - one.left().max(other.left());
        let down = one.bottom().min(other.bottom()) - one.top().max(other.top());
        // A vowel sign may reach into the line above.
        across > 1.0 && down > 2.5
    };
    let mut collisions = Vec::new();
    for (index, (word, at)) in labels.iter().enumerate() {
        for (other, place) in &labels[index + 1..] {
            if touch(*at, *place) {
                collisions.push(format!("`{word}` at {at:?} and `{other}` at {place:?}"));
            }
        }
        let (right, bottom) = (svg.width as f32, svg.height as f32);
        if at.left() < -0.5 || at.top() < -1.0 || at.right() > right + 0.5 || at.bottom() > bottom + 1.0 {
            collisions.push(format!(
                "`{word}` at {at:?} leaves the picture of {right} x {bottom}"
            ));
        }
    }
    collisions
}

#[test]
fn no_label_of_awkward_data_is_written_over_another() {
    let mut faults = Vec::new();
    for (story, values) in awkward() {
        for width in BOTH {
            for (number, svg) in all(&values, width).iter().enumerate() {
                let found = collisions(svg);
                faults.extend(
                    found
                        .into_iter()
                        .map(|pair| format!("{story}, chart {number}, {width:?}: {pair}")),
                );
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Two years of months, of which the later may not be over.
fn two_years() -> impl Strategy<Value = (usize, Vec<f64>, usize, f64, (usize, usize), usize)> {
    (
        0..3_usize,
        prop::collection::vec(0.0..100.0_f64, 24),
        1..=12_usize,
        // Values that hardly differ lie together at one end of the scale.
        prop::sample::select(vec![1.0, 0.05]),
        (0..12_usize, 0..12_usize),
        1..12_usize,
    )
}

fn year_on_year(
    (script, values, months, spread, band, before): &(usize, Vec<f64>, usize, f64, (usize, usize), usize),
    width: Width,
) -> Svg {
    let [this, last, target, suspended, law] = WORDS[*script];
    let flat = |values: &[f64]| {
        values
            .iter()
            .map(|value| Some(40.0 + value * spread))
            .collect::<Vec<_>>()
    };
    let chart = Trend {
        caption: caption(),
        periods: (0..12).map(|month| format!("M{month}")).collect(),
        lines: vec![
            Line {
                label: last.into(),
                weight: Weight::Past(0),
                values: flat(&values[12..]),
            },
            Line {
                label: format!("{this}{:.1}", values[months - 1]),
                weight: Weight::Series(0),
                values: flat(&values[..*months]),
            },
        ],
        target: Some(Reference {
            value: 33.3,
            label: target.into(),
        }),
        bands: vec![Band {
            from: band.0.min(band.1),
            to: band.0.max(band.1),
            label: suspended.into(),
        }],
        breaks: vec![Break {
            before: *before,
            label: law.into(),
        }],
        words: StateWords::english(),
        numbers: &plain,
    };
    trend(&chart, width)
}

fn places() -> impl Strategy<Value = (usize, Vec<(f64, f64)>)> {
    (
        0..3_usize,
        prop::collection::vec((0.0..100.0_f64, 1.0..2000.0_f64), 1..40),
    )
}

fn name(script: usize, place: usize) -> String {
    format!("{} {place}", PLACES[script][place % 4])
}

fn points((script, values): &(usize, Vec<(f64, f64)>), width: Width) -> [Svg; 3] {
    let whole = Reference {
        value: 50.0,
        label: format!("{}: 50", PLACES[*script][0]),
    };
    let standing = |place: usize| [Some(Standing::Worse), Some(Standing::Better), None][place % 3];
    let numbered = || values.iter().enumerate();
    let row = |(place, (value, _)): (usize, &(f64, f64))| Row {
        standing: standing(place),
        ..Row::new(
            name(*script, place),
            Reading::value(*value, format!("{value:.1}")),
        )
    };
    let point = |(place, (value, of)): (usize, &(f64, f64))| FunnelPoint {
        name: name(*script, place),
        of: *of,
        value: *value,
        tip: String::new(),
        beyond: [Beyond::Chance, Beyond::Warning, Beyond::Alarm][place % 3],
        standing: standing(place),
    };
    let limit = |of: f64| FunnelLimit {
        of,
        warning: (50.0 - 100.0 / of.sqrt(), 50.0 + 100.0 / of.sqrt()),
        alarm: (50.0 - 158.0 / of.sqrt(), 50.0 + 158.0 / of.sqrt()),
    };
    let dotted = |(place, (up, across)): (usize, &(f64, f64))| Dotted {
        name: name(*script, place),
        across: *across,
        up: *up,
    };
    [
        dots(
            &Dots {
                caption: caption(),
                rows: numbered().map(row).collect(),
                order: Order::ByValue,
                reference: Some(whole.clone()),
                words: StateWords::english(),
                numbers: &plain,
            },
            width,
        ),
        funnel(
            &Funnel {
                caption: caption(),
                points: numbered().map(point).collect(),
                limits: [1.0, 10.0, 100.0, 500.0, 2000.0].map(limit).to_vec(),
                whole,
                limit_words: ["95 %", "99.8 %"].map(String::from),
                of_word: PLACES[*script][2].into(),
                numbers: &plain,
            },
            width,
        ),
        scatter(
            &Scatter {
                caption: caption(),
                across: PLACES[*script][2].into(),
                up: PLACES[*script][2].into(),
                points: numbered().map(dotted).collect(),
                words: StateWords::english(),
                numbers: &plain,
            },
            width,
        ),
    ]
}

/// How many charts are drawn for a property: more in `make soak`.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked
        .and_then(|cases| cases.parse().ok())
        .map_or(64, |cases: u32| cases.min(2000))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn the_words_of_a_trend_never_touch(years in two_years(), wide in any::<bool>()) {
        let svg = year_on_year(&years, BOTH[usize::from(wide)]);
        prop_assert_eq!(collisions(&svg), Vec::<String>::new());
    }

    #[test]
    fn the_names_of_places_never_touch(places in places(), wide in any::<bool>()) {
        for svg in points(&places, BOTH[usize::from(wide)]) {
            prop_assert_eq!(collisions(&svg), Vec::<String>::new());
        }
    }
}
