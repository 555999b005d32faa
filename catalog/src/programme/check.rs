//! Whether a programme makes sense: every fault is listed at once, in words a person can mend it by.

use std::collections::BTreeSet;

use super::fault::{Fault, Faults};
use super::keep;
use super::{
    Chart, ChartKind, Class, Dataset, DateFrom, DerivedType, Duplicates, Indicator, IndicatorKind,
    IndicatorUnit, Keeps, Layout, MOST_AT_A_GLANCE, Measure, Page, PageKind, Programme, Source, Subject,
    Table, Tile,
};

/// Words that stand in addresses and can be no programme.
const RESERVED: [&str; 24] = [
    "account",
    "recover",
    "search",
    "reports",
    "open-data",
    "help",
    "accessibility",
    "sign-in",
    "sign-out",
    "uploads",
    "batches",
    "schedules",
    "audit",
    "healthz",
    "metrics",
    "readyz",
    "status",
    "holdings",
    "api",
    "glance",
    "site-map",
    "feedback",
    "policies",
    "convergence",
];

/// Columns that every table has, so that no dataset may declare them.
const BOOKKEEPING: [&str; 9] = [
    "place",
    "level",
    "place_printed",
    "date",
    "fy",
    "source",
    "source_row",
    "batch",
    "taken_in",
];

