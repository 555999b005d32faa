//! Charts of awkward data.

use charts::{
    AgeBand, Band, Better, Beyond, Break, Caption, Class, Classes, Dots, Flow, Funnel, FunnelLimit,
    FunnelPoint, Kind, Line, Map, MapMonths, MapPanel, MapScale, Of, Order, Outline, Panel, Pyramid,
    RankedBars, Reading, Reference, Region, Row, Side, SmallMultiples, Standing, State, StateWords, Stock,
    Svg, Trend, Weight, Width, classes, dots, flow, funnel, map, map_months, pyramid, ranked_bars,
    small_multiples, sparkline, trend,
};

pub const LONGEST: &str = "শ্রীশ্রীরামকৃষ্ণ পরমহংসদেব স্মৃতি প্রাথমিক বিদ্যালয় সংলগ্ন অঙ্গনওয়াড়ি কেন্দ্র নম্বর সতেরো";
pub const BOTH: [Width; 2] = [Width::Narrow, Width::Wide];

pub fn plain(value: f64, decimals: u32) -> String {
    format!("{value:.*}", decimals as usize)
}

pub fn caption() -> Caption {
    Caption::new("chart", "Persondays, lakh")
        .subtitle("Bankura")
        .finding("Up by 4 %.")
        .foot("as on 22 Nov 2026")
}

/// Lists of values no chart may stumble over, each with its story.
pub fn awkward() -> Vec<(&'static str, Vec<Option<f64>>)> {
    vec![
        ("nothing at all", vec![]),
        ("one place", vec![Some(7.2)]),
        (
            "190 places",
            (0..190)
                .map(|place| Some(f64::from(place * 7919 % 190)))
                .collect(),
        ),
        ("all zero", vec![Some(0.0); 6]),
        ("all missing", vec![None; 6]),
        ("one huge outlier", vec![Some(3.0), Some(9.9e12), None, Some(1.0)]),
        (
            "changes below zero",
            vec![Some(-12.4), Some(7.0), Some(-0.01), Some(0.0)],
        ),
        ("all below zero", vec![Some(-12.4), Some(-3.0)]),
        (
            "not a number",
            vec![
                Some(f64::NAN),
                Some(f64::INFINITY),
                Some(f64::NEG_INFINITY),
                Some(1.0),
            ],
        ),
        (
            "beyond all bounds",
            vec![Some(f64::MAX), Some(f64::MIN), Some(f64::MIN_POSITIVE)],
        ),
    ]
}

pub fn rows(values: &[Option<f64>]) -> Vec<Row> {
    let states = [
        State::NotReported,
        State::Suppressed,
        State::Suspended,
        State::NotApplicable,
    ];
    let row = |(index, value): (usize, &Option<f64>)| {
        let name = if index == 1 {
            LONGEST.to_owned()
        } else {
            format!("Ranibundh & <{index}>")
        };
        let Some(value) = value else {
            return Row::new(name, Reading::State(states[index % 4]));
        };
        let row =
            Row::new(name, Reading::value(*value, format!("{value:.1e}"))).interval(value - 1.0, value + 1.0);
        if index % 3 == 0 {
            row.standing(Standing::Worse)
        } else {
            row
        }
    };
    values.iter().enumerate().map(row).collect()
}

pub fn reference() -> Option<Reference> {
    Some(Reference {
        value: 2.5,
        label: "লক্ষ্যমাত্রা 2.5".into(),
    })
}

pub fn line(values: &[Option<f64>], weight: Weight) -> Line {
    Line {
        label: "2026-27: 2.4".into(),
        values: values.to_vec(),
        weight,
    }
}

pub fn bars_of<'a>(values: &[Option<f64>]) -> RankedBars<'a> {
    let (rows, words) = (rows(values), StateWords::english());
    RankedBars {
        caption: caption(),
        rows,
        order: Order::ByValue,
        reference: reference(),
        words,
        numbers: &plain,
    }
}

pub fn dots_of<'a>(values: &[Option<f64>]) -> Dots<'a> {
    Dots {
        caption: caption(),
        rows: rows(values),
        order: Order::ByValue,
        reference: reference(),
        words: StateWords::english(),
        numbers: &plain,
    }
}

pub fn trend_of<'a>(values: &[Option<f64>]) -> Trend<'a> {
    Trend {
        caption: caption(),
        periods: (0..values.len()).map(|period| format!("M{period}")).collect(),
        lines: vec![
            line(values, Weight::Past(0)),
            line(values, Weight::Series(0)),
            line(values, Weight::Series(7)),
        ],
        target: reference(),
        bands: vec![Band {
            from: 0,
            to: 2,
            label: "suspended".into(),
        }],
        breaks: vec![Break {
            before: 1,
            label: "VB-G RAM G".into(),
        }],
        words: StateWords::english(),
        numbers: &plain,
    }
}

pub fn multiples_of<'a>(values: &[Option<f64>]) -> SmallMultiples<'a> {
    let panel = |title: &str| Panel {
        title: title.into(),
        lines: vec![Line {
            label: "2.4".into(),
            ..line(values, Weight::Series(0))
        }],
    };
    SmallMultiples {
        caption: caption(),
        periods: (0..values.len()).map(|period| format!("M{period}")).collect(),
        panels: [LONGEST, "Onda", "", "Indus", "Khatra"].map(panel).to_vec(),
        target: reference(),
        words: StateWords::english(),
        numbers: &plain,
    }
}

