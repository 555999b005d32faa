//! What to mend, in the sender's language and in the words of the sender's own headers.

use std::sync::LazyLock;

use catalog::calendar::DateError;
use catalog::{Arg, Language, Messages, PlaceLevel};

use super::{CaseProblem, Problem, UnitProblem, ValueProblem};
use crate::report::ColumnRead;

static MESSAGES: LazyLock<Messages> =
    LazyLock::new(|| Messages::new().expect("the built-in texts are read by a test of the catalog"));

/// How findings are put into words for whoever sent the sheet.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The sender's language.
    pub language: Language,
    /// The columns of the sheet, by which a column goes by its own header.
    pub columns: &'a [ColumnRead],
    /// By how many rows the sheet stands lower than it was sent, where lines were added above it.
    pub shift: u32,
}

/// A message and what it names.
struct Said(&'static str, Vec<(&'static str, String)>);

impl<'a> Wording<'a> {
    /// For the sheet as it was sent.
    pub fn as_sent(language: Language, columns: &'a [ColumnRead]) -> Self {
        Self {
            language,
            columns,
            shift: 0,
        }
    }

    /// A text of the catalog.
    pub fn text(self, id: &str) -> String {
        MESSAGES.text(self.language, id, &[])
    }

    /// A text of the catalog that names things.
    pub fn about(self, id: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg<'_>)> = args.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        MESSAGES.text(self.language, id, &args)
    }

    /// What to mend at a finding.
    pub fn what_to_mend(self, problem: &Problem) -> String {
        let Said(id, args) = self.of(problem);
        let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.about(id, &args)
    }

    /// The sender's header of a column of the dataset.
    fn column(self, id: &str) -> String {
        let header = self.columns.iter().find(|column| column.read_as == id);
        header.map_or_else(|| id.replace('_', " "), |column| column.header.clone())
    }

    fn columns(self, ids: &[String]) -> String {
        let headers: Vec<String> = ids.iter().map(|id| self.column(id)).collect();
        headers.join(" + ")
    }

    fn rows(self, rows: &[u32]) -> String {
        let numbers: Vec<String> = rows.iter().map(|row| (row + self.shift).to_string()).collect();
        numbers.join(", ")
    }

    fn level(self, level: PlaceLevel) -> String {
        level.word().get(self.language).to_owned()
    }

    fn inside(self, place: Option<&String>) -> String {
        place.map_or_else(String::new, |place| {
            self.about("mend-inside", &[("place", place)])
        })
    }

    fn near(self, near: &[String]) -> String {
        match near {
            [] => String::new(),
            near => self.about("mend-near", &[("places", &near.join(", "))]),
        }
    }

    fn unknown(self, level: PlaceLevel, found: &str, inside: Option<&String>, near: &[String]) -> Said {
        Said(
            "mend-unknown-place",
            vec![
                ("found", quoted(found)),
                ("level", self.level(level)),
                ("inside", self.inside(inside)),
                ("near", self.near(near)),
            ],
        )
    }

    /// A column and what stands in it.
    fn cell(self, id: &'static str, column: &str, found: &str) -> Said {
        Said(
            id,
            vec![("column", self.column(column)), ("found", quoted(found))],
        )
    }

