//! Files with a wrong cell, row or name.

use jiff::civil::Date;

use super::{Fault, block_with_returns, quiet_day, settled_day};
use crate::error::SampleError;
use crate::output::{Output, Purpose, Shape};
use crate::returns::{daily_return, r5_1_1};
use crate::sheet::{Cell, Sheet, printed, text};
use crate::world::World;

/// Writes them.
pub(super) fn write(output: &mut Output, world: &World) -> Result<Vec<Fault>, SampleError> {
    let settled = settled_day(world);
    let quiet = quiet_day(world);
    let made = [
        ("misspelt-gp", Shape::Html, misspelt_gp(world, settled)),
        (
            "women-above-total",
            Shape::Xlsx,
            women_above_total(world, settled),
        ),
        ("text-in-number", Shape::Xlsx, text_in_number(world, quiet)),
        ("wrong-year", Shape::Xlsx, wrong_year(world, settled)),
        ("broken-formula", Shape::Xlsx, broken_formula(world, quiet)),
        ("unknown-block", Shape::Html, unknown_block(world, settled)),
        ("row-twice", Shape::Xlsx, row_twice(world, settled)),
        ("bengali", Shape::Xlsx, bengali(world, settled)),
    ];
    let mut faults = Vec::new();
    for (name, shape, (sheet, wrong)) in made {
        output.sheets(&format!("faults/{name}"), shape, &[sheet], Purpose::Faulty)?;
        faults.push(Fault {
            name: format!("{name}.{}", shape.extension()),
            wrong,
        });
    }
    Ok(faults)
}

fn daily(world: &World, code: &str, day: Date) -> Sheet {
    daily_return::block(world, block_with_returns(world, code, day), &[day])
}

fn misspelt_gp(world: &World, day: Date) -> (Sheet, String) {
    let mut sheet = r5_1_1::block(world, block_with_returns(world, "block-2786", day), day);
    let cell = sheet.cell_mut(1, "Panchayat");
    let right = text(cell);
    let wrong = format!("{}QX", &right[..right.len() - 1]);
    *cell = Cell::Text(wrong.clone());
    (
        sheet,
        format!("`{wrong}` is meant to be {right}. Its row is left out; the others repeat good rows."),
    )
}

fn women_above_total(world: &World, day: Date) -> (Sheet, String) {
    let mut sheet = daily(world, "block-2776", day);
    let persondays = text(sheet.cell_mut(0, "Persondays so far"));
    let women = persondays.parse::<i64>().unwrap_or(0) + 17;
    *sheet.cell_mut(0, "Women persondays") = Cell::Count(women);
    (
        sheet,
        format!("The first row has {women} persondays of women in {persondays} of all. It is left out."),
    )
}

fn text_in_number(world: &World, day: Date) -> (Sheet, String) {
    let mut sheet = daily(world, "block-2780", day);
    *sheet.cell_mut(2, "Households demanded") = Cell::Text("twelve".to_owned());
    (
        sheet,
        "The third row has the word `twelve` where a number should be.".to_owned(),
    )
}

/// A century too early, as a slip of one digit gives it.
fn wrong_year(world: &World, day: Date) -> (Sheet, String) {
    let mut sheet = daily(world, "block-2792", day);
    let wrong = format!("{}-{}", day.strftime("%d-%m"), day.year() - 100);
    *sheet.cell_mut(0, "As on date") = Cell::Text(wrong.clone());
    (
        sheet,
        format!(
            "The first row is dated {wrong}, a hundred years too early; the others are dated {}.",
            printed(day)
        ),
    )
}

fn broken_formula(world: &World, day: Date) -> (Sheet, String) {
    let mut sheet = daily(world, "block-2784", day);
    *sheet.cell_mut(1, "Persondays so far") = Cell::BrokenFormula;
    (
        sheet,
        "The second row has #REF! where persondays should be: its formula lost the cell it added up."
            .to_owned(),
    )
}

/// Names that no place of the district bears.
const UNKNOWN_GPS: [&str; 3] = ["KALPANAPUR", "ALIKGRAM", "MITHYADIHI"];

fn unknown_block(world: &World, day: Date) -> (Sheet, String) {
    let mut sheet = r5_1_1::block(world, block_with_returns(world, "block-2785", day), day);
    let area = sheet
        .titles
        .last_mut()
        .expect("the report has lines above its table");
    *area = "State : WEST BENGAL District : BANKURA Block : KALPANAGAR".to_owned();
    let total = sheet.rows.pop();
    sheet.rows.truncate(UNKNOWN_GPS.len());
    for (row, name) in UNKNOWN_GPS.iter().enumerate() {
        *sheet.cell_mut(row, "Panchayat") = Cell::Text((*name).to_owned());
    }
    sheet.rows.extend(total);
    (
        sheet,
        "Bankura has no block KALPANAGAR, and no such GPs. All rows are left out.".to_owned(),
    )
}

fn row_twice(world: &World, day: Date) -> (Sheet, String) {
    let mut sheet = daily(world, "block-2794", day);
    let mut again = sheet.rows[0].clone();
    let name = text(&again.cells[2]);
    let cards = again.cells[4].clone();
    again.cells[4] = Cell::Count(text(&cards).parse::<i64>().unwrap_or(0) + 40);
    sheet.rows.push(again);
    (
        sheet,
        format!(
            "{name} stands in the first row and again in the last, with other numbers: neither can be trusted."
        ),
    )
}

fn bengali(world: &World, day: Date) -> (Sheet, String) {
    let block = block_with_returns(world, "block-2786", day);
    let mut sheet = daily_return::block(world, block, &[day]);
    let name = block.place.name.bn.as_deref().unwrap_or(&block.place.name.en);
    sheet.titles[2] = format!("জেলা : বাঁকুড়া ব্লক : {name}");
    for row in &mut sheet.rows {
        for cell in &mut row.cells {
            if matches!(cell, Cell::Count(_) | Cell::Date(_)) {
                *cell = Cell::Text(bengali_digits(&text(cell)));
            }
        }
        row.cells[3] = Cell::Blank;
    }
    *sheet.cell_mut(0, "Gram Panchayat") = Cell::Text("কাল্পনিক".to_owned());
    (sheet, "Numbers and dates have Bengali digits, which are read; the GP of the first row has a name nobody knows, and is left out.".to_owned())
}

fn bengali_digits(text: &str) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|digit| char::from_u32('০' as u32 + digit))
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::SampleOptions;

    #[test]
    fn digits_become_bengali_and_the_rest_stays() {
        assert_eq!(bengali_digits("31-10-2026"), "৩১-১০-২০২৬");
    }

    #[test]
    fn a_faulty_return_differs_from_the_good_one_in_its_fault_alone() {
        let world = World::new(&SampleOptions::default()).unwrap();
        let day = settled_day(&world);
        let good = daily(&world, "block-2776", day);
        let (faulty, _) = women_above_total(&world, day);
        let pairs = good
            .rows
            .iter()
            .zip(&faulty.rows)
            .flat_map(|(good, faulty)| good.cells.iter().zip(&faulty.cells));
        assert_eq!(pairs.filter(|(good, faulty)| good != faulty).count(), 1);
    }

    #[test]
    fn invented_names_are_borne_by_no_gp() {
        let world = World::new(&SampleOptions::default()).unwrap();
        for (_, gp) in world.district.gps() {
            let name = gp.place.name.en.to_uppercase();
            assert!(!UNKNOWN_GPS.contains(&name.as_str()));
        }
    }
}
