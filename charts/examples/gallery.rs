//! Draws every kind of chart with awkward data, for the eye: `cargo run --release -p jela-charts --example gallery -- DIR`.

use std::error::Error;
use std::path::Path;

use charts::{
    AgeBand, Band, Better, Beyond, Break, Caption, Dots, Funnel, FunnelLimit, FunnelPoint, Line, Map,
    MapMonths, MapPanel, MapScale, Order, Outline, Panel, Pyramid, RankedBars, Reading, Reference, Region,
    Row, Side, SmallMultiples, Standing, State, StateWords, Svg, Trend, Weight, Width, dots, funnel, map,
    map_months, png, pyramid, ranked_bars, small_multiples, sparkline, stylesheet, theme, trend,
};

const NAMES: [(&str, &str); 22] = [
    ("Bankura-I", "বাঁকুড়া ১"),
    ("Bankura-II", "বাঁকুড়া ২"),
    ("Barjora", "বড়জোড়া"),
    ("Chhatna", "ছাতনা"),
    ("Gangajalghati", "গঙ্গাজলঘাটি"),
    ("Hirbandh", "হীড়বাঁধ"),
    ("Indpur", "ইন্দপুর"),
    ("Indus", "ইন্দাস"),
    ("Jaypur", "জয়পুর"),
    ("Khatra", "খাতড়া"),
    ("Kotulpur", "কোতুলপুর"),
    ("Mejhia", "মেজিয়া"),
    ("Onda", "ওন্দা"),
    ("Patrasayer", "পাত্রসায়ের"),
    ("Raipur", "রাইপুর"),
    ("Ranibundh", "রাণীবাঁধ"),
    ("Saltora", "শালতোড়া"),
    ("Sarenga", "সারেঙ্গা"),
    ("Simlapal", "সিমলাপাল"),
    ("Sonamukhi", "সোনামুখী"),
    ("Taldangra", "তালডাংরা"),
    ("Vishnupur", "বিষ্ণুপুর"),
];
const LONGEST: &str = "শ্রীশ্রীরামকৃষ্ণ পরমহংসদেব স্মৃতি প্রাথমিক বিদ্যালয় সংলগ্ন অঙ্গনওয়াড়ি কেন্দ্র নম্বর সতেরো";
const MONTHS: [&str; 12] = [
    "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
];

fn plain(value: f64, decimals: u32) -> String {
    format!("{value:.*}", decimals as usize)
}

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args()
        .nth(1)
        .ok_or("say where to: gallery DIR [GEOJSON CODE_PROPERTY]")?;
    std::fs::create_dir_all(&out)?;
    let mut page = format!(
        "<!doctype html><style>{}{}</style>",
        theme::css(),
        stylesheet::css()
    );
    page += "<style>body{background:var(--card)}figure{display:inline-block;vertical-align:top}</style>";
    for width in [Width::Narrow, Width::Wide] {
        for svg in trends(width)
            .into_iter()
            .chain(bars(width))
            .chain(dot_charts(width))
            .chain([panels(width), funnels(width), pyramids(width)])
        {
            write(Path::new(&out), &svg, width)?;
            page += &format!("<figure>{}</figure>\n", svg.inline());
        }
        for svg in maps(width)? {
            write(Path::new(&out), &svg, width)?;
            page += &format!("<figure>{}</figure>\n", svg.inline());
        }
    }
    std::fs::write(Path::new(&out).join("gallery.html"), page)?;
    let spark = sparkline(
        &caption("spark", "Persondays"),
        &[Some(2.0), Some(3.0), None, Some(2.5), Some(3.4)],
    );
    write(Path::new(&out), &spark, Width::Wide)
}

fn write(out: &Path, svg: &Svg, width: Width) -> Result<(), Box<dyn Error>> {
    let name = out.join(format!("{}-{}", svg.caption.id, width.pixels()));
    std::fs::write(name.with_extension("svg"), svg.standalone())?;
    std::fs::write(name.with_extension("png"), png(svg, 2.0)?)?;
    Ok(())
}

fn caption(id: &str, title: &str) -> Caption {
    Caption::new(id, title)
        .subtitle("Bankura district, 2025-26 to 2026-27; 186 of 190 GPs reported")
        .finding("Made up.")
        .foot("Made-up figures; as on 22 Nov 2026")
}

fn line(label: &str, weight: Weight, values: &[f64]) -> Line {
    let known = |value: &f64| (*value >= 0.0).then_some(*value);
    Line {
        label: label.into(),
        weight,
        values: values.iter().map(known).collect(),
    }
}