    fn of(self, problem: &Problem) -> Said {
        match problem {
            Problem::NotANumber { column, found } => self.cell("mend-not-a-number", column, found),
            Problem::FormulaError { column, error } => self.cell("mend-formula-error", column, error),
            Problem::FormulaWithoutValue { column } => self.cell("mend-formula-no-value", column, ""),
            Problem::DateForNumber { column } => self.cell("mend-date-for-number", column, ""),
            Problem::Fraction { column, found } => self.cell("mend-fraction", column, found),
            Problem::Negative { column, found } => self.cell("mend-negative", column, found),
            Problem::TooLarge { column, found } => self.cell("mend-too-large", column, found),
            Problem::NothingReported => Said("mend-nothing-reported", vec![]),
            Problem::UnknownFigure { name } => Said("mend-unknown-figure", vec![("found", quoted(name))]),
            Problem::NoPlace { level } => Said("mend-no-place", vec![("level", self.level(*level))]),
            Problem::UnknownPlace {
                level,
                name,
                inside,
                near,
                ..
            } => self.unknown(*level, name, inside.as_ref(), near),
            Problem::SeveralPlaces { name, candidates } => Said(
                "mend-several-places",
                vec![("found", quoted(name)), ("places", candidates.join(", "))],
            ),
            Problem::CodeAndName {
                code,
                by_code,
                by_name,
            } => Said(
                "mend-code-and-name",
                vec![
                    ("found", quoted(code)),
                    ("place", by_code.clone()),
                    ("other", by_name.clone()),
                ],
            ),
            Problem::Value(value) => self.of_value(value),
            Problem::Case(case) => self.of_case(case),
            Problem::Unit(unit) => self.of_unit(unit),
            Problem::OfAnotherOffice { place } => {
                Said("mend-of-another-office", vec![("place", quoted(place))])
            }
            Problem::PlaceNotThere { place, day, instead } => Said(
                "mend-place-not-there",
                vec![
                    ("place", quoted(place)),
                    ("day", day.to_string()),
                    ("instead", instead.clone()),
                ],
            ),
            Problem::AllZero => Said("mend-all-zero", vec![]),
            Problem::NotADate(DateError::NotADate | DateError::NoSuchMonth) => {
                Said("mend-not-a-date", vec![])
            }
            Problem::NotADate(DateError::MonthFirst) => Said("mend-month-first", vec![]),
            Problem::NotADate(DateError::NoSuchDay) => Said("mend-no-such-day", vec![]),
            Problem::NotAPeriod { found, example, .. } => Said(
                "mend-not-a-period",
                vec![("found", quoted(found)), ("example", (*example).to_owned())],
            ),
            Problem::OutsideYear { date, year } => Said(
                "mend-outside-year",
                vec![("date", date.to_string()), ("year", year.to_string())],
            ),
            Problem::BeforeProgramme { date, began } => Said(
                "mend-before-programme",
                vec![("date", date.to_string()), ("began", began.to_string())],
            ),
            Problem::TooFarAhead { date } => Said("mend-too-far-ahead", vec![("date", date.to_string())]),
            Problem::PrintedLater { year, printed } => Said(
                "mend-printed-later",
                vec![("year", year.to_string()), ("date", printed.to_string())],
            ),
            Problem::Copy { row } => Said("mend-copy", vec![("rows", self.rows(&[*row]))]),
            Problem::Repeated { rows } => Said("mend-repeated", vec![("rows", self.rows(rows))]),
            Problem::LowerCount { row, column } => Said(
                "mend-lower-count",
                vec![("rows", self.rows(&[*row])), ("column", self.column(column))],
            ),
            Problem::MoreThanWhole {
                parts,
                sum,
                whole,
                of,
            } => self.sum("mend-more-than-whole", parts, sum, (whole, of)),
            Problem::DoesNotAddUp {
                parts,
                sum,
                whole,
                of,
            } => self.sum("mend-does-not-add-up", parts, sum, (whole, of)),
            Problem::OutOfBalance {
                left,
                left_sum,
                right,
                right_sum,
                ..
            } => Said(
                "mend-does-not-add-up",
                vec![
                    ("parts", self.columns(left)),
                    ("sum", left_sum.clone()),
                    ("whole", self.columns(right)),
                    ("value", right_sum.clone()),
                ],
            ),
            Problem::NotTheAverage {
                column,
                printed,
                of,
                per,
                quotient,
            } => Said(
                "mend-not-the-average",
                vec![
                    ("column", self.column(column)),
                    ("found", printed.to_string()),
                    ("parts", self.column(of)),
                    ("whole", self.column(per)),
                    ("value", quotient.to_string()),
                ],
            ),
            Problem::AboveHundred { column, percent } => Said(
                "mend-above-hundred",
                vec![("column", self.column(column)), ("found", percent.to_string())],
            ),
            Problem::Fell {
                column,
                value,
                before,
                on,
            } => self.less("mend-fell", column, value, before, *on),
            Problem::TotalDiffers {
                column,
                printed,
                sum,
                difference,
                cells,
            } => {
                let cells = cells.join(", ");
                let places = [("value", difference.as_ref()), ("cells", cells.as_str())];
                Said(
                    "mend-total-differs",
                    vec![
                        ("column", self.column(column)),
                        ("found", printed.clone()),
                        ("sum", sum.clone()),
                        ("where", self.about("mend-total-where", &places)),
                    ],
                )
            }
            Problem::FormulaDiffers {
                header,
                formula,
                sum,
                printed,
                cells,
            } => Said(
                "mend-formula-differs",
                vec![
                    ("column", header.clone()),
                    ("formula", formula.to_string()),
                    ("sum", sum.to_string()),
                    ("found", printed.clone()),
                    ("cells", cells.join(", ")),
                ],
            ),
            Problem::HeaderTwice { header, columns } => Said(
                "mend-header-twice",
                vec![("column", header.clone()), ("cells", columns.join(", "))],
            ),
        }
    }

