//! Writes what the Anganwadi centres and those above them send: which files, in which shapes.

use std::collections::BTreeSet;

use catalog::FinancialYear;

use crate::error::SampleError;
use crate::model::Project;
use crate::model::children::project_is_silent;
use crate::nutrition::Nutrition;
use crate::output::{Output, Purpose, Shape};
use crate::returns::growth_register::Wording;
use crate::returns::{awc_totals, centre_master, growth_register, monthly_progress, nrc_register, tracker};

/// The project whose tracker is in the sample: that of Khatra.
const TRACKED: &str = "Khatra";
/// Months in a tracker.
const TRACKER_MONTHS: usize = 3;
/// The project whose centres sent totals before registers began: that of Onda.
const TOTALLED: &str = "Onda";

/// Writes them in the order in which they should be taken in: centres before their children.
pub(crate) fn write(output: &mut Output, nutrition: &Nutrition) -> Result<(), SampleError> {
    master(output, nutrition)?;
    totals(output, nutrition)?;
    for month in nutrition.months.registers() {
        registers(output, nutrition, month)?;
    }
    admissions(output, nutrition)?;
    progress(output, nutrition)?;
    tracker(output, nutrition)
}

/// The financial years that the registers touch.
fn years(nutrition: &Nutrition) -> BTreeSet<FinancialYear> {
    let months = nutrition.months.registers();
    months
        .map(|month| FinancialYear::of(nutrition.months.first_day(month)))
        .collect()
}

fn master(output: &mut Output, nutrition: &Nutrition) -> Result<(), SampleError> {
    let lists: Vec<_> = years(nutrition)
        .iter()
        .map(|year| centre_master::sheet(nutrition, year.first_day()))
        .collect();
    output.sheets("pushti/centres/bankura", Shape::Xlsx, &lists, Purpose::Return)
}

fn totals(output: &mut Output, nutrition: &Nutrition) -> Result<(), SampleError> {
    let Some(month) = nutrition.months.of_totals() else {
        return Ok(());
    };
    let first = nutrition.months.first_day(month);
    for (project, centres) in nutrition
        .projects()
        .filter(|(project, _)| project.name == TOTALLED)
    {
        let sheet = awc_totals::sheet(project, &centres, (first, month));
        let name = format!(
            "pushti/awc-totals/{}-{}",
            file_name(project),
            first.strftime("%Y-%m")
        );
        output.sheets(&name, Shape::Text, &[sheet], Purpose::Return)?;
    }
    Ok(())
}

fn registers(output: &mut Output, nutrition: &Nutrition, month: i32) -> Result<(), SampleError> {
    let first = nutrition.months.first_day(month);
    for (at, (project, centres)) in nutrition.projects().enumerate() {
        if project_is_silent(nutrition.seed, project, month) {
            continue;
        }
        let visits = centres.iter().flat_map(|(centre, children)| {
            children
                .iter()
                .filter_map(|child| Some((*centre, child, child.visit(month)?)))
        });
        let sheet = growth_register::sheet(project, Wording::of(at), first, visits);
        if !sheet.rows.is_empty() {
            let name = format!(
                "pushti/growth-registers/{}/{}",
                first.strftime("%Y-%m"),
                file_name(project)
            );
            output.sheets(&name, shape(at), &[sheet], Purpose::Return)?;
        }
    }
    Ok(())
}

/// Most offices send workbooks; one sends text, one what the state's page saves as Excel, one what older software does.
fn shape(project: usize) -> Shape {
    match project {
        4 => Shape::Text,
        10 => Shape::Html,
        16 => Shape::SpreadsheetMl,
        _ => Shape::Xlsx,
    }
}

fn admissions(output: &mut Output, nutrition: &Nutrition) -> Result<(), SampleError> {
    for year in years(nutrition) {
        let sheet = nrc_register::sheet(nutrition, year);
        if !sheet.rows.is_empty() {
            output.sheets(
                &format!("pushti/nrc/bankura-{year}"),
                Shape::Xlsx,
                &[sheet],
                Purpose::Return,
            )?;
        }
    }
    Ok(())
}

/// The monthly progress of all centres, a workbook for each month that is over.
fn progress(output: &mut Output, nutrition: &Nutrition) -> Result<(), SampleError> {
    for month in months_that_are_over(nutrition) {
        let first = nutrition.months.first_day(month);
        let sheet = monthly_progress::sheet(nutrition, month);
        let name = format!("pushti/monthly-progress/{}", first.strftime("%Y-%m"));
        output.sheets(&name, Shape::Xlsx, &[sheet], Purpose::Return)?;
    }
    Ok(())
}

fn months_that_are_over(nutrition: &Nutrition) -> Vec<i32> {
    let is_over = |month: &i32| nutrition.months.first_day(*month).last_of_month() <= nutrition.months.until;
    nutrition.months.registers().filter(is_over).collect()
}

/// The tracker of the last three months that are over; none while there are fewer.
fn tracker(output: &mut Output, nutrition: &Nutrition) -> Result<(), SampleError> {
    let over = months_that_are_over(nutrition);
    let Some(last) = over.last_chunk::<TRACKER_MONTHS>() else {
        return Ok(());
    };
    for (project, centres) in nutrition
        .projects()
        .filter(|(project, _)| project.name == TRACKED)
    {
        let sheet = tracker::sheet(nutrition, project, &centres, last);
        output.sheets(
            &format!("pushti/tracker/{}", file_name(project)),
            Shape::Xlsx,
            &[sheet],
            Purpose::Return,
        )?;
    }
    Ok(())
}

/// The name of a project as a file name.
fn file_name(project: &Project) -> String {
    project.name.to_lowercase().replace(' ', "-")
}
