//! Who complains: shares of those known, how many are known, and how that stands to the people there are.

use figures::State;
use jiff::civil::date;

use crate::world::{BANKURA, Matter, Span, World};

const MAY: Span = Span::Over(date(2026, 5, 1), date(2026, 5, 31));

fn of_sex(women: usize, men: usize, unknown: usize) -> World {
    let groups = [(Some("female"), women), (Some("male"), men), (None, unknown)];
    let all = groups
        .into_iter()
        .flat_map(|(sex, count)| std::iter::repeat_n(sex, count));
    let matters = all.enumerate().map(|(number, sex)| Matter {
        sex,
        ..Matter::new(number, date(2026, 5, 4))
    });
    World::of(&[matters.collect()])
}

fn value(cells: &[(String, figures::Cell)], id: &str) -> Option<f64> {
    cells.iter().find(|(known, _)| known == id).unwrap().1.value
}

#[test]
fn shares_are_of_those_known_and_what_is_not_known_is_spread_over_nobody() {
    let world = of_sex(9, 11, 20);
    let shares = world.by(BANKURA, "share_percent", "sex", MAY);
    assert_eq!(value(&shares, "female"), Some(45.0));
    assert_eq!(value(&shares, "male"), Some(55.0));
    assert_eq!(value(&shares, "other"), Some(0.0));
    let unknown = &shares.last().unwrap();
    assert_eq!(
        (unknown.0.as_str(), unknown.1.state),
        ("unknown", State::NotApplicable)
    );
    let counts = world.by(BANKURA, "received", "sex", MAY);
    assert_eq!(value(&counts, "unknown"), Some(20.0));
    let known = world.by(BANKURA, "known_percent", "sex", MAY);
    assert_eq!(
        value(&known, "female"),
        Some(50.0),
        "completeness is that of the class"
    );
    assert_eq!(known[0].1.parts, Some((20.0, 40.0)));
}

#[test]
fn the_index_is_the_share_by_the_share_of_the_census_with_wilsons_interval() {
    // Bankura had 17,58,579 women among 35,96,674 people: 48.8946 %.
    let world = of_sex(45, 55, 10);
    let of = |measure: &str| world.by(BANKURA, measure, "sex", MAY)[0].1.clone();
    let share = 1_758_579.0 / 3_596_674.0;
    let index = of("representation");
    assert!((index.value.unwrap() - 0.45 / share).abs() < 1e-12);
    assert!(!index.unstable);
    // Wilson's 95 % interval of 45 in 100 is 0.3561 to 0.5476.
    assert!((of("representation_low").value.unwrap() - 0.356_13 / share).abs() < 1e-3);
    assert!((of("representation_high").value.unwrap() - 0.547_6 / share).abs() < 1e-3);
}

#[test]
fn so_few_that_chance_may_have_made_it_is_marked() {
    // 10 known and 10.25 % Scheduled Tribes: one complaint was to be expected.
    let groups = [
        "st", "general", "general", "general", "sc", "sc", "obc", "obc", "general", "general",
    ];
    let matters = groups.iter().enumerate().map(|(number, group)| Matter {
        social_category: Some(group),
        ..Matter::new(number, date(2026, 5, 4))
    });
    let world = World::of(&[matters.collect()]);
    let index = world.by(BANKURA, "representation", "social_category", MAY);
    let of = |id: &str| index.iter().find(|(known, _)| known == id).unwrap().1.clone();
    assert!(of("st").unstable);
    assert!((of("st").value.unwrap() - 0.1 * 3_596_674.0 / 368_690.0).abs() < 1e-9);
    assert_eq!(
        of("general").state,
        State::NotApplicable,
        "the census does not tell"
    );
    assert_eq!(of("unknown").state, State::NotApplicable);
}

#[test]
fn scheduled_castes_and_tribes_together_stand_to_the_people_of_both() {
    let groups = ["sc", "st", "general", "general", "obc"];
    let matters = groups.iter().enumerate().map(|(number, group)| Matter {
        social_category: Some(group),
        ..Matter::new(number, date(2026, 5, 4))
    });
    let world = World::of(&[matters.collect()]);
    let index = world.by(BANKURA, "representation", "social_group", MAY);
    let share = (1_174_447.0 + 368_690.0) / 3_596_674.0;
    let sc_st = index.iter().find(|(id, _)| id == "sc_st").unwrap();
    assert!((sc_st.1.value.unwrap() - 0.4 / share).abs() < 1e-12);
    let of_obc = index.iter().find(|(id, _)| id == "obc").unwrap();
    assert_eq!(of_obc.1.state, State::NotApplicable, "the census does not tell");
}