    fn sum(self, id: &'static str, parts: &[String], sum: &str, (whole, of): (&str, &str)) -> Said {
        Said(
            id,
            vec![
                ("parts", self.columns(parts)),
                ("sum", sum.to_owned()),
                ("whole", self.column(whole)),
                ("value", of.to_owned()),
            ],
        )
    }

    fn less(self, id: &'static str, column: &str, value: &str, before: &str, on: jiff::civil::Date) -> Said {
        Said(
            id,
            vec![
                ("column", self.column(column)),
                ("found", value.to_owned()),
                ("value", before.to_owned()),
                ("date", on.to_string()),
            ],
        )
    }

    fn of_value(self, problem: &ValueProblem) -> Said {
        let allowed = |mut said: Said, allowed: String| {
            said.1.push(("allowed", allowed));
            said
        };
        match problem {
            ValueProblem::NotAChoice {
                column,
                found,
                allowed: words,
            } => allowed(self.cell("mend-not-a-choice", column, found), words.join(", ")),
            ValueProblem::NotYesNo { column, found } => self.cell("mend-not-yes-no", column, found),
            ValueProblem::NotAnAge { column, found } => self.cell("mend-not-an-age", column, found),
            ValueProblem::NotAboveZero { column, found } => self.cell("mend-not-above-zero", column, found),
            ValueProblem::Outside {
                column,
                found,
                least,
                most,
            } => allowed(
                self.cell("mend-outside", column, found),
                format!("{least}–{most}"),
            ),
            ValueProblem::Impossible {
                column,
                found,
                between,
                ..
            } => allowed(self.cell("mend-impossible", column, found), between.clone()),
        }
    }

    fn of_case(self, problem: &CaseProblem) -> Said {
        let two = |id, column: &str, other: &str| {
            Said(
                id,
                vec![("column", self.column(column)), ("other", self.column(other))],
            )
        };
        match problem {
            CaseProblem::Personal { header } => Said("mend-personal", vec![("column", header.clone())]),
            CaseProblem::Nobody { needs } => Said("mend-nobody", vec![("column", needs.replace('`', ""))]),
            CaseProblem::Again { row, .. } => Said("mend-again", vec![("rows", self.rows(&[*row]))]),
            CaseProblem::Repeated { rows } => Said("mend-repeated", vec![("rows", self.rows(rows))]),
            CaseProblem::OutOfOrder { earlier, later } => two("mend-out-of-order", later, earlier),
            CaseProblem::Ahead { taken_in, .. } => Said("mend-ahead", vec![("date", taken_in.to_string())]),
            CaseProblem::AheadIn { column, taken_in } => Said(
                "mend-ahead-in",
                vec![("column", self.column(column)), ("date", taken_in.to_string())],
            ),
            CaseProblem::NotGiven { column, because } => two("mend-not-given", column, because),
            CaseProblem::AgeDiffers { age, born, .. } => two("mend-age-differs", age, born),
            CaseProblem::TooOld { .. } => Said("mend-too-old", vec![]),
            CaseProblem::Shrank {
                column,
                value,
                before,
                on,
            } => self.less("mend-shrank", column, value, before, *on),
        }
    }

