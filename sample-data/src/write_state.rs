//! Writes the grievances of the whole state, as text and a month at a time: more than would fit into workbooks.

use std::path::Path;

use crate::district::District;
use crate::error::SampleError;
use crate::grievances::number;
use crate::line::{Line, TextLines};
use crate::model::grievances::{Case, FIRST_DAY, Land, Stream, date_of};
use crate::options::SampleOptions;
use crate::output::{Output, Purpose, WrittenFile};
use crate::returns::case_list::{self, Wording};
use crate::returns::office_list;
use crate::sheet::{MARK, printed};

/// Grievances of the state up to the usual last day.
pub(crate) const USUAL: f64 = 1_130_000.0;

/// Writes them below `out`: the list of offices, then a list of cases for each month of receipt, as they stand on the last
/// day.
pub(crate) fn write(out: &Path, options: &SampleOptions) -> Result<Vec<WrittenFile>, SampleError> {
    options.check_until()?;
    let land = Land::state(options.seed, &District::new(options.seed)?)?;
    let mut output = Output::new(out, options.until);
    offices(&mut output, &land)?;
    for cases in cases(&land, options) {
        month(&mut output, &land, &cases)?;
    }
    output.raw("README.txt", readme().as_bytes(), Purpose::Notes, 0)?;
    Ok(output.files)
}

/// The cases of the state, a month at a time.
pub(crate) fn cases<'a>(land: &'a Land, options: &SampleOptions) -> Stream<'a> {
    let whole = number(USUAL, options.until).round() as usize;
    Stream::new(options.seed, land, options.until, (whole, 1.0))
}

fn offices(output: &mut Output, land: &Land) -> Result<(), SampleError> {
    let mut lines = headed(&office_list::COLUMNS, &format!("As on {}", printed(FIRST_DAY)));
    for (office, serial) in land.offices.iter().zip(1..) {
        office_list::write(&mut lines, land, office, serial);
        lines.end();
    }
    let name = "grievance/all-offices/west-bengal.csv";
    output.raw(name, lines.bytes(), Purpose::Return, land.offices.len())
}

fn month(output: &mut Output, land: &Land, cases: &[Case]) -> Result<(), SampleError> {
    let Some(first) = cases.first() else {
        return Ok(());
    };
    let month = date_of(first.course.received).strftime("%Y-%m").to_string();
    let mut lines = headed(
        &case_list::COLUMNS,
        "Sorasori Mukhyamantri, grievances of West Bengal",
    );
    for (case, serial) in cases.iter().zip(1..) {
        case_list::write(&mut lines, land, Wording::of(0), (serial, case));
        lines.end();
    }
    let name = format!("grievance/case-lists/west-bengal-{month}.csv");
    output.raw(&name, lines.bytes(), Purpose::Return, cases.len())
}

fn headed(columns: &[&str], title: &str) -> TextLines {
    let mut lines = TextLines::default();
    lines.title(MARK);
    lines.title(title);
    columns.iter().for_each(|column| lines.text(column));
    lines.end();
    lines
}

fn readme() -> String {
    format!(
        "{MARK}\n\nEvery person, office and grievance in these files is made up. Districts, blocks and departments are \
         real; what is said of them is not.\n\n\
         grievance/all-offices/  the list of offices, to be taken in first\n\
         grievance/case-lists/   grievances by month of receipt, as they stand on the last day\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::grievances::day;

    #[test]
    fn the_state_has_its_cases_in_all_offices_and_nearly_all_are_disposed_of() {
        let options = SampleOptions::default();
        let land = Land::state(options.seed, &District::new(options.seed).unwrap()).unwrap();
        let mut by_office = vec![0_usize; land.offices.len()];
        let (mut received, mut disposed) = (0, 0);
        for case in cases(&land, &options).flatten() {
            by_office[case.holder(day(options.until))] += 1;
            received += 1;
            disposed += usize::from(case.course.closed.is_some());
            disposed += usize::from(case.course.closed_again.is_some());
        }
        assert_eq!((received, by_office.len()), (1_130_000, 4_330));
        let idle = land
            .offices
            .iter()
            .zip(&by_office)
            .filter(|(_, cases)| **cases == 0);
        let idle: Vec<&str> = idle.map(|(office, _)| office.name.as_str()).collect();
        assert!(idle.is_empty(), "{idle:?} have no case");
        assert_eq!((100 * disposed + received / 2) / received, 98);
    }
}