impl Programme {
    /// Every fault; empty when the programme makes sense.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        self.check_ids(&mut faults);
        for (at, dataset) in self.datasets.iter().enumerate() {
            faults.about("dataset", at);
            check_dataset(dataset, &mut faults);
            self.check_cases(dataset, &mut faults);
            keep::check(self, dataset, &mut faults);
        }
        for (at, source) in self.sources.iter().enumerate() {
            faults.about("source", at);
            self.check_source(source, &mut faults);
            self.check_reach(source, &mut faults);
        }
        for (at, measure) in self.measures.iter().enumerate() {
            faults.about("measure", at);
            self.check_measure(measure, &mut faults);
        }
        for (at, indicator) in self.indicators.iter().enumerate() {
            faults.about("indicator", at);
            self.check_indicator(indicator, &mut faults);
        }
        self.check_shown(&mut faults);
        self.check_returns(&mut faults);
        self.check_breakdowns(&mut faults);
        self.check_definitions(&mut faults);
        self.check_times(&mut faults);
        self.check_history(&mut faults);
        faults.about_all();
        self.check_publications(&mut faults);
        faults.into_found()
    }

    fn check_ids(&self, faults: &mut Faults) {
        if RESERVED.contains(&self.id.as_str()) || !is_slug(&self.id) {
            faults.push(format!(
                "`{}` can't be a programme's id; use lower-case letters, digits and hyphens",
                self.id
            ));
        }
        let mut seen = BTreeSet::new();
        let measures = self.measures.iter().map(|measure| &measure.id).enumerate();
        let indicators = self.indicators.iter().map(|indicator| &indicator.id).enumerate();
        let subjects = measures
            .map(|subject| ("measure", subject))
            .chain(indicators.map(|subject| ("indicator", subject)));
        for (list, (at, id)) in subjects {
            faults.about(list, at);
            if !is_snake(id) {
                faults.push(format!("`{id}` is not ASCII snake case"));
            }
            if !seen.insert(id) {
                faults.push(format!("`{id}` is declared twice among measures and indicators"));
            }
        }
        twice_of("dataset", self.datasets.iter().map(|dataset| &dataset.id), faults);
        twice_of("source", self.sources.iter().map(|source| &source.id), faults);
        twice_of("class", self.classes.iter().map(|class| &class.id), faults);
        twice_of("group", self.groups.iter().map(|group| &group.id), faults);
        twice_of("page", self.pages.iter().map(|page| &page.id), faults);
        twice_of("report", self.reports.iter().map(|report| &report.id), faults);
        faults.about_all();
    }

    fn check_source(&self, source: &Source, faults: &mut Faults) {
        let id = &source.id;
        let Some(dataset) = self.dataset(&source.dataset) else {
            faults.unknown(
                format!("source `{id}`: there is no dataset `{}`", source.dataset),
                &source.dataset,
                self.dataset_ids(),
            );
            return;
        };
        let mut columns: Vec<&str> = source.layout.columns().collect();
        if let Duplicates::Highest { by } = &source.duplicates {
            columns.push(by);
        }
        for column in columns.iter().filter(|column| dataset.column(column).is_none()) {
            faults.unknown(
                format!("source `{id}`: dataset `{}` has no column `{column}`", dataset.id),
                column,
                column_ids(dataset),
            );
        }
        if source.recognised_by.is_empty() || source.recognised_by.iter().any(Vec::is_empty) {
            faults.push(format!(
                "source `{id}`: `recognised_by` is empty, so that it would take any sheet"
            ));
        }
        self.check_case_source(dataset, source, faults);
        if source.places.is_empty() {
            faults.push(format!("source `{id}`: no column names a place"));
        }
        if matches!(source.layout, Layout::Months { .. } | Layout::MonthHeaders { .. })
            && source
                .dates
                .iter()
                .any(|date| !matches!(date, DateFrom::AsOnLine))
        {
            faults.push(format!("source `{id}`: a layout by months dates its rows itself"));
        }
    }

    fn check_measure(&self, measure: &Measure, faults: &mut Faults) {
        let id = &measure.id;
        let Some(dataset) = self.dataset(&measure.dataset) else {
            faults.unknown(
                format!("measure `{id}`: there is no dataset `{}`", measure.dataset),
                &measure.dataset,
                self.dataset_ids(),
            );
            return;
        };
        let mut units = BTreeSet::new();
        for column in &measure.sum_of {
            match dataset.column(column) {
                None if is_derived_number(dataset, column) => {
                    units.insert(1);
                }
                None => faults.unknown(
                    format!(
                        "measure `{id}`: dataset `{}` has no column `{column}`",
                        dataset.id
                    ),
                    column,
                    column_ids(dataset),
                ),
                Some(found) if !found.kind.adds_up() => {
                    faults.push(format!("measure `{id}`: column `{column}` can't be added up"));
                }
                Some(found) => {
                    units.insert(found.kind.per_unit());
                }
            }
        }
        self.check_what_is_counted(dataset, measure, faults);
        if units.len() > 1 {
            faults.push(format!(
                "measure `{id}`: counts and money can't be added together"
            ));
        }
    }

    fn check_indicator(&self, indicator: &Indicator, faults: &mut Faults) {
        for part in indicator
            .of
            .iter()
            .chain(&indicator.per)
            .filter(|part| self.measure(part).is_none())
        {
            let message = format!("indicator `{}`: there is no measure `{part}`", indicator.id);
            if self.indicator(part).is_some() {
                let hint = "it is an indicator, and a ratio is made of measures alone: of ratios, or of itself, it \
                            would be no sum divided once; name the measures that it is made of";
                faults.hinted(message, part, hint.to_owned());
            } else {
                faults.unknown(message, part, self.measure_ids());
            }
        }
        let is_ratio = indicator.kind.divides();
        if indicator.of.is_empty() || indicator.per.is_empty() == is_ratio {
            faults.push(format!(
                "indicator `{}`: `of` needs a measure, and `per` one where it is a ratio and none otherwise",
                indicator.id
            ));
        }
        if !is_ratio {
            self.check_kind(indicator, faults);
        }
        self.check_grains(indicator, faults);
    }

    /// What is divided comes from one dataset, so that both parts are of the same units and days.
    fn check_grains(&self, indicator: &Indicator, faults: &mut Faults) {
        let parts = || indicator.of.iter().chain(&indicator.per);
        let dataset_of = |part: &String| self.measure(part).map(|measure| &measure.dataset);
        let datasets: BTreeSet<&String> = parts().filter_map(dataset_of).collect();
        self.check_same_places(indicator, faults);
        if indicator.kind == IndicatorKind::Across {
            return self.check_across(indicator, &datasets, faults);
        }
        let Some(first) = datasets.first().filter(|_| datasets.len() > 1) else {
            return;
        };
        let Some(other) = parts().find(|part| dataset_of(part).is_some_and(|dataset| dataset != *first))
        else {
            return;
        };
        let grains = datasets.iter().filter_map(|id| self.dataset(id)).map(|dataset| {
            let due = dataset.reported_by;
            format!("`{}` by {} and {}", dataset.id, due.level, due.every.grain())
        });
        let hint = format!(
            "{}: divide measures of one dataset, or keep both columns in one",
            grains.collect::<Vec<_>>().join(", ")
        );
        faults.hinted(
            format!(
                "indicator `{}`: its measures come from several datasets, so that they need not be of the same units",
                indicator.id
            ),
            other,
            hint,
        );
    }

    /// What is divided across datasets is reported by the same places, equally often.
    fn check_across(&self, indicator: &Indicator, datasets: &BTreeSet<&String>, faults: &mut Faults) {
        let known: Vec<&Dataset> = datasets.iter().filter_map(|id| self.dataset(id)).collect();
        let grain = |dataset: &&Dataset| {
            (
                dataset.reported_by.level,
                dataset.reported_by.also,
                dataset.reported_by.every.grain(),
            )
        };
        let is_alike = known.windows(2).all(|pair| grain(&pair[0]) == grain(&pair[1]));
        let is_docket = known
            .iter()
            .any(|dataset| matches!(dataset.keeps, Keeps::Docket(_)));
        if known.len() < 2 || !is_alike || is_docket {
            faults.push(format!(
                "indicator `{}`: `across` divides measures of two datasets that places of one level report equally often, \
                 and none of a docket",
                indicator.id
            ));
        }
    }

    fn check_shown(&self, faults: &mut Faults) {
        for (at, page) in self.pages.iter().enumerate() {
            faults.about("page", at);
            self.check_subjects((&page.id, &page.tiles, &page.charts, &page.table), faults);
            let tells = |other: &Page| other.kind == PageKind::Figures && !other.tiles.is_empty();
            if page.kind == PageKind::Review && !self.pages.iter().any(tells) {
                faults.push(format!(
                    "`{}` is a review, but no page of figures has a tile that it could tell of",
                    page.id
                ));
            }
        }
        for (at, report) in self.reports.iter().enumerate() {
            faults.about("report", at);
            self.check_subjects((&report.id, &report.tiles, &report.charts, &report.table), faults);
            for chart in report.charts.iter().filter(|chart| chart.kind.is_of_pages()) {
                faults.push(format!(
                    "`{}`: chart `{}` is of a kind that is drawn on pages and not in reports",
                    report.id, chart.id
                ));
            }
        }
        faults.about_all();
        let glance: Vec<Tile> = self
            .glance
            .iter()
            .map(|id| Tile { measure: id.clone() })
            .collect();
        self.check_subjects(("glance", &glance, &[], &Table::default()), faults);
        if glance.len() > MOST_AT_A_GLANCE {
            faults.push(format!(
                "`glance` names {} figures; a first page shows a headline and at most three beside it",
                glance.len()
            ));
        }
    }

    fn check_subjects(
        &self,
        (place, tiles, charts, table): (&str, &[Tile], &[Chart], &Table),
        faults: &mut Faults,
    ) {
        let tiles = tiles.iter().map(|tile| &tile.measure);
        let drawn = charts.iter().map(|chart| &chart.measure);
        let shown = tiles.clone().chain(drawn).chain(&table.measures);
        for id in shown.filter(|id| self.subject(id).is_none()) {
            faults.unknown(
                format!("`{place}` shows `{id}`, which is neither a measure nor an indicator"),
                id,
                self.subject_ids(),
            );
        }
        let alone = tiles.clone().chain(&table.measures);
        for problem in alone.filter_map(|id| self.misfit(self.subject(id)?, &[])) {
            faults.push(format!("`{place}` {problem}"));
        }
        for chart in charts {
            self.check_chart(place, chart, faults);
        }
    }

    /// A chart can draw what it shows.
    fn check_chart(&self, place: &str, chart: &Chart, faults: &mut Faults) {
        for id in chart.class.iter().chain(&chart.across) {
            if self.class(id).is_none() {
                let known = self.classes.iter().map(|class| class.id.as_str());
                let message = format!("`{place}`: chart `{}` is by `{id}`, which is no class", chart.id);
                return faults.unknown(message, id, known);
            }
        }
        if let Some(problem) = self.chart_problem(chart) {
            faults.push(format!("`{place}`: chart `{}` {problem}", chart.id));
        }
    }

    /// What of a chart, whose classes are known, can't be drawn.
    fn chart_problem(&self, chart: &Chart) -> Option<String> {
        let of = |id: &Option<String>| id.as_ref().and_then(|id| self.class(id));
        let (class, across) = (of(&chart.class), of(&chart.across));
        let classes: Vec<&Class> = class.into_iter().chain(across).collect();
        let subject = self.subject(&chart.measure)?; // what is unknown is told elsewhere
        let problem = match (chart.kind, subject) {
            (ChartKind::Pyramid, _) if across.is_none_or(|across| across.values.len() < 2) => {
                Some("needs `across`, a class of at least two values".to_owned())
            }
            (ChartKind::Classes | ChartKind::Pyramid, _) if class.is_none() => {
                Some("needs a `class`".to_owned())
            }
            (ChartKind::Flow, Subject::Measure(measure)) if measure.flow.is_some() => return None,
            (ChartKind::Flow, _) => Some("draws stock and flow, so that its measure has a `flow`".to_owned()),
            (ChartKind::Funnel, Subject::Indicator(indicator))
                if indicator.unit == IndicatorUnit::Percent =>
            {
                None
            }
            (ChartKind::Funnel, _) => {
                Some("is a funnel, which draws a percentage of what was counted".to_owned())
            }
            _ => None,
        };
        let unused = chart.across.is_some() && chart.kind != ChartKind::Pyramid;
        let unused = unused.then(|| "has an `across`, which only a pyramid has".to_owned());
        problem.or(unused).or_else(|| self.misfit(subject, &classes))
    }

    pub(super) fn subject_ids(&self) -> impl Iterator<Item = &str> {
        let indicators = self.indicators.iter().map(|indicator| indicator.id.as_str());
        self.measure_ids().chain(indicators)
    }

    fn measure_ids(&self) -> impl Iterator<Item = &str> {
        self.measures.iter().map(|measure| measure.id.as_str())
    }

    fn dataset_ids(&self) -> impl Iterator<Item = &str> {
        self.datasets.iter().map(|dataset| dataset.id.as_str())
    }

    fn check_history(&self, faults: &mut Faults) {
        for (at, suspension) in self.suspended.iter().enumerate() {
            faults.about("suspended", at);
            if suspension.to < suspension.from {
                faults.push(format!(
                    "the suspension from {} ends before it begins, on {}",
                    suspension.from, suspension.to
                ));
            }
        }
        for (at, changed) in self.breaks.iter().enumerate() {
            faults.about("break", at);
            for id in changed.measures.iter().filter(|id| self.measure(id).is_none()) {
                let message = format!("the break of {} names `{id}`, which is no measure", changed.from);
                faults.unknown(message, id, self.measure_ids());
            }
        }
        faults.about_all();
        if !self.dated_titles.is_sorted_by_key(|title| title.from) {
            faults.push("dated titles must stand oldest first".to_owned());
        }
    }
}