    fn of_unit(self, problem: &UnitProblem) -> Said {
        match problem {
            UnitProblem::Unlisted {
                level,
                said,
                inside,
                near,
            } => self.unknown(*level, said, inside.as_ref(), near),
            UnitProblem::Elsewhere {
                level,
                said,
                listed_in,
                around,
            } => Said(
                "mend-elsewhere",
                vec![
                    ("level", self.level(*level)),
                    ("found", quoted(said)),
                    ("place", listed_in.clone()),
                    ("other", around.clone()),
                ],
            ),
            UnitProblem::NoCode { level } => Said("mend-no-code", vec![("level", self.level(*level))]),
            UnitProblem::NoName { level } => Said("mend-no-name", vec![("level", self.level(*level))]),
        }
    }
}

/// What stands in a cell, set apart from the sentence.
fn quoted(found: &str) -> String {
    format!("“{found}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(id: &str, header: &str) -> ColumnRead {
        ColumnRead {
            letters: "C".into(),
            header: header.into(),
            read_as: id.into(),
        }
    }

    #[test]
    fn a_finding_is_told_in_the_sender_s_language_and_by_the_sender_s_header() {
        let columns = [read("persondays", "Persondays so far")];
        let problem = Problem::Negative {
            column: "persondays".into(),
            found: "-3".into(),
        };
        let say = |language| {
            let wording = Wording {
                language,
                columns: &columns,
                shift: 0,
            };
            wording.what_to_mend(&problem)
        };
        assert_eq!(
            say(Language::En),
            "Persondays so far can't be less than nothing (“-3”). Correct it."
        );
        assert!(say(Language::Bn).contains("শূন্যের কম"), "{}", say(Language::Bn));
        assert!(say(Language::Hi).contains("शून्य से कम"), "{}", say(Language::Hi));
    }

    #[test]
    fn rows_that_a_finding_names_follow_lines_that_were_added_above() {
        let wording = Wording {
            language: Language::En,
            columns: &[],
            shift: 3,
        };
        let said = wording.what_to_mend(&Problem::Copy { row: 7 });
        assert!(said.contains("row 10"), "{said}");
    }

    /// Every message that this file names, and every name that a message uses, is there.
    #[test]
    fn no_text_is_missing_and_none_shows_its_braces() {
        let ids = include_str!("mend.rs").split('"').skip(1).step_by(2);
        let ids: Vec<&str> = ids.filter(|id| id.starts_with("mend-")).collect();
        assert!(ids.len() > 40);
        for id in ids {
            for language in Language::ALL {
                assert!(MESSAGES.has(language, id), "{id} is missing in {language}");
            }
        }
        let problems = [
            Problem::TotalDiffers {
                column: "a".into(),
                printed: "3".into(),
                sum: "4".into(),
                difference: "1".into(),
                cells: ["C5".into()].into(),
            },
            Problem::UnknownPlace {
                level: PlaceLevel::Gp,
                name: "Anchurri".into(),
                inside: Some("Bankura-I block".into()),
                near: vec!["Anchuri".into()],
                inside_it: vec![],
            },
            Problem::LowerCount {
                row: 3,
                column: "a".into(),
            },
            ValueProblem::Outside {
                column: "a".into(),
                found: "9".into(),
                least: 0,
                most: 5,
            }
            .into(),
            CaseProblem::AgeDiffers {
                age: "a".into(),
                born: "b".into(),
                within: 1.0,
            }
            .into(),
            UnitProblem::NoCode {
                level: PlaceLevel::Centre,
            }
            .into(),
        ];
        for language in Language::ALL {
            for problem in &problems {
                let said = Wording {
                    language,
                    columns: &[],
                    shift: 0,
                }
                .what_to_mend(problem);
                assert!(!said.contains(['{', '}', '$']), "{said}");
            }
        }
    }
}