fn base<'a>(id: &str) -> Trend<'a> {
    Trend {
        caption: caption(id, "Persondays by month, lakh"),
        periods: MONTHS.map(String::from).to_vec(),
        lines: vec![
            line(
                "2025-26",
                Weight::Past(0),
                &[-1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, 0.9, 2.2, 3.1, 3.6],
            ),
            line(
                "2026-27: 2.4",
                Weight::Series(0),
                &[2.9, 3.4, 2.6, 1.8, 2.1, 2.6, 3.0, 2.4],
            ),
        ],
        target: Some(Reference {
            value: 2.5,
            label: "target 2.5".into(),
        }),
        bands: vec![Band {
            from: 0,
            to: 7,
            label: "2025-26: work suspended".into(),
        }],
        breaks: vec![Break {
            before: 3,
            label: "VB-G RAM G".into(),
        }],
        words: StateWords::english(),
        numbers: &plain,
    }
}

fn trends(width: Width) -> Vec<Svg> {
    let gaps = Trend {
        lines: vec![
            line(
                "last year 61",
                Weight::Past(0),
                &[
                    70.0, 72.0, 75.0, 71.0, 69.0, 66.0, 70.0, 74.0, 76.0, 70.0, 66.0, 61.0,
                ],
            ),
            line(
                "this year 63",
                Weight::Series(0),
                &[
                    72.0, 74.0, -1.0, -1.0, 71.0, -1.0, 73.0, 75.0, 78.0, -1.0, 65.0, 63.0,
                ],
            ),
        ],
        bands: vec![],
        target: Some(Reference {
            value: 95.0,
            label: "target 95".into(),
        }),
        ..base("trend-gaps")
    };
    let months: Vec<f64> = (0..12).map(f64::from).collect();
    let five = (0..5usize)
        .map(|series| {
            let values: Vec<f64> = months
                .iter()
                .map(|month| 3.0 + series as f64 * 0.4 + (month * 0.7 + series as f64).sin())
                .collect();
            line(
                &format!("{} block", NAMES[series].0),
                Weight::Series(series),
                &values,
            )
        })
        .collect();
    let keyed = Trend {
        lines: vec![
            line(LONGEST, Weight::Series(0), &months),
            line("গত বছর", Weight::Past(0), &[3.0; 12]),
        ],
        bands: vec![],
        breaks: vec![],
        target: None,
        ..base("trend-key")
    };
    vec![
        trend(&base("trend"), width),
        trend(&gaps, width),
        trend(
            &Trend {
                lines: five,
                bands: vec![],
                target: None,
                ..base("trend-five")
            },
            width,
        ),
        trend(&keyed, width),
        trend(
            &Trend {
                lines: vec![line("0", Weight::Series(0), &[0.0; 12])],
                bands: vec![],
                target: None,
                ..base("trend-zero")
            },
            width,
        ),
        trend(
            &Trend {
                lines: vec![line("", Weight::Series(0), &[-1.0; 12])],
                ..base("trend-missing")
            },
            width,
        ),
        trend(
            &Trend {
                lines: vec![line("5,00,00,000", Weight::Series(0), &[3.0, 2.0, 5e7, 4.0, 3.0])],
                bands: vec![],
                target: None,
                breaks: vec![],
                ..base("trend-outlier")
            },
            width,
        ),
        trend(
            &Trend {
                periods: vec!["2026-27".into()],
                lines: vec![line("7.2", Weight::Series(0), &[7.2])],
                bands: vec![],
                target: None,
                breaks: vec![],
                ..base("trend-one")
            },
            width,
        ),
    ]
}

fn value(index: usize) -> f64 {
    79.2 + ((index * 37) % 22) as f64 * 0.9
}

fn blocks(bengali: bool) -> Vec<Row> {
    NAMES
        .iter()
        .enumerate()
        .map(|(index, (english, bangla))| {
            let value = value(index);
            let row = Row::new(
                if bengali { *bangla } else { *english },
                Reading::value(value, format!("{value:.1}")),
            )
            .interval(value - 1.6, value + 1.4);
            match value {
                value if value < 83.0 => row.standing(Standing::Worse),
                value if value > 96.0 => row.standing(Standing::Better),
                _ => row,
            }
        })
        .collect()
}

fn bar_chart<'a>(id: &str, rows: Vec<Row>, reference: Option<Reference>) -> RankedBars<'a> {
    RankedBars {
        caption: caption(id, "Work provided against demand, %"),
        rows,
        order: Order::ByValue,
        reference,
        words: StateWords::english(),
        numbers: &plain,
    }
}