/// Those who came are the values, those who left the values again, a period later.
pub fn flow_of<'a>(values: &[Option<f64>]) -> Flow<'a> {
    let kind = |name: &str| Kind {
        name: name.into(),
        values: values.to_vec(),
    };
    Flow {
        caption: caption(),
        periods: (0..values.len()).map(|period| format!("M{period}")).collect(),
        came: [LONGEST, "Relapsed 3"].map(kind).to_vec(),
        came_word: "came under care".into(),
        left: [
            "Recovered 23",
            "Defaulted <2>",
            "Died",
            "Aged out",
            "Moved",
            "A sixth kind",
        ]
        .map(kind)
        .to_vec(),
        left_word: "left".into(),
        stock: Stock {
            name: "Under care at the end of the month".into(),
            numbers: values
                .iter()
                .map(|value| value.map_or_else(|| "–".into(), |value| format!("{value:.1e}")))
                .collect(),
        },
        states: values
            .iter()
            .map(|value| value.is_none().then_some(State::NotReported))
            .collect(),
        words: StateWords::english(),
        numbers: &plain,
    }
}

pub fn classes_of<'a>(values: &[Option<f64>]) -> Classes<'a> {
    let class = |(index, row): (usize, Row)| Class {
        name: row.name,
        reading: row.reading,
        of: [Of::Value, Of::Few, Of::Unknown][index % 3],
    };
    Classes {
        caption: caption(),
        classes: rows(values).into_iter().enumerate().map(class).collect(),
        words: StateWords::english(),
        numbers: &plain,
    }
}

/// Rates that are the values, each of one more than the one before.
pub fn funnel_of<'a>(values: &[Option<f64>]) -> Funnel<'a> {
    let point = |(index, row): (usize, Row)| match row.reading {
        Reading::Value { value, .. } => Some(FunnelPoint {
            tip: format!("{}: {value:.1e}", row.name),
            name: row.name,
            of: index as f64 + 1.0,
            value,
            beyond: [Beyond::Chance, Beyond::Alarm, Beyond::Warning][index % 3],
            standing: [None, None, Some(Standing::Worse)][index % 3],
        }),
        Reading::State(_) => None,
    };
    let limit = |of: f64| FunnelLimit {
        of,
        warning: (0.0, 100.0 / of.sqrt()),
        alarm: (0.0, 158.0 / of.sqrt()),
    };
    Funnel {
        caption: caption(),
        points: rows(values).into_iter().enumerate().filter_map(point).collect(),
        limits: [1.0, 5.0, 20.0, 200.0].map(limit).to_vec(),
        whole: Reference {
            value: 2.5,
            label: LONGEST.into(),
        },
        limit_words: ["95 %", "99.8 %"].map(String::from),
        of_word: LONGEST.into(),
        numbers: &plain,
    }
}

/// The values on both sides.
pub fn pyramid_of<'a>(values: &[Option<f64>]) -> Pyramid<'a> {
    let band = |row: Row| AgeBand {
        name: row.name,
        readings: [row.reading.clone(), row.reading],
        few: [false, true],
    };
    Pyramid {
        caption: caption(),
        sides: [LONGEST, "Men"].map(|name| Side { name: name.into() }),
        bands: rows(values).into_iter().map(band).collect(),
        words: StateWords::english(),
        numbers: &plain,
    }
}

/// The values in each of three months.
pub fn map_months_of<'a>(values: &[Option<f64>], outlines: &'a [Outline]) -> MapMonths<'a> {
    let map = map_of(values, outlines, MapScale::Sequential);
    let panel = |title: &str| MapPanel {
        title: title.into(),
        regions: map.regions.clone(),
    };
    MapMonths {
        caption: caption(),
        outlines,
        panels: ["Apr", "May", "Jun"].map(panel).to_vec(),
        scale: MapScale::Sequential,
        words: StateWords::english(),
        numbers: &plain,
    }
}

/// Unit squares side by side.
pub fn squares(count: usize) -> Vec<Outline> {
    let ring = |x: f64| vec![(x, 0.0), (x + 1.0, 0.0), (x + 1.0, 1.0), (x, 1.0), (x, 0.0)];
    (0..count)
        .map(|square| Outline {
            code: square.to_string(),
            rings: vec![ring(square as f64)],
        })
        .collect()
}

pub fn map_of<'a>(values: &[Option<f64>], outlines: &'a [Outline], scale: MapScale) -> Map<'a> {
    let regions = rows(values).into_iter().enumerate();
    let regions = regions.map(|(index, row)| Region {
        code: index.to_string(),
        name: row.name,
        reading: row.reading,
    });
    Map {
        caption: caption(),
        outlines,
        regions: regions.collect(),
        scale,
        words: StateWords::english(),
        numbers: &plain,
    }
}

/// Every chart of the same values.
pub fn all(values: &[Option<f64>], width: Width) -> Vec<Svg> {
    let outlines = squares(values.len());
    let diverging = MapScale::Diverging {
        around: 2.5,
        better: Better::Lower,
    };
    vec![
        ranked_bars(&bars_of(values), width),
        dots(&dots_of(values), width),
        trend(&trend_of(values), width),
        small_multiples(&multiples_of(values), width),
        map(&map_of(values, &outlines, MapScale::Sequential), width),
        map(&map_of(values, &outlines, diverging), width),
        sparkline(&caption(), values),
        flow(&flow_of(values), width),
        classes(&classes_of(values), width),
        funnel(&funnel_of(values), width),
        pyramid(&pyramid_of(values), width),
        map_months(&map_months_of(values, &outlines), width),
    ]
}
