//! Everything that is wrong with a `programme.toml`, with line, column and what to do: for the person who writes it.

use std::ops::Range;

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Part};
use super::shape::{Left, Misshapen, ShapeKind, entry, misshapen, without_wrong};
use super::{Programme, schema};

/// No declaration that a person writes is longer.
const MOST_BYTES: usize = 4 << 20;

/// Faults told at most; a file that is something else altogether has one for each line.
const MOST_TOLD: usize = 1_000;

/// Whether a programme can be used in spite of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The programme is not loaded.
    Fault,
    /// The programme works, and readers will miss something.
    Warning,
}

/// Something wrong at a place in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// How bad it is.
    pub severity: Severity,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub hint: String,
}

/// Everything wrong with the text of a programme, in the order of its lines; nothing where it makes sense.
///
/// ```
/// use catalog::programme::diagnose;
///
/// let found = diagnose("id = \"care\"\ntitel = { en = \"Care\" }\n");
/// let second = found.iter().find(|one| one.line == 2).unwrap();
/// assert_eq!(second.problem, "there is no key `titel` here");
/// assert_eq!(second.hint, "did you mean `title`?");
/// ```
pub fn diagnose(text: &str) -> Vec<Diagnosis> {
    let lines = Lines::of(text);
    if text.len() > MOST_BYTES {
        let problem = format!(
            "the file has {} bytes, more than any declaration needs",
            text.len()
        );
        return vec![lines.fault(0..0, problem, format!("keep it below {MOST_BYTES} bytes"))];
    }
    let (mut document, unreadable) = DeTable::parse_recoverable(text);
    let mut found: Vec<Diagnosis> = unreadable
        .iter()
        .map(|fault| {
            lines.fault(
                fault.span().unwrap_or_default(),
                one_line(fault.message()),
                mend_toml(),
            )
        })
        .collect();
    if found.is_empty() {
        let original = document.clone();
        let shapes = misshapen(&mut document, &schema());
        let readable = without_wrong(&mut document, &shapes);
        found.extend(shapes.into_iter().map(|shape| lines.shape(shape)));
        if let Some(left) = readable {
            match read(document) {
                Ok(programme) => {
                    let read = Read { programme, left };
                    found.extend(lines.checked(&read, &original));
                    found.extend(lines.warnings(&read, &original));
                }
                Err(fault) => {
                    let at = fault.span().unwrap_or_default();
                    found.push(lines.fault(at, one_line(fault.message()), mend_value()));
                }
            }
        }
    }
    in_order(&mut found);
    found.dedup();
    if found.len() > MOST_TOLD {
        // However many warnings there are, no fault may be lost behind them.
        found.sort_by_key(|one| one.severity);
        found.truncate(MOST_TOLD);
        in_order(&mut found);
    }
    found
}

fn in_order(found: &mut [Diagnosis]) {
    found.sort_by(|one, other| {
        (one.line, one.column, one.severity).cmp(&(other.line, other.column, other.severity))
    });
}

/// What of a programme could be read.
struct Read {
    programme: Programme,
    left: Left,
}

impl Read {
    /// Whether a fault is only that something which could not be read is missing.
    fn follows(&self, message: &str) -> bool {
        quoted(message)
            .iter()
            .any(|word| self.left.unread.iter().any(|id| id == word))
    }

    fn original(&self, part: Part) -> Part {
        let at = self
            .left
            .places
            .get(part.list)
            .and_then(|places| places.get(part.at));
        Part {
            at: at.copied().unwrap_or(part.at),
            ..part
        }
    }
}

fn read(document: Spanned<DeTable<'_>>) -> Result<Programme, toml::de::Error> {
    serde::Deserialize::deserialize(toml::de::Deserializer::from(document))
}

fn mend_toml() -> String {
    "this is no TOML; see that quotation marks and brackets are closed, and that each key stands once"
        .to_owned()
}