fn bars(width: Width) -> Vec<Svg> {
    let target = || {
        Some(Reference {
            value: 95.0,
            label: "target 95".into(),
        })
    };
    let mut states = blocks(false)
        .into_iter()
        .take(6)
        .map(|row| Row {
            interval: None,
            ..row
        })
        .collect::<Vec<_>>();
    states.extend(
        [
            State::NotReported,
            State::Suppressed,
            State::Suspended,
            State::NotApplicable,
        ]
        .map(|state| Row::new(format!("{state:?} block"), Reading::State(state))),
    );
    states.push(Row::new("Nought", Reading::value(0.0, "0")));
    states.push(Row::new(LONGEST, Reading::value(61.0, "61.0")).standing(Standing::Watch));
    let many = (0..190)
        .map(|index| {
            Row::new(
                format!("{} gram panchayat {index}", NAMES[index % 22].0),
                Reading::value((index * 7919 % 190) as f64, format!("{}", index * 7919 % 190)),
            )
        })
        .collect();
    let changes = NAMES
        .iter()
        .enumerate()
        .map(|(index, (name, _))| {
            let change = (index as f64 - 9.0) * 2.3;
            Row::new(*name, Reading::value(change, format!("{change:+.1} %"))).standing(if change < 0.0 {
                Standing::Worse
            } else {
                Standing::Better
            })
        })
        .collect();
    let outlier = vec![
        Row::new("Khatra", Reading::value(9.9e9, "9,90,00,00,000")),
        Row::new("Onda", Reading::value(3.0, "3")),
        Row::new("Indus", Reading::value(-2.0, "-2")),
    ];
    vec![
        ranked_bars(&bar_chart("bars-states", states, target()), width),
        ranked_bars(&bar_chart("bars-bengali", blocks(true), target()), width),
        ranked_bars(&bar_chart("bars-many", many, None), width),
        ranked_bars(&bar_chart("bars-changes", changes, None), width),
        ranked_bars(&bar_chart("bars-outlier", outlier, None), width),
        ranked_bars(
            &bar_chart(
                "bars-one",
                vec![Row::new("Khatra", Reading::value(4.0, "4"))],
                None,
            ),
            width,
        ),
        ranked_bars(
            &bar_chart(
                "bars-zero",
                ["A", "B"]
                    .map(|name| Row::new(name, Reading::value(0.0, "0")))
                    .to_vec(),
                None,
            ),
            width,
        ),
        ranked_bars(
            &bar_chart(
                "bars-missing",
                ["A", "B"]
                    .map(|name| Row::new(name, Reading::State(State::NotReported)))
                    .to_vec(),
                None,
            ),
            width,
        ),
    ]
}

fn dot_charts(width: Width) -> Vec<Svg> {
    [false, true]
        .map(|bengali| {
            let mut rows = blocks(bengali);
            rows.push(Row::new(LONGEST, Reading::State(State::Suppressed)));
            let reference = Some(Reference {
                value: 88.6,
                label: if bengali {
                    "জেলা ৮৮.৬"
                } else {
                    "district 88.6"
                }
                .into(),
            });
            let id = if bengali { "dots-bengali" } else { "dots" };
            dots(
                &Dots {
                    caption: caption(id, "Work provided against demand, %"),
                    rows,
                    order: Order::ByValue,
                    reference,
                    words: StateWords::english(),
                    numbers: &plain,
                },
                width,
            )
        })
        .to_vec()
}

fn panels(width: Width) -> Svg {
    let panels = NAMES
        .iter()
        .take(11)
        .enumerate()
        .map(|(index, (name, bangla))| {
            let missing = index == 4;
            let values: Vec<f64> = (0..12)
                .map(|month| {
                    if missing || month == 5 && index == 2 {
                        -1.0
                    } else {
                        2.0 + ((index * 5 + month * 3) % 11) as f64 / 4.0
                    }
                })
                .collect();
            let past: Vec<f64> = values
                .iter()
                .map(|value| if missing { -1.0 } else { value * 0.8 + 0.2 })
                .collect();
            let label = values
                .last()
                .map(|value| format!("{value:.1}"))
                .unwrap_or_default();
            Panel {
                title: if index == 7 {
                    LONGEST
                } else if index % 2 == 0 {
                    name
                } else {
                    bangla
                }
                .to_owned(),
                lines: vec![
                    line("", Weight::Past(0), &past),
                    line(&label, Weight::Series(0), &values),
                ],
            }
        })
        .collect();
    small_multiples(
        &SmallMultiples {
            caption: caption("panels", "Persondays by month and block, lakh"),
            periods: MONTHS.map(String::from).to_vec(),
            panels,
            target: Some(Reference {
                value: 3.0,
                label: "target 3.0".into(),
            }),
            words: StateWords::english(),
            numbers: &plain,
        },
        width,
    )
}