#[test]
fn a_share_and_an_index_carry_their_interval_and_what_passes_a_hundred_percent_has_none() {
    let world = of_sex(45, 55, 10);
    let ask = |measure| world.ask(BANKURA, &[measure], &["sex"], MAY);
    let share = ask("share_percent").rows[0].cells[0].interval.unwrap();
    // Wilson's 95 % interval of 45 in 100.
    assert!(
        (share.low - 35.613).abs() < 0.01 && (share.high - 54.76).abs() < 0.01,
        "{share:?}"
    );
    assert_eq!(share.of, 100.0);
    let index = ask("representation").rows[0].cells[0].clone();
    let ends = ["representation_low", "representation_high"].map(|end| ask(end).rows[0].cells[0].value);
    let interval = index.interval.unwrap();
    assert_eq!([Some(interval.low), Some(interval.high)], ends);
    let text = figures::json(&ask("share_percent"), catalog::Language::En);
    let women = text.split("\"sex\":").nth(1).unwrap();
    assert!(
        women.contains("\"interval\":{") && women.contains("\"n\":100"),
        "{women}"
    );
    let again = Matter {
        reopened: Some(date(2026, 5, 8)),
        closed_again: Some(date(2026, 5, 9)),
        ..Matter::new(1, date(2026, 5, 4)).closed(date(2026, 5, 6))
    };
    let twice = World::of(&[vec![again]]).cell(BANKURA, "disposal_percent", MAY);
    assert_eq!((twice.value, twice.interval), (Some(200.0), None));
}

#[test]
fn of_so_few_the_data_says_that_chance_may_have_made_it() {
    let of = |women, men| {
        let figures = of_sex(women, men, 0).ask(BANKURA, &["representation"], &["sex"], MAY);
        figures::json(&figures, catalog::Language::En)
    };
    assert_eq!(of(1, 1).matches("\"unstable\":true").count(), 2);
    assert!(!of(10, 10).contains("unstable"));
}

#[test]
fn rural_are_the_people_of_blocks_and_urban_those_of_municipalities() {
    let areas = [("rural", 3), ("urban", 1)];
    let all = areas
        .into_iter()
        .flat_map(|(area, count)| std::iter::repeat_n(area, count));
    let matters = all.enumerate().map(|(number, area)| Matter {
        area: Some(area),
        ..Matter::new(number, date(2026, 5, 4))
    });
    let world = World::of(&[matters.collect()]);
    let index = world.by(BANKURA, "representation", "area", MAY);
    assert!((index[0].1.value.unwrap() - 0.75 * 3_596_674.0 / 3_362_420.0).abs() < 1e-12);
    assert!((index[1].1.value.unwrap() - 0.25 * 3_596_674.0 / 234_254.0).abs() < 1e-12);
    let of_state = world.by("state-19", "representation", "area", MAY);
    assert_eq!(
        of_state[0].1.state,
        State::NotApplicable,
        "municipalities of other districts are not registered"
    );
}

#[test]
fn a_rate_is_of_the_people_of_the_place_and_none_where_they_are_not_known() {
    let world = of_sex(2, 1, 0);
    let rate = world.value(BANKURA, "rate_per_lakh", MAY).unwrap();
    assert!((rate - 300_000.0 / 3_596_674.0).abs() < 1e-12);
    let office = world.cell("office-a", "rate_per_lakh", MAY);
    assert_eq!(office.state, State::NotApplicable);
    let women = world.by(BANKURA, "rate_per_lakh", "sex", MAY);
    assert!((women[0].1.value.unwrap() - 200_000.0 / 1_758_579.0).abs() < 1e-12);
}

#[test]
fn a_share_without_a_class_is_no_figure() {
    let world = of_sex(2, 1, 0);
    for measure in ["share_percent", "known_percent", "representation"] {
        assert_eq!(
            world.cell(BANKURA, measure, MAY).state,
            State::NotApplicable,
            "{measure}"
        );
    }
}

#[test]
fn ages_fall_into_the_declared_groups_at_their_edges() {
    let ages = [0, 17, 18, 29, 30, 44, 45, 59, 60, 101];
    let matters = ages.iter().enumerate().map(|(number, age)| Matter {
        age: Some(*age),
        ..Matter::new(number, date(2026, 5, 4))
    });
    let world = World::of(&[matters.collect()]);
    let groups = world.by(BANKURA, "received", "age_group", MAY);
    let counts: Vec<Option<f64>> = groups.iter().map(|(_, cell)| cell.value).collect();
    assert_eq!(
        counts,
        [Some(2.0), Some(2.0), Some(2.0), Some(2.0), Some(2.0), Some(0.0)]
    );
}

#[test]
fn a_condition_narrows_to_those_whose_value_is_not_known() {
    let world = of_sex(2, 1, 4);
    let mut query = World::query(BANKURA, &["received"], &[], MAY);
    query.conditions = vec!["sex=unknown".parse().unwrap()];
    assert_eq!(
        world.engine.figures(&query).unwrap().rows[0].cells[0].value,
        Some(4.0)
    );
    query.conditions = vec!["sex=women".parse().unwrap()];
    assert!(world.engine.figures(&query).is_err(), "there is no such value");
}