fn mend_value() -> String {
    "see the format with `jela programme schema`".to_owned()
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, and the byte with which each of its lines begins.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let after = text.match_indices('\n').map(|(end, _)| end + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after).collect(),
        }
    }

    fn fault(&self, at: Range<usize>, problem: String, hint: String) -> Diagnosis {
        self.told(Severity::Fault, at.start, problem, hint)
    }

    fn told(&self, severity: Severity, byte: usize, problem: String, hint: String) -> Diagnosis {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let before = self.text.get(self.starts[line - 1]..byte).unwrap_or_default();
        Diagnosis {
            severity,
            line,
            column: before.chars().count() + 1,
            problem,
            hint,
        }
    }

    fn shape(&self, shape: Misshapen) -> Diagnosis {
        let severity = match shape.kind {
            ShapeKind::UnknownKey | ShapeKind::Wrong => Severity::Fault,
            ShapeKind::Untranslated => Severity::Warning,
        };
        self.told(severity, shape.at.start, shape.problem, shape.hint)
    }

    fn checked(&self, read: &Read, document: &Spanned<DeTable<'_>>) -> Vec<Diagnosis> {
        let faults = read.programme.check().into_iter();
        let faults = faults
            .filter(|fault| !read.follows(&fault.message))
            .map(|mut fault| {
                fault.part = fault.part.map(|part| read.original(part));
                let at = place_of(&fault, document);
                let hint = fault.hint.unwrap_or_else(mend_name);
                self.fault(at..at, fault.message, hint)
            });
        faults.collect()
    }

    /// What is allowed, and leaves readers without something.
    fn warnings(&self, read: &Read, document: &Spanned<DeTable<'_>>) -> Vec<Diagnosis> {
        let programme = &read.programme;
        let subjects = programme.measures.iter().map(|measure| &measure.id).enumerate();
        let measures = subjects.map(|subject| ("measure", subject));
        let subjects = programme
            .indicators
            .iter()
            .map(|indicator| &indicator.id)
            .enumerate();
        let indicators = subjects.map(|subject| ("indicator", subject));
        let undirected = measures.chain(indicators).filter_map(|(list, (at, id))| {
            let part = part_of(read.original(Part { list, at }), document)?;
            let silent = entry(part.get_ref().as_table()?, "better").is_none();
            let problem = format!("{list} `{id}` does not say which direction is good");
            let hint = "add `better = \"higher\"` or `\"lower\"`, or `\"neither\"` where none can be said";
            let line = part.span().start;
            silent.then(|| self.told(Severity::Warning, line, problem, hint.to_owned()))
        });
        let unfed = programme.datasets.iter().enumerate().filter_map(|(at, dataset)| {
            let follows = matches!(dataset.keeps, super::Keeps::Follow(_));
            // Where a source could not be read, nobody knows what it brings.
            let fed = !read.left.unread.is_empty()
                || programme
                    .sources
                    .iter()
                    .any(|source| source.dataset == dataset.id);
            let part = part_of(read.original(Part { list: "dataset", at }), document)?;
            let problem = format!("no source brings rows of dataset `{}`", dataset.id);
            let hint = "add a [[source]] with the headers of its sheet".to_owned();
            (!follows && !fed).then(|| self.told(Severity::Warning, part.span().start, problem, hint))
        });
        undirected.chain(unfed).collect()
    }
}

fn mend_name() -> String {
    "change or remove what is named; `jela programme schema` explains each key".to_owned()
}

/// The byte at which a fault stands: at its word inside what it is about, or else where that begins.
fn place_of(fault: &Fault, document: &Spanned<DeTable<'_>>) -> usize {
    let part = fault.part.and_then(|part| part_of(part, document));
    let find = |word: &str| match part {
        Some(part) => word_in(part, word),
        None => document.get_ref().iter().find_map(|(key, value)| {
            (key.get_ref() == word)
                .then(|| key.span().start)
                .or_else(|| word_in(value, word))
        }),
    };
    let given = fault.word.as_deref().and_then(find);
    let named = || quoted(&fault.message).into_iter().rev().find_map(find);
    let start = || part.map_or(0, |part| part.span().start);
    given.or_else(named).unwrap_or_else(start)
}

