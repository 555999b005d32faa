//! Breakdowns: tables by class, group, office or place, on pages and in reports.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::places::PlaceLevel;
use crate::words::Words;

use super::fault::Faults;
use super::{Chart, Class, NamedTimes, Page, Programme, Subject, UnitGroup};

/// A table by something other than the places one level down.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Breakdown {
    /// The id in the address: `by-department`.
    pub id: String,
    /// What it shows: “Departments by pending grievances”.
    pub title: Words,
    /// How it is laid out.
    pub kind: BreakdownKind,
    /// Classes, groups of units or place levels. Of shares each makes a table of its own; else they stand beside one
    /// another.
    pub by: Vec<String>,
    /// Of a heat table: the class whose values are its columns.
    #[serde(default)]
    pub across: Option<String>,
    /// Measures and indicators, a column each; the first one sorts.
    pub measures: Vec<String>,
    /// Rows whose first measure is less than this are left out and counted.
    #[serde(default)]
    pub least: Option<f64>,
    /// At most so many rows are shown; the others are counted.
    #[serde(default = "thirty")]
    pub most: usize,
}

fn thirty() -> usize {
    30
}

/// How a breakdown is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BreakdownKind {
    /// A row for each value, the largest first.
    Table,
    /// A table for each class, its values as declared and what is not known last, with how many are known.
    Shares,
    /// One measure, a row for each value and a column for each value of another class, shaded.
    Heat,
    /// A percentage of each value against the whole, with its interval; a few are never called worst or best.
    League,
    /// Only what rose beyond chance against a year before.
    Rising,
}

impl Breakdown {
    /// The names of its tables in addresses: its id, or of shares by several classes one for each, `who-sex`.
    pub fn names(&self) -> Vec<String> {
        match self.kind {
            BreakdownKind::Shares if self.by.len() > 1 => {
                let classes = self.by.iter();
                classes.map(|class| format!("{}-{class}", self.id)).collect()
            }
            _ => vec![self.id.clone()],
        }
    }
}

impl Page {
    /// The breakdown that has a table of that name, and which of its tables it is.
    pub fn breakdown(&self, name: &str) -> Option<(&Breakdown, usize)> {
        let mut tables = self.breakdowns.iter().flat_map(|breakdown| {
            let names = breakdown.names().into_iter().enumerate();
            names.map(move |(at, name)| (name, breakdown, at))
        });
        let (_, breakdown, at) = tables.find(|(known, ..)| known == name)?;
        Some((breakdown, at))
    }
}