fn funnels(width: Width) -> Svg {
    let limits = |whole: f64, of: f64| {
        let half = |z: f64| z * (whole * (100.0 - whole) / of).sqrt();
        let ends = |half: f64| ((whole - half).max(0.0), (whole + half).min(100.0));
        (ends(half(1.96)), ends(half(3.09)))
    };
    let point = |(index, (name, bangla)): (usize, &(&str, &str))| {
        let of = 20.0 * 1.4_f64.powi(index as i32 % 17);
        let value = 4.1 + ((index * 37) % 19) as f64 / 3.0 - 3.0 + if index % 9 == 4 { 4.0 } else { 0.0 };
        let (warning, alarm) = limits(4.1, of);
        let beyond = |(low, high): (f64, f64)| value < low || high < value;
        let beyond = match (beyond(alarm), beyond(warning)) {
            (true, _) => Beyond::Alarm,
            (_, true) => Beyond::Warning,
            _ => Beyond::Chance,
        };
        let standing = if value > 4.1 {
            Standing::Worse
        } else {
            Standing::Better
        };
        FunnelPoint {
            name: if index % 4 == 0 { *bangla } else { *name }.into(),
            tip: format!("{name}: {value:.1} % of {of:.0}"),
            standing: (beyond != Beyond::Chance).then_some(standing),
            of,
            value,
            beyond,
        }
    };
    let limit = |step: i32| {
        let of = 18.0 * 1.2_f64.powi(step);
        let (warning, alarm) = limits(4.1, of);
        FunnelLimit { of, warning, alarm }
    };
    funnel(
        &Funnel {
            caption: caption(
                "funnel",
                "Severe wasting, of children measured, against chance, %",
            ),
            points: NAMES.iter().enumerate().map(point).collect(),
            limits: (0..32).map(limit).collect(),
            whole: Reference {
                value: 4.1,
                label: "Bankura 4.1".into(),
            },
            limit_words: ["95 %", "99.8 %"].map(String::from),
            of_word: "of: children measured".into(),
            numbers: &plain,
        },
        width,
    )
}

fn pyramids(width: Width) -> Svg {
    let ages = [
        "0–17 years",
        "18–29 years",
        "30–44 years",
        "45–59 years",
        "60 years and above",
    ];
    let reading = |value: usize| Reading::value(value as f64, value.to_string());
    let band = |(index, age): (usize, &str)| AgeBand {
        name: age.into(),
        readings: [reading(40 + index * 310 % 700), reading(60 + index * 530 % 900)],
        few: [index == 0, false],
    };
    pyramid(
        &Pyramid {
            caption: caption("pyramid", "Grievances by age and sex"),
            sides: ["Women 1,630", "Men 2,480"].map(|name| Side { name: name.into() }),
            bands: ages.into_iter().enumerate().map(band).collect(),
            words: StateWords::english(),
            numbers: &plain,
        },
        width,
    )
}

fn monthly(outlines: &[Outline], width: Width) -> Svg {
    let panel = |(month, name): (usize, &&str)| MapPanel {
        title: (*name).into(),
        regions: outlines
            .iter()
            .enumerate()
            .map(|(index, outline)| region(index * 5 + month * 3, outline))
            .collect(),
    };
    map_months(
        &MapMonths {
            caption: caption("map-months", "Days of work per household, month by month"),
            outlines,
            panels: MONTHS.iter().take(8).enumerate().map(panel).collect(),
            scale: MapScale::Sequential,
            words: StateWords::english(),
            numbers: &plain,
        },
        width,
    )
}

fn maps(width: Width) -> Result<Vec<Svg>, Box<dyn Error>> {
    let (Some(file), Some(property)) = (std::env::args().nth(2), std::env::args().nth(3)) else {
        return Ok(vec![]);
    };
    let text = std::fs::read_to_string(file)?;
    let outlines = charts::outlines_from_geojson(&text, &property)?;
    let scales = [
        ("map", MapScale::Sequential),
        (
            "map-target",
            MapScale::Diverging {
                around: 90.0,
                better: Better::Higher,
            },
        ),
    ];
    let by_month = monthly(&outlines, width);
    Ok(scales
        .map(|(id, scale)| {
            let regions = outlines
                .iter()
                .enumerate()
                .map(|(index, outline)| region(index, outline))
                .collect();
            map(
                &Map {
                    caption: caption(id, "Days of work per household"),
                    outlines: &outlines,
                    regions,
                    scale,
                    words: StateWords::english(),
                    numbers: &plain,
                },
                width,
            )
        })
        .into_iter()
        .chain([by_month])
        .collect())
}

fn region(index: usize, outline: &Outline) -> Region {
    let value = value(index);
    let reading = match index {
        3 => Reading::State(State::NotReported),
        7 => Reading::State(State::Suppressed),
        9 => Reading::State(State::Suspended),
        11 => Reading::value(0.0, "0"),
        _ => Reading::value(value, format!("{value:.1}")),
    };
    let (english, bangla) = NAMES[index % 22];
    Region {
        code: outline.code.clone(),
        name: if index.is_multiple_of(3) { bangla } else { english }.into(),
        reading,
    }
}
