//! What the drawings say, to the eye and to those who hear them.

use std::collections::BTreeSet;

use charts::{
    Flow, Kind, MapScale, RankedBars, Reading, Row, Standing, State, Svg, Trend, Weight, Width, dots_pages,
    flow, map, png, ranked_bars, ranked_bars_pages, trend,
};

use crate::data::{all, awkward, bars_of, dots_of, flow_of, line, map_of, squares, trend_of};

#[test]
fn every_chart_says_what_it_is_and_what_it_finds() {
    for svg in all(&[Some(1.0), Some(2.0)], Width::Wide) {
        let text = svg.inline();
        let root = text.lines().next().unwrap();
        assert!(
            root.contains("role=\"img\"") && root.contains("aria-labelledby=\"c-chart-title c-chart-desc\""),
            "{root}"
        );
        assert!(text.contains("<title id=\"c-chart-title\">Persondays, lakh</title>"));
        assert!(text.contains("<desc id=\"c-chart-desc\">Up by 4 %.</desc>"));
    }
}

#[test]
fn the_same_data_give_the_same_bytes() {
    for (_, values) in awkward() {
        assert_eq!(all(&values, Width::Wide), all(&values, Width::Wide));
    }
}

#[test]
fn a_page_gets_no_styles_and_a_file_gets_both_light_and_dark() {
    let svg = ranked_bars(&bars_of(&[Some(1.0)]), Width::Wide);
    assert!(!svg.inline().contains("style"));
    let file = svg.standalone();
    assert!(file.contains("#1F2328") && file.contains("@media(prefers-color-scheme:dark)"));
    assert!(file.contains(">as on 22 Nov 2026</text>"));
}

#[test]
fn names_with_markup_in_them_stay_names() {
    let text = ranked_bars(&bars_of(&[Some(1.0)]), Width::Narrow).inline();
    assert!(text.contains(">Ranibundh &amp; &lt;0&gt;</text>"), "{text}");
}

#[test]
fn pages_share_a_scale_and_their_ids_differ() {
    let values: Vec<_> = (1..=190).map(|place| Some(f64::from(place))).collect();
    for pages in [
        ranked_bars_pages(&bars_of(&values), Width::Wide, 40),
        dots_pages(&dots_of(&values), Width::Wide, 40),
    ] {
        let first_lines: BTreeSet<_> = pages
            .iter()
            .map(|page| page.inline().lines().next().unwrap().to_owned())
            .collect();
        assert_eq!((pages.len(), first_lines.len()), (5, 5));
        let scale = |page: &Svg| page.inline().matches(">150</text>").count();
        assert!(pages.iter().all(|page| scale(page) >= 1));
    }
}

#[test]
fn no_rows_a_page_is_taken_as_one() {
    assert_eq!(
        ranked_bars_pages(&bars_of(&[Some(1.0), Some(2.0)]), Width::Wide, 0).len(),
        2
    );
}

#[test]
fn a_gap_in_a_trend_breaks_the_line() {
    let values = [Some(1.0), Some(2.0), None, Some(2.0), Some(3.0)];
    let chart = Trend {
        lines: vec![line(&values, Weight::Series(0))],
        ..trend_of(&values)
    };
    assert_eq!(
        trend(&chart, Width::Wide)
            .inline()
            .matches("class=\"line s1\"")
            .count(),
        2
    );
}

#[test]
fn a_trend_of_which_nothing_is_known_says_so_and_draws_no_axis() {
    let text = trend(&trend_of(&[None, None]), Width::Wide).inline();
    assert!(text.contains(">no report</text>") && !text.contains("class=\"line"));
}

#[test]
fn a_suppressed_place_shows_no_bar_and_no_number() {
    let chart = RankedBars {
        rows: vec![Row::new("Onda", Reading::State(State::Suppressed))],
        reference: None,
        ..bars_of(&[])
    };
    let text = ranked_bars(&chart, Width::Wide).inline();
    assert!(text.contains("&lt;5") && text.contains("-dots)") && !text.contains("class=\"mark\""));
}

#[test]
fn worse_places_are_marked_by_shape_too() {
    let chart = RankedBars {
        rows: vec![Row::new("Onda", Reading::value(3.0, "3")).standing(Standing::Worse)],
        ..bars_of(&[])
    };
    let text = ranked_bars(&chart, Width::Wide).inline();
    assert_eq!(text.matches("<path class=\"worse\"").count(), 1);
}

#[test]
fn a_map_counts_every_state_even_of_places_without_outline() {
    let text = map(
        &map_of(&[Some(1.0), None, None, None], &squares(1), MapScale::Sequential),
        Width::Wide,
    )
    .inline();
    for count in ["suspended (1)", "– not applicable</text>", "&lt;5 (1)"] {
        assert!(text.contains(count), "{count}: {text}");
    }
}

#[test]
fn an_outline_without_a_figure_is_plain_land_and_not_a_zero() {
    let text = map(
        &map_of(&[Some(1.0)], &squares(2), MapScale::Sequential),
        Width::Wide,
    )
    .inline();
    assert_eq!(text.matches("class=\"land none\"").count(), 1);
}

#[test]
fn every_chart_becomes_a_picture() {
    for svg in all(&[Some(1.0), None, Some(2.0)], Width::Narrow) {
        assert!(png(&svg, 1.0).unwrap().starts_with(b"\x89PNG"));
    }
}

#[test]
fn the_charts_of_everyday_look_as_they_did() {
    let values = [Some(2.0), None, Some(0.0), Some(3.0)];
    let names = ["bars", "dots", "trend", "multiples", "map", "map around a target"];
    for (name, svg) in names.iter().zip(all(&values, Width::Narrow)) {
        insta::assert_snapshot!(*name, svg.inline());
    }
}

#[test]
fn those_who_came_stand_above_those_who_left() {
    let kind = |name: &str| Kind {
        name: name.into(),
        values: vec![Some(4.0)],
    };
    let chart = Flow {
        came: vec![kind("New 4")],
        left: vec![kind("Recovered 4")],
        ..flow_of(&[Some(4.0)])
    };
    let text = flow(&chart, Width::Wide).inline();
    // The first of each is the swatch of the legend, the second the bar.
    let top = |class: &str| -> f64 {
        let bar = text.split(&format!("class=\"flow {class}\"")).nth(2).unwrap();
        bar.split("y=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    };
    assert!(top("in1") < top("out1"), "{text}");
    assert!(
        !text.contains(">-"),
        "those who left are no fewer than none: {text}"
    );
}

#[test]
fn a_month_nobody_reported_is_hatched_and_a_kind_that_never_occurs_is_not_in_the_legend() {
    let chart = Flow {
        came: vec![Kind {
            name: "Returned 0".into(),
            values: vec![Some(0.0), None],
        }],
        ..flow_of(&[Some(0.0), None])
    };
    let text = flow(&chart, Width::Narrow).inline();
    assert_eq!(text.matches("-hatch)").count(), 1, "{text}");
    assert!(!text.contains("Returned"), "{text}");
}

#[test]
fn numbers_no_one_can_count_do_not_break_stock_and_flow() {
    let text = flow(
        &flow_of(&[Some(f64::NAN), Some(-3.0), Some(f64::INFINITY)]),
        Width::Wide,
    )
    .inline();
    assert!(
        !text.contains("=\"NaN") && !text.contains("class=\"flow "),
        "{text}"
    );
}
