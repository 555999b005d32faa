//! Growth registers with the faults of the field: wrong units, wrong dates, impossible children.

use jiff::civil::Date;

use super::{Fault, quiet_day};
use crate::calendar::plus;
use crate::error::SampleError;
use crate::model::children::{Child, Visit, usual_visit};
use crate::model::{Centre, Project};
use crate::nutrition::Nutrition;
use crate::output::{Output, Purpose, Shape};
use crate::returns::awc_totals;
use crate::returns::growth_register::{self, Wording};
use crate::sheet::{Cell, Sheet, printed, text};
use crate::world::World;

/// Children in a faulty register.
const CHILDREN: usize = 6;

/// What spoils a good register: it returns what is wrong now.
type Spoil = fn(&mut Sheet) -> &'static str;

/// Faults by name.
const FAULTS: [(&str, Spoil); 11] = [
    ("weight-in-grams", weight_in_grams),
    ("height-in-inches", height_in_inches),
    ("comma-decimals", comma_decimals),
    ("short-dates", short_dates),
    ("typed-ages", typed_ages),
    ("child-twice", child_twice),
    ("measured-before-birth", measured_before_birth),
    ("unknown-centre", unknown_centre),
    ("shrinking-height", shrinking_height),
    ("zero-and-negative", zero_and_negative),
    ("unknown-sex", unknown_sex),
];

/// Writes them. A fault for which no project has children yet is left out.
pub(super) fn write(
    output: &mut Output,
    world: &World,
    nutrition: &Nutrition,
) -> Result<Vec<Fault>, SampleError> {
    let day = quiet_day(world);
    let mut faults = Vec::new();
    for (at, (name, spoil)) in FAULTS.iter().enumerate() {
        if let Some(mut sheet) = good(nutrition, at, day) {
            let wrong = spoil(&mut sheet);
            let name = format!("register-{name}");
            output.sheets(&format!("faults/{name}"), Shape::Xlsx, &[sheet], Purpose::Faulty)?;
            faults.push(Fault {
                name: format!("{name}.xlsx"),
                wrong: wrong.to_owned(),
            });
        }
    }
    faults.extend(all_zero(output, nutrition, day)?);
    Ok(faults)
}

/// A good register of one centre or a few; each fault has a project of its own, so that no fault shows through another.
fn good(nutrition: &Nutrition, fault: usize, day: Date) -> Option<Sheet> {
    let mut projects: Vec<_> = nutrition.projects().collect();
    let others = fault % projects.len().max(1);
    projects.rotate_left(others);
    projects.iter().find_map(|(project, centres)| {
        let visits = visits(centres, day);
        (visits.len() >= 2).then(|| register(project, day, &visits))
    })
}

fn visits<'a>(centres: &[(&'a Centre, &'a [Child])], day: Date) -> Vec<(&'a Centre, &'a Child, Visit)> {
    let children = centres
        .iter()
        .flat_map(|(centre, children)| children.iter().map(move |child| (*centre, child)));
    let visits = children.filter_map(|(centre, child)| Some((centre, child, usual_visit(child, day)?)));
    visits.take(CHILDREN).collect()
}

fn register(project: &Project, day: Date, visits: &[(&Centre, &Child, Visit)]) -> Sheet {
    let lines = visits
        .iter()
        .map(|(centre, child, visit)| (*centre, *child, visit));
    growth_register::sheet(project, Wording::of(0), day, lines)
}

fn weight_in_grams(sheet: &mut Sheet) -> &'static str {
    each(sheet, "Weight kg", |cell| match cell {
        Cell::Decimal(kilograms) => Cell::Count((kilograms * 1000.0).round() as i64),
        other => other.clone(),
    });
    "The header says kg, the weights are in grams."
}

fn height_in_inches(sheet: &mut Sheet) -> &'static str {
    each(sheet, "Height/length cm", |cell| match cell {
        Cell::Decimal(cm) => Cell::Decimal((cm / 2.54 * 10.0).round() / 10.0),
        other => other.clone(),
    });
    "The header says cm, the heights are in inches."
}

fn comma_decimals(sheet: &mut Sheet) -> &'static str {
    for title in ["Weight kg", "Height/length cm", "MUAC cm"] {
        each(sheet, title, |cell| match cell {
            Cell::Decimal(_) => Cell::Text(text(cell).replace('.', ",")),
            other => other.clone(),
        });
    }
    "Weights, heights and arms have a comma for the decimal point, as text."
}

fn short_dates(sheet: &mut Sheet) -> &'static str {
    for title in ["DOB", "Date of measurement"] {
        each(sheet, title, |cell| match cell {
            Cell::Date(day) => Cell::Text(day.strftime("%d/%m/%y").to_string()),
            other => other.clone(),
        });
    }
    "Dates are text with years of two digits, the day first."
}

fn typed_ages(sheet: &mut Sheet) -> &'static str {
    each(sheet, "DOB", |_| Cell::Blank);
    let first = sheet.cell_mut(0, "Age in months");
    if let Cell::Count(months) = *first {
        *first = Cell::Text(format!("{} yr {} m", months / 12, months % 12));
    }
    "Nobody's date of birth is known, only the age in months; that of the first child is in years and months."
}

