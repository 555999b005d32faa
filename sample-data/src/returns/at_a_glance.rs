//! MGNREGA at a glance: the district in one row for each month end.

use catalog::FinancialYear;
use jiff::civil::Date;

use crate::calendar::{NEW_LAW, RESUMED, month_ends};
use crate::model::{Finance, Payments, Progress, Works};
use crate::sheet::{Cell, Column, MARK, Row, Sheet};
use crate::world::{World, law};

const COLUMNS: [&str; 31] = [
    "state_name",
    "district_name",
    "As on date",
    "Total No. of JobCards issued",
    "Total No. of Workers",
    "Total No. of Active Job Cards",
    "Total No. of Active Workers",
    "SC workers against active workers",
    "ST workers against active workers",
    "Approved Labour Budget",
    "Persondays of Central Liability so far",
    "SC persondays",
    "ST persondays",
    "Women Persondays",
    "Average days of employment provided per Household",
    "Average Wage rate per day per person(Rs.)",
    "Total No of HHs completed 100 Days of Wage Employment",
    "Total Households Worked",
    "Total Individuals Worked",
    "Differently abled persons worked",
    "Number of GPs with NIL exp",
    "Total No. of Works Takenup (New+Spill Over)",
    "Number of Ongoing Works",
    "Number of Completed Works",
    "% of NRM Expenditure(Public + Individual)",
    "% of Category B Works",
    "Total Exp(Rs. in Lakhs.)",
    "Wages(Rs. In Lakhs)",
    "Material and skilled Wages(Rs. In Lakhs)",
    "Total Adm Expenditure (Rs. in Lakhs.)",
    "% payments gererated within 15 days",
];

/// The table of a financial year.
pub(crate) fn district(world: &World, year: FinancialYear) -> Sheet {
    let ends = month_ends(year, world.until);
    let last = ends.last().copied().unwrap_or(world.until);
    Sheet {
        name: year.to_string(),
        titles: vec![
            MARK.to_owned(),
            format!("At a glance, Financial Year {year}"),
            law(last).to_owned(),
        ],
        numbers: Vec::new(),
        columns: COLUMNS.map(Column::alone).into(),
        rows: ends.into_iter().map(|end| Row::data(row(world, end))).collect(),
    }
}

fn row(world: &World, day: Date) -> Vec<Cell> {
    let (mut now, mut finance, mut payments) = (Progress::default(), Finance::default(), Payments::default());
    for block in &world.district.blocks {
        now += world.progress(block, day);
        finance += world.finance(block, day);
        payments += world.payments(block, day);
    }
    let places = ["WEST BENGAL", "BANKURA"].map(|name| Cell::Text(name.to_owned()));
    let mut cells: Vec<Cell> = places.into_iter().chain([Cell::Date(day)]).collect();
    cells.extend(people(&now, day));
    cells.extend(work(&now, &finance));
    cells.extend(works(world, day));
    cells.extend(money(&finance, &payments));
    cells
}

/// Parts of the job cards and workers of Bankura in 2024-25.
fn people(now: &Progress, day: Date) -> [Cell; 7] {
    let part = |whole: i64, share: f64| (whole as f64 * share) as i64;
    let workers = part(now.job_cards, 2.2412);
    let active = part(workers, 0.8);
    let share_of = |cards: i64| active * cards / now.job_cards.max(1);
    [
        now.job_cards,
        workers,
        part(now.job_cards, 0.7468),
        active,
        share_of(now.job_cards_sc),
        share_of(now.job_cards_st),
        labour_budget(now.job_cards, day),
    ]
    .map(Cell::Count)
}

/// None while nothing could be sanctioned; then by the quarter, and for nine months under the new law.
fn labour_budget(job_cards: i64, day: Date) -> i64 {
    let days_a_card = match day {
        day if day < RESUMED => 0,
        day if day < FinancialYear::of(RESUMED).next().first_day() => 3,
        day if day < NEW_LAW => 6,
        _ => 11,
    };
    job_cards * days_a_card / 1000 * 1000
}

fn work(now: &Progress, finance: &Finance) -> [Cell; 9] {
    let [wages, ..] = finance.expenditure();
    let average_days = now.persondays.checked_div(now.households_provided).unwrap_or(0);
    let average_wage = if now.persondays == 0 {
        0.0
    } else {
        (wages * 1000) as f64 / now.persondays as f64
    };
    [
        Cell::Count(now.persondays),
        Cell::Count(now.persondays_sc),
        Cell::Count(now.persondays_st),
        Cell::Count(now.persondays_women),
        Cell::Count(average_days),
        Cell::Decimal(average_wage),
        Cell::Count(now.households_completed),
        Cell::Count(now.households_provided),
        Cell::Count(now.persons_provided),
    ]
}

fn works(world: &World, day: Date) -> [Cell; 7] {
    let gps = world.district.gps().count();
    let idle = (0..gps)
        .filter(|gp| world.work.progress(*gp, day).persondays == 0)
        .count() as i64;
    let disabled = (0..gps)
        .map(|gp| world.work.progress(gp, day).persons_provided)
        .sum::<i64>()
        / 260;
    let persondays = (0..gps)
        .map(|gp| world.work.persondays_since_return(gp, day))
        .sum();
    let Works { taken_up, completed } = Works::of(persondays, day);
    [
        Cell::Count(disabled),
        Cell::Count(idle),
        Cell::Count(taken_up),
        Cell::Count(taken_up - completed),
        Cell::Count(completed),
        Cell::Decimal(61.4),
        Cell::Decimal(72.8),
    ]
}

fn money(finance: &Finance, payments: &Payments) -> [Cell; 5] {
    let [wages, material, admin] = finance.expenditure();
    let in_time = match payments.all() {
        0 => Cell::Blank,
        all => Cell::Decimal(payments.in_time() as f64 * 100.0 / all as f64),
    };
    [
        Cell::Lakh(wages + material + admin),
        Cell::Lakh(wages),
        Cell::Lakh(material),
        Cell::Lakh(admin),
        in_time,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::SampleOptions;
    use crate::sheet::text;

    #[test]
    fn the_district_under_suspension_and_after_is_as_it_was() {
        let world = World::new(&SampleOptions::default()).unwrap();
        let at = |day: Date, title: &str| {
            let column = COLUMNS.iter().position(|column| *column == title).unwrap();
            text(&row(&world, day)[column])
        };
        let number = |day: Date, title: &str| at(day, title).parse::<f64>().unwrap();
        let (suspended, resumed) = (jiff::civil::date(2025, 3, 31), jiff::civil::date(2026, 6, 30));
        assert_eq!(at(suspended, "Number of GPs with NIL exp"), "184");
        assert_eq!(at(suspended, "Approved Labour Budget"), "0");
        assert_eq!(at(suspended, "% payments gererated within 15 days"), "");
        assert_eq!(at(resumed, "Number of GPs with NIL exp"), "0");
        assert!((260.0..=270.0).contains(&number(resumed, "Average Wage rate per day per person(Rs.)")));
        assert!((70.0..=96.0).contains(&number(resumed, "% payments gererated within 15 days")));
        assert!((600_000.0..=760_000.0).contains(&number(resumed, "Total No. of JobCards issued")));
        let parts = number(resumed, "Number of Ongoing Works") + number(resumed, "Number of Completed Works");
        assert_eq!(
            parts,
            number(resumed, "Total No. of Works Takenup (New+Spill Over)")
        );
    }
}