/// Whether a column is computed from others and holds whole numbers.
fn is_derived_number(dataset: &Dataset, column: &str) -> bool {
    match &dataset.keeps {
        Keeps::Cases(cases) => cases.derived(column) == Some(DerivedType::Whole),
        Keeps::Docket(docket) => docket.derived(column).is_some(),
        Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Follow(_) => false,
    }
}

fn check_dataset(dataset: &Dataset, faults: &mut Faults) {
    let id = &dataset.id;
    if !is_slug(id) {
        faults.push(format!(
            "`{id}` can't be a dataset's id; use lower-case letters, digits and hyphens"
        ));
    }
    twice(
        &format!("column of `{id}`"),
        dataset.columns.iter().map(|column| &column.id),
        faults,
    );
    for column in &dataset.columns {
        if !is_snake(&column.id) || BOOKKEEPING.contains(&column.id.as_str()) {
            faults.push(format!(
                "dataset `{id}`: `{}` can't be a column's name",
                column.id
            ));
        }
    }
    for column in dataset.checks.iter().flat_map(|check| check.rule.columns()) {
        if dataset.column(column).is_none() {
            faults.unknown(
                format!("dataset `{id}`: a check reads `{column}`, which is no column of it"),
                column,
                column_ids(dataset),
            );
        }
    }
}