fn part_of<'d, 'i>(part: Part, document: &'d Spanned<DeTable<'i>>) -> Option<&'d Spanned<DeValue<'i>>> {
    entry(document.get_ref(), part.list)?
        .get_ref()
        .as_array()?
        .get(part.at)
}

/// Where a word stands first inside a value, as a text or as a key.
fn word_in(value: &Spanned<DeValue<'_>>, word: &str) -> Option<usize> {
    match value.get_ref() {
        DeValue::String(text) => (text == word).then(|| value.span().start),
        DeValue::Array(entries) => entries.iter().find_map(|entry| word_in(entry, word)),
        DeValue::Table(table) => table.iter().find_map(|(key, value)| {
            (key.get_ref() == word)
                .then(|| key.span().start)
                .or_else(|| word_in(value, word))
        }),
        _ => None,
    }
}

/// The names that a message quotes.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::Programmes;

    const GOOD: &str = include_str!("../../programmes/mgnrega/programme.toml");

    fn faults(text: &str) -> Vec<Diagnosis> {
        let found = diagnose(text).into_iter();
        found.filter(|one| one.severity == Severity::Fault).collect()
    }

    /// The line of the text on which something stands first.
    fn line_of(text: &str, wanted: &str) -> usize {
        text.lines().position(|line| line.contains(wanted)).unwrap() + 1
    }

    /// That with one change, one fault is told on the changed line, with a hint.
    #[track_caller]
    fn told(from: &str, to: &str, problem: &str, hint: &str) {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let found = faults(&text);
        let line = line_of(&text, to.trim());
        assert!(
            found
                .iter()
                .any(|one| one.line == line && one.problem.contains(problem) && one.hint.contains(hint)),
            "line {line}: {found:#?}"
        );
    }

    #[test]
    fn every_built_in_programme_is_without_faults() {
        static PROGRAMMES: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/programmes");
        for programme in PROGRAMMES.dirs() {
            let file = programme
                .get_file(programme.path().join("programme.toml"))
                .unwrap();
            assert_eq!(
                faults(file.contents_utf8().unwrap()),
                [],
                "{}",
                programme.path().display()
            );
        }
    }

    #[test]
    fn a_mistyped_key_kind_word_or_type_is_told_where_it_stands() {
        told(
            "disclosure = \"none\"",
            "disclosur = \"none\"",
            "no key `disclosur`",
            "`disclosure`",
        );
        told("kind = \"wide\"", "kind = \"wyde\"", "no kind `wyde`", "`wide`");
        told(
            "over_time = \"latest\"",
            "over_time = \"lates\"",
            "`lates` means nothing",
            "`latest`",
        );
        told(
            "disclosure = \"none\"",
            "disclosure = true",
            "`true` or `false`",
            "",
        );
    }

    #[test]
    fn unknown_columns_and_measures_are_told_with_the_nearest() {
        told(
            "sum_of = [\"job_cards\"]",
            "sum_of = [\"job_crads\"]",
            "no column `job_crads`",
            "`job_cards`",
        );
        told(
            "\nof = [\"persondays_women\"]",
            "\nof = [\"persondays_womn\"]",
            "no measure",
            "`persondays_women`",
        );
    }

    #[test]
    fn a_page_that_shows_what_there_is_not_is_told_where_it_does() {
        let page =
            "[[page]]\nid = \"made-up\"\ntitle = { en = \"x\" }\n[[page.tile]]\nmeasure = \"person_days\"\n";
        let text = format!("{GOOD}\n{page}");
        let found = faults(&text);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].line, line_of(&text, "\"person_days\""));
        assert_eq!(found[0].hint, "did you mean `persondays`?");
    }

    #[test]
    fn a_chart_that_can_not_be_drawn_is_a_fault() {
        for (chart, said) in [
            (
                "measure = \"persondays\"\nkind = \"flow\"",
                "its measure has a `flow`",
            ),
            ("measure = \"persondays\"\nkind = \"classes\"", "needs a `class`"),
            (
                "measure = \"persondays\"\nkind = \"classes\"\nclass = \"sex\"",
                "is no class",
            ),
        ] {
            let title = "title = { en = \"x\" }";
            let text = format!(
                "{GOOD}\n[[page]]\nid = \"made-up\"\n{title}\n[[page.chart]]\nid = \"c\"\n{title}\n{chart}\n"
            );
            let found = faults(&text);
            assert!(
                found.len() == 1 && found[0].problem.contains(said),
                "{chart}: {found:#?}"
            );
        }
    }

    #[test]
    fn faults_of_all_kinds_are_told_at_once() {
        let text = GOOD
            .replacen("over_time", "overtime", 1)
            .replace("sum_of = [\"workers\"]", "sum_of = [\"wrokers\"]")
            .replacen("kind = \"wide\"", "kind = \"wyde\"", 1);
        let found = faults(&text);
        for wanted in ["`overtime`", "`over_time` is missing", "`wrokers`", "`wyde`"] {
            assert!(
                found.iter().any(|one| one.problem.contains(wanted)),
                "{wanted}: {found:#?}"
            );
        }
        assert!(
            found.iter().all(|one| !one.hint.is_empty() && one.column > 0),
            "{found:#?}"
        );
    }

    #[test]
    fn what_only_follows_from_an_entry_that_could_not_be_read_is_not_told() {
        let text = GOOD.replacen("over_time", "overtime", 1);
        assert_eq!(faults(&text).len(), 2, "{:#?}", faults(&text));
    }

    #[test]
    fn no_fault_is_lost_behind_a_thousand_warnings() {
        let untranslated = |at: usize| {
            format!(
                "[[measure]]\nid = \"m{at}\"\ntitle = {{ en = \"M\" }}\ndataset = \"progress\"\nsum_of = [\"job_cards\"]\n\
                 over_time = \"sum\"\n"
            )
        };
        let many: String = (0..MOST_TOLD).map(untranslated).collect();
        let circle = "[[indicator]]\nid = \"circle\"\ntitle = { en = \"x\" }\nunit = \"percent\"\nof = [\"circle\"]\nper = [\"persondays\"]\n";
        let text = format!("{GOOD}\n{many}\n{circle}");
        let found = faults(&text);
        assert!(
            !found.is_empty() && found[0].line >= line_of(&text, "\"circle\""),
            "{found:#?}"
        );
        assert_eq!(diagnose(&text).len(), MOST_TOLD);
    }

    #[test]
    fn ids_given_twice_and_ratios_of_ratios_are_faults() {
        let ratio = "[[indicator]]\nid = \"circle\"\ntitle = { en = \"x\" }\nunit = \"percent\"\nper = [\"persondays\"]\nof = [\"circle\"]\n";
        let found = faults(&format!("{GOOD}\n{ratio}{ratio}"));
        assert!(
            found.iter().any(|one| one.problem.contains("declared twice")),
            "{found:#?}"
        );
        assert!(
            found
                .iter()
                .any(|one| one.hint.contains("a ratio is made of measures alone")),
            "{found:#?}"
        );
    }

    #[test]
    fn a_source_that_another_always_takes_first_is_a_fault() {
        let copy = &GOOD[GOOD.find("[[source]]").unwrap()..];
        let copy = &copy[..copy[10..].find("[[source]]").unwrap() + 10];
        let id = copy.lines().find(|line| line.starts_with("id = ")).unwrap();
        let found = faults(&format!("{GOOD}\n{}", copy.replacen(id, "id = \"copy\"", 1)));
        assert!(
            found
                .iter()
                .any(|one| one.problem.contains("source `copy` can't be reached")),
            "{found:#?}"
        );
    }

    #[test]
    fn a_ratio_of_unlike_grains_names_both() {
        let dataset = "[[dataset]]\nid = \"yearly\"\ntitle = { en = \"x\" }\nreported_by = { level = \"block\", every = \"year\" }\ncolumns = [{ id = \"plots\", type = \"count\" }]\n";
        let measure = "[[measure]]\nid = \"plots\"\ntitle = { en = \"x\" }\ndataset = \"yearly\"\nsum_of = [\"plots\"]\nover_time = \"latest\"\n";
        let ratio = "[[indicator]]\nid = \"odd\"\ntitle = { en = \"x\" }\nunit = \"index\"\nof = [\"persondays\"]\nper = [\"plots\"]\n";
        let found = faults(&format!("{GOOD}\n{dataset}{measure}{ratio}"));
        assert!(
            found
                .iter()
                .any(|one| one.hint.contains("`yearly` by block and fy")),
            "{found:#?}"
        );
    }

    #[test]
    fn a_missing_translation_or_direction_is_a_warning() {
        let measure = "[[measure]]\nid = \"more\"\ntitle = { en = \"More\" }\ndataset = \"progress\"\nsum_of = [\"job_cards\"]\nover_time = \"latest\"\n";
        let text = format!("{GOOD}\n{measure}");
        assert_eq!(faults(&text), []);
        let found = diagnose(&text);
        let first = text.lines().count() - 5;
        for wanted in ["Bengali (`bn`) and Hindi (`hi`)", "which direction is good"] {
            assert!(
                found
                    .iter()
                    .any(|one| one.problem.contains(wanted) && one.line >= first),
                "{wanted}: {found:#?}"
            );
        }
    }

    #[test]
    fn files_that_are_something_else_are_told_and_never_panic() {
        for text in [
            "",
            "=",
            "[[measure",
            "id = 3",
            "measure = 1",
            "[measure]",
            "\u{0}",
            "id = \"x\"\nid = \"y\"",
            "measure = [[[[]]]]",
            "dataset = [1, 2]",
            "[[page]]\ntile = \"x\"",
            "title = { en = 1 }",
            "[[dataset]]\nkeeps = { kind = 3 }",
            "[[measure]]\ndocket = { on = 3, left = 4 }",
            "[[suspended]]\nplace = \"nowhere\"\nfrom = 2026-01-01",
        ] {
            assert!(!faults(text).is_empty(), "{text}");
            assert!(Programmes::default().add("made-up.toml", text).is_err(), "{text}");
        }
        let deep = format!("a = {}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(!faults(&deep).is_empty());
        assert!(!faults(&"x".repeat(MOST_BYTES + 1)).is_empty());
        assert!(faults(&"[[measure]]\nid = 1\n".repeat(2_000)).len() <= MOST_TOLD);
    }

    proptest::proptest! {
        /// With any piece cut out, the two readers agree: what has no fault is loaded, and what is loaded has none.
        #[test]
        fn what_has_no_fault_is_loaded_and_the_other_way_round(from in 0..GOOD.len(), length in 1..400_usize) {
            let start = (from..).find(|at| GOOD.is_char_boundary(*at)).unwrap();
            let end = (start + length..).find(|at| *at >= GOOD.len() || GOOD.is_char_boundary(*at)).unwrap();
            let text = format!("{}{}", &GOOD[..start], GOOD.get(end..).unwrap_or_default());
            let loads = Programmes::default().add("made-up.toml", &text).is_ok();
            let found = faults(&text);
            proptest::prop_assert_eq!(found.is_empty(), loads, "{:?}", found);
        }
    }
}