fn child_twice(sheet: &mut Sheet) -> &'static str {
    let again = sheet.rows[0].clone();
    sheet.rows.push(again);
    let last = sheet.rows.len() - 1;
    for (title, more) in [("Weight kg", 0.7), ("Height/length cm", 1.5)] {
        if let Cell::Decimal(value) = sheet.cell_mut(last, title) {
            *value += more;
        }
    }
    if let Cell::Date(day) = sheet.cell_mut(last, "Date of measurement") {
        *day = plus(*day, 3);
    }
    "The first child stands there again in the last row, measured three days later with other numbers."
}

fn measured_before_birth(sheet: &mut Sheet) -> &'static str {
    if let Cell::Date(born) = *sheet.cell_mut(0, "DOB") {
        *sheet.cell_mut(0, "Date of measurement") = Cell::Date(plus(born, -20));
    }
    "The first child was measured twenty days before it was born."
}

fn unknown_centre(sheet: &mut Sheet) -> &'static str {
    *sheet.cell_mut(0, "AWC code") = Cell::Text("19339990999".to_owned());
    *sheet.cell_mut(0, "AWC name") = Cell::Text("Kalpanapur Majh Para".to_owned());
    "The centre of the first row is in no master list."
}

fn shrinking_height(sheet: &mut Sheet) -> &'static str {
    let mut later = sheet.rows.clone();
    let first = sheet.rows.len();
    sheet.rows.append(&mut later);
    for row in first..sheet.rows.len() {
        if let Cell::Date(day) = sheet.cell_mut(row, "Date of measurement") {
            *day = plus(*day, 30);
        }
        if let Cell::Count(months) = sheet.cell_mut(row, "Age in months") {
            *months += 1;
        }
    }
    if let Cell::Decimal(height) = sheet.cell_mut(first, "Height/length cm") {
        *height -= 4.0;
    }
    "Each child stands there for two months; the first one is four centimetres shorter in the second."
}

fn zero_and_negative(sheet: &mut Sheet) -> &'static str {
    *sheet.cell_mut(0, "Weight kg") = Cell::Count(0);
    *sheet.cell_mut(0, "Height/length cm") = Cell::Count(0);
    *sheet.cell_mut(1, "Weight kg") = Cell::Decimal(-9.2);
    "The first child weighs 0 kg and is 0 cm tall, the second weighs less than nothing."
}

fn unknown_sex(sheet: &mut Sheet) -> &'static str {
    *sheet.cell_mut(0, "Sex") = Cell::Text("Baby".to_owned());
    "The sex of the first child is `Baby`."
}

fn each(sheet: &mut Sheet, title: &str, change: impl Fn(&Cell) -> Cell) {
    for row in 0..sheet.rows.len() {
        let cell = sheet.cell_mut(row, title);
        *cell = change(cell);
    }
}

/// Totals of a month of which nothing else is known, with a centre in which nobody was measured.
fn all_zero(output: &mut Output, nutrition: &Nutrition, day: Date) -> Result<Option<Fault>, SampleError> {
    let mut sheets = nutrition
        .projects()
        .map(|(project, centres)| awc_totals::sheet(project, &centres, (day, -1)));
    let Some(mut sheet) = sheets.find(|sheet| sheet.rows.len() >= 3) else {
        return Ok(None);
    };
    sheet.rows.truncate(3);
    let counts = sheet
        .columns
        .iter()
        .position(|column| column.title == "Tot_UW_Normal");
    if let Some(first) = counts {
        sheet.rows[1].cells[first..].fill(Cell::Count(0));
    }
    output.sheets("faults/all-zero-centre", Shape::Text, &[sheet], Purpose::Faulty)?;
    Ok(Some(Fault {
        name: "all-zero-centre.csv".to_owned(),
        wrong: format!(
            "The second centre has nothing but zeros for the month of {}: nobody was measured, which is not the same as nobody ill.",
            printed(day)
        ),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::SampleOptions;

    fn sample() -> (World, Nutrition) {
        let options = SampleOptions::default();
        let world = World::new(&options).unwrap();
        let nutrition = Nutrition::new(&world, 1.0);
        (world, nutrition)
    }

    #[test]
    fn every_fault_can_be_seen_in_its_register() {
        let (world, nutrition) = sample();
        for (at, (name, spoil)) in FAULTS.iter().enumerate() {
            let good = good(&nutrition, at, quiet_day(&world)).unwrap();
            let mut bad = good.clone();
            spoil(&mut bad);
            let cells = |sheet: &Sheet| sheet.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
            assert_eq!(good.rows.len(), CHILDREN);
            assert_ne!(cells(&good), cells(&bad), "{name}");
        }
    }

    #[test]
    fn a_fault_changes_no_figure_of_the_registers() {
        let (world, nutrition) = sample();
        let first = nutrition.months.registers().next().unwrap();
        assert!(plus(quiet_day(&world), 60) < nutrition.months.first_day(first));
    }

    #[test]
    fn the_unknown_centre_is_really_unknown() {
        let (_, nutrition) = sample();
        assert!(
            nutrition
                .centres()
                .all(|(_, centre, _)| centre.code != "19339990999" && !centre.name.starts_with("Kalpanapur"))
        );
    }
}