fn column_ids(dataset: &Dataset) -> impl Iterator<Item = &str> {
    dataset.columns.iter().map(|column| column.id.as_str())
}

/// The same id twice in a list of the programme.
fn twice_of<'a>(list: &'static str, ids: impl Iterator<Item = &'a String>, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for (at, id) in ids.enumerate() {
        faults.about(list, at);
        if !seen.insert(id) {
            faults.push(format!("{list} `{id}` is declared twice"));
        }
    }
}

fn twice<'a>(what: &str, ids: impl Iterator<Item = &'a String>, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            faults.push(format!("{what} `{id}` is declared twice"));
        }
    }
}

fn is_slug(id: &str) -> bool {
    is_made_of(id, '-')
}

fn is_snake(id: &str) -> bool {
    is_made_of(id, '_')
}

fn is_made_of(id: &str, joint: char) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint)
}

#[cfg(test)]
mod tests {
    use super::super::Programmes;
    use crate::programme::ProgrammeError;

    const GOOD: &str = include_str!("../../programmes/mgnrega/programme.toml");

    fn faults_of(text: &str) -> Vec<String> {
        match Programmes::default().add("made-up.toml", text) {
            Ok(()) => Vec::new(),
            Err(ProgrammeError::Faulty { faults, .. }) => faults,
            Err(other) => vec![other.to_string()],
        }
    }