/// What a name of a breakdown stands for.
#[derive(Debug, Clone, Copy)]
pub enum Axis<'a> {
    /// A class.
    Class(&'a Class),
    /// A group of units.
    Group(&'a UnitGroup),
    /// A level of places or units.
    Level(PlaceLevel),
    /// Times with a name.
    Times(&'a NamedTimes),
}

impl Axis<'_> {
    /// What a column of it is called.
    pub fn title(&self) -> Words {
        match self {
            Self::Class(class) => class.title.clone(),
            Self::Group(group) => group.title.clone(),
            Self::Level(level) => level.word(),
            Self::Times(times) => times.title.clone(),
        }
    }
}

impl Programme {
    /// What a name of a breakdown stands for.
    pub fn axis(&self, name: &str) -> Option<Axis<'_>> {
        let class = self.class(name).map(Axis::Class);
        class
            .or_else(|| self.group(name).map(Axis::Group))
            .or_else(|| self.named_times(name).map(Axis::Times))
            .or_else(|| name.parse().ok().map(Axis::Level))
    }

    /// What breakdowns of pages and reports say that is not there, as faults.
    pub(super) fn check_breakdowns(&self, faults: &mut Faults) {
        for (at, page) in self.pages.iter().enumerate() {
            faults.about("page", at);
            self.check_breakdowns_of(&page.id, &page.breakdowns, &page.charts, faults);
        }
        for (at, report) in self.reports.iter().enumerate() {
            faults.about("report", at);
            self.check_breakdowns_of(&report.id, &report.breakdowns, &report.charts, faults);
        }
    }

    fn check_breakdowns_of(
        &self,
        place: &str,
        breakdowns: &[Breakdown],
        charts: &[Chart],
        faults: &mut Faults,
    ) {
        for (at, breakdown) in breakdowns.iter().enumerate() {
            let is_twice = breakdowns[..at].iter().any(|other| other.id == breakdown.id)
                || charts.iter().any(|chart| chart.id == breakdown.id);
            if is_twice {
                faults.push(format!("`{place}` shows `{}` twice", breakdown.id));
            }
            self.check_breakdown(place, breakdown, faults);
        }
    }

    fn check_breakdown(&self, place: &str, breakdown: &Breakdown, faults: &mut Faults) {
        let mut fault =
            |problem: String| faults.push(format!("`{place}`: breakdown `{}` {problem}", breakdown.id));
        for name in breakdown.by.iter().filter(|name| self.axis(name).is_none()) {
            fault(format!(
                "is by `{name}`, which is no class, group, level or row of named times"
            ));
        }
        for id in breakdown.measures.iter().filter(|id| self.subject(id).is_none()) {
            fault(format!(
                "shows `{id}`, which is neither a measure nor an indicator"
            ));
        }
        if breakdown.by.is_empty() || breakdown.measures.is_empty() {
            fault("needs `by` and `measures`".to_owned());
        }
        for problem in self.misfits(breakdown) {
            fault(problem);
        }
        let across = breakdown.across.as_ref().and_then(|id| self.class(id));
        let is_percent = |id: &String| match self.subject(id) {
            Some(Subject::Indicator(indicator)) => indicator.unit == super::IndicatorUnit::Percent,
            _ => false,
        };
        let fits = match breakdown.kind {
            BreakdownKind::Heat => {
                across.is_some() && breakdown.measures.len() == 1 && breakdown.by.len() == 1
            }
            BreakdownKind::League => {
                breakdown.measures.first().is_some_and(is_percent) && breakdown.by.len() == 1
            }
            BreakdownKind::Shares => breakdown.by.iter().all(|name| self.class(name).is_some()),
            BreakdownKind::Rising => breakdown.measures.len() == 1,
            BreakdownKind::Table => true,
        };
        if !fits || (breakdown.across.is_some() && breakdown.kind != BreakdownKind::Heat) {
            fault(
                "does not fit its kind: heat is one measure by one name across a class, a league is a percentage by one \
                 name, shares are by classes, rising is one measure"
                    .to_owned(),
            );
        }
    }

    /// What of the measures can't be told by the classes of a breakdown. Of shares each class stands alone.
    fn misfits(&self, breakdown: &Breakdown) -> Vec<String> {
        let classes: Vec<&Class> = breakdown
            .by
            .iter()
            .chain(&breakdown.across)
            .filter_map(|id| self.class(id))
            .collect();
        let tables: Vec<&[&Class]> = match breakdown.kind {
            BreakdownKind::Shares => classes.chunks(1).collect(),
            _ => vec![&classes],
        };
        let subjects = breakdown.measures.iter().filter_map(|id| self.subject(id));
        subjects
            .flat_map(|subject| {
                tables
                    .iter()
                    .filter_map(move |classes| self.misfit(subject, classes))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Programmes;
    use crate::programme::ProgrammeError;

    const GOOD: &str = include_str!("../../programmes/grievance/programme.toml");

    fn faults_of(breakdown: &str) -> Vec<String> {
        let title = "title = { en = \"Made up\", bn = \"বানানো\", hi = \"बनाया हुआ\" }";
        let text =
            format!("{GOOD}\n[[page]]\nid = \"made-up\"\n{title}\n[[page.breakdown]]\n{title}\n{breakdown}");
        match Programmes::default().add("made-up.toml", &text) {
            Ok(()) => Vec::new(),
            Err(ProgrammeError::Faulty { faults, .. }) => faults,
            Err(other) => vec![other.to_string()],
        }
    }

    #[test]
    fn a_table_by_department_and_class_makes_sense() {
        let faults = faults_of(
            "id = \"x\"\nkind = \"table\"\nby = [\"department\", \"category\"]\nmeasures = [\"received\", \"share_percent\"]",
        );
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn what_came_about_in_a_span_is_not_told_by_days_waited() {
        let faults = faults_of(
            "id = \"x\"\nkind = \"heat\"\nby = [\"office\"]\nacross = \"age_bucket\"\nmeasures = [\"received\"]",
        );
        assert_eq!(
            faults,
            ["`made-up`: breakdown `x` shows `received`, which is not kept by `age_bucket`"]
        );
    }

    #[test]
    fn totals_of_offices_have_no_classes() {
        let faults =
            faults_of("id = \"x\"\nkind = \"table\"\nby = [\"category\"]\nmeasures = [\"office_received\"]");
        assert!(
            faults[0].ends_with("which is not kept by `category`"),
            "{faults:?}"
        );
    }

    #[test]
    fn a_share_needs_a_class_and_a_representation_only_one() {
        let share =
            faults_of("id = \"x\"\nkind = \"table\"\nby = [\"office_type\"]\nmeasures = [\"share_percent\"]");
        assert!(share[0].ends_with("and is by no class"), "{share:?}");
        let two = faults_of(
            "id = \"x\"\nkind = \"table\"\nby = [\"sex\", \"area\"]\nmeasures = [\"representation\"]",
        );
        assert!(two[0].ends_with("not of several at once"), "{two:?}");
        let each = faults_of(
            "id = \"x\"\nkind = \"shares\"\nby = [\"sex\", \"area\"]\nmeasures = [\"representation\"]",
        );
        assert_eq!(each, [""; 0]);
    }

    #[test]
    fn names_and_kinds_that_do_not_go_together_are_all_told() {
        let faults = faults_of(
            "id = \"x\"\nkind = \"league\"\nby = [\"departmnt\"]\nmeasures = [\"received\", \"nothing\"]",
        );
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(
            faults[0].contains("`departmnt`") && faults[1].contains("`nothing`"),
            "{faults:?}"
        );
        assert!(faults[2].contains("a league is a percentage"), "{faults:?}");
        let kind = faults_of("id = \"x\"\nkind = \"pie\"\nby = [\"sex\"]\nmeasures = [\"received\"]");
        assert!(kind[0].contains("pie"), "{kind:?}");
    }

    #[test]
    fn one_page_shows_one_thing_of_a_name() {
        let one = "id = \"x\"\nkind = \"table\"\nby = [\"sex\"]\nmeasures = [\"received\"]\n";
        let title = "title = { en = \"Made up\" }\n";
        let faults = faults_of(&format!("{one}[[page.breakdown]]\n{title}{one}"));
        assert!(
            faults.contains(&"`made-up` shows `x` twice".to_owned()),
            "{faults:?}"
        );
    }
}
