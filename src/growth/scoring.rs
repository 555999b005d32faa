//! `jela growth IN.csv --out OUT.csv`: every row with its scores.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use analytics::growth::{self, Child, Score, Stature, columns, older};
use csv::ByteRecord;

use super::check_apart;
use super::children::Children;
use super::header::Form;
use super::numbers::{push_score, push_significant};
use crate::console;
use crate::exit::{Exit, Usage};

/// Digits with which WHO's software prints lengths and BMI.
const DIGITS: usize = 12;
/// Large writes, for large files.
const BUFFER: usize = 1 << 18;

/// Scores every row of a file.
pub fn run(input: &Path, out: &Path, older: bool) -> anyhow::Result<Exit> {
    check_apart(input, out)?;
    let mut children = Children::open(input, older)?;
    if children.header.form == Form::Older && !older {
        console::say(
            "scored by the WHO reference of 2007, for 60 months and more: age_months and height_cm are given",
        );
    }
    let added = added(children.header.form);
    let replaced = children.header.among(&added);
    tell_replaced(&children, &replaced);
    let fault = |fault: std::io::Error| Usage(format!("{} can't be written: {fault}", out.display()));
    let mut writer = BufWriter::with_capacity(BUFFER, File::create(out).map_err(fault)?);
    let mut line = Vec::new();
    push_kept(&mut line, &children.names, &replaced);
    line.extend_from_slice(added.join(",").as_bytes());
    line.push(b'\n');
    writer.write_all(&line).map_err(fault)?;
    while let Some(child) = children.next()? {
        line.clear();
        push_kept(&mut line, &children.record, &replaced);
        match children.header.form {
            Form::UnderFive => push_young(&mut line, &child),
            Form::Older => push_older(&mut line, &child),
        }
        writer.write_all(&line).map_err(fault)?;
    }
    writer.flush().map_err(fault)?;
    Ok(children.faults.exit())
}

fn added(form: Form) -> Vec<&'static str> {
    match form {
        Form::UnderFive => columns::added(),
        Form::Older => columns::added_to_older(),
    }
}

/// A file that was scored before has the same columns already; twice in one file nobody could tell them apart.
fn tell_replaced(children: &Children, replaced: &[bool]) {
    let names: Vec<&str> = (replaced.iter().enumerate())
        .filter(|(_, replaced)| **replaced)
        .map(|(at, _)| children.header.name(at))
        .collect();
    if !names.is_empty() {
        console::say(&format!(
            "computed anew, in place of the columns in the file: {}",
            names.join(", ")
        ));
    }
}

/// The cells of a row as they were, each with a comma behind it; as many as the header has columns.
fn push_kept(line: &mut Vec<u8>, record: &ByteRecord, replaced: &[bool]) {
    let needs_quotes = record
        .as_slice()
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    for (at, replaced) in replaced.iter().enumerate() {
        if *replaced {
            continue;
        }
        let cell = record.get(at).unwrap_or_default();
        if needs_quotes {
            push_quoted(line, cell)
        } else {
            line.extend_from_slice(cell)
        }
        line.push(b',');
    }
}

fn push_quoted(line: &mut Vec<u8>, cell: &[u8]) {
    if !cell
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    {
        line.extend_from_slice(cell);
        return;
    }
    line.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            line.push(b'"');
        }
        line.push(*byte);
    }
    line.push(b'"');
}

fn push_young(line: &mut Vec<u8>, child: &Child) {
    let scores = growth::score(child);
    push_stature(line, &scores.stature);
    push_number(line, scores.bmi);
    for score in scores.in_order() {
        line.push(b',');
        push_flagged(line, score);
    }
    for code in growth::classes(child, &scores).codes() {
        line.push(b',');
        line.extend_from_slice(code.unwrap_or_default().as_bytes());
    }
    line.push(b'\n');
}

fn push_stature(line: &mut Vec<u8>, stature: &Stature) {
    push_number(line, stature.cm);
    line.push(b',');
    line.extend_from_slice(stature.measure.map_or("", |measure| measure.letter()).as_bytes());
    line.extend_from_slice(if stature.too_young_to_stand {
        b",1,"
    } else {
        b",0,"
    });
}

fn push_older(line: &mut Vec<u8>, child: &Child) {
    for (at, score) in older::score(child).in_order().into_iter().enumerate() {
        if at > 0 {
            line.push(b',');
        }
        push_flagged(line, score);
    }
    line.push(b'\n');
}

fn push_number(line: &mut Vec<u8>, number: Option<f64>) {
    if let Some(number) = number {
        push_significant(line, number, DIGITS);
    }
}

/// The score and its flag, with a comma between; without a score both are empty.
fn push_flagged(line: &mut Vec<u8>, score: Option<Score>) {
    let Some(score) = score else {
        return line.push(b',');
    };
    push_score(line, score.z);
    line.extend_from_slice(if score.flagged { b",1" } else { b",0" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_hold_commas_or_quotes_are_written_so_that_they_can_be_read_again() {
        let record = ByteRecord::from(vec!["Rani, Khatra", "the \"new\" centre", "1", "old"]);
        let mut line = Vec::new();
        push_kept(&mut line, &record, &[false, false, false, true]);
        assert_eq!(
            String::from_utf8(line).unwrap(),
            "\"Rani, Khatra\",\"the \"\"new\"\" centre\",1,"
        );
    }

    #[test]
    fn a_row_that_is_too_short_is_filled_up_and_one_that_is_too_long_cut() {
        let mut line = Vec::new();
        push_kept(&mut line, &ByteRecord::from(vec!["a"]), &[false, false]);
        push_kept(&mut line, &ByteRecord::from(vec!["a", "b", "c"]), &[false, false]);
        assert_eq!(line, b"a,,a,b,");
    }
}