    #[test]
    fn every_built_in_programme_makes_sense() {
        assert!(Programmes::built_in().unwrap().iter().count() >= 1);
    }

    #[test]
    fn a_mistyped_key_fails_and_is_not_ignored() {
        let faults = faults_of(&GOOD.replacen("over_time", "overtime", 1));
        assert!(faults[0].contains("overtime"), "{faults:?}");
    }

    #[test]
    fn a_measure_of_a_column_that_is_not_there_is_named() {
        let faults = faults_of(&GOOD.replace("sum_of = [\"job_cards\"]", "sum_of = [\"job_crads\"]"));
        assert_eq!(
            faults,
            ["measure `job_cards`: dataset `progress` has no column `job_crads`"]
        );
    }

    #[test]
    fn a_first_page_shows_known_figures_and_few() {
        let glance = |ids: &str| {
            let start = GOOD.find("glance = ").unwrap();
            let end = start + GOOD[start..].find('\n').unwrap();
            faults_of(&format!("{}glance = [{ids}]{}", &GOOD[..start], &GOOD[end..]))
        };
        assert_eq!(glance("\"persondays\""), Vec::<String>::new());
        assert_eq!(glance(""), Vec::<String>::new());
        assert!(glance("\"persondais\"")[0].contains("`glance` shows `persondais`"));
        let five =
            "\"persondays\", \"women_percent\", \"job_cards\", \"average_days\", \"households_provided\"";
        assert!(glance(five)[0].contains("at most three"), "{:?}", glance(five));
    }

    #[test]
    fn all_faults_are_listed_at_once() {
        let text = GOOD
            .replace("id = \"mgnrega\"", "id = \"search\"")
            .replace("of = [\"persondays_women\"]", "of = [\"persondays_womn\"]");
        let faults = faults_of(&text);
        assert!(faults.len() >= 2, "{faults:?}");
    }
}
