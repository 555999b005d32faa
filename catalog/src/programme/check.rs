//! Whether a programme makes sense: every fault is listed at once, in words a person can mend it by.

use std::collections::BTreeSet;

use super::{
    Dataset, DateFrom, DerivedType, Duplicates, Indicator, IndicatorKind, Keeps, Layout, Measure, Programme,
    Source,
};

/// Words that stand in addresses and can be no programme.
const RESERVED: [&str; 15] = [
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
    "api",
    "glance",
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
    pub fn check(&self) -> Vec<String> {
        let mut faults = Vec::new();
        self.check_ids(&mut faults);
        self.datasets
            .iter()
            .for_each(|dataset| check_dataset(dataset, &mut faults));
        self.check_cases(&mut faults);
        self.sources
            .iter()
            .for_each(|source| self.check_source(source, &mut faults));
        self.measures
            .iter()
            .for_each(|measure| self.check_measure(measure, &mut faults));
        self.indicators
            .iter()
            .for_each(|indicator| self.check_indicator(indicator, &mut faults));
        self.check_breakdowns(&mut faults);
        self.check_shown(&mut faults);
        self.check_definitions(&mut faults);
        self.check_history(&mut faults);
        self.check_publications(&mut faults);
        faults
    }

    fn check_ids(&self, faults: &mut Vec<String>) {
        if RESERVED.contains(&self.id.as_str()) || !is_slug(&self.id) {
            faults.push(format!(
                "`{}` can't be a programme's id; use lower-case letters, digits and hyphens",
                self.id
            ));
        }
        let mut seen = BTreeSet::new();
        let subjects = self
            .measures
            .iter()
            .map(|m| &m.id)
            .chain(self.indicators.iter().map(|i| &i.id));
        for id in subjects {
            if !is_snake(id) {
                faults.push(format!("`{id}` is not ASCII snake case"));
            }
            if !seen.insert(id) {
                faults.push(format!("`{id}` is declared twice among measures and indicators"));
            }
        }
        twice("dataset", self.datasets.iter().map(|dataset| &dataset.id), faults);
        twice("source", self.sources.iter().map(|source| &source.id), faults);
        twice("page", self.pages.iter().map(|page| &page.id), faults);
        twice("report", self.reports.iter().map(|report| &report.id), faults);
    }

    fn check_source(&self, source: &Source, faults: &mut Vec<String>) {
        let id = &source.id;
        let Some(dataset) = self.dataset(&source.dataset) else {
            faults.push(format!("source `{id}`: there is no dataset `{}`", source.dataset));
            return;
        };
        let mut columns: Vec<&str> = source.layout.columns().collect();
        if let Duplicates::Highest { by } = &source.duplicates {
            columns.push(by);
        }
        for column in columns.iter().filter(|column| dataset.column(column).is_none()) {
            faults.push(format!(
                "source `{id}`: dataset `{}` has no column `{column}`",
                dataset.id
            ));
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

    fn check_measure(&self, measure: &Measure, faults: &mut Vec<String>) {
        let id = &measure.id;
        let Some(dataset) = self.dataset(&measure.dataset) else {
            faults.push(format!(
                "measure `{id}`: there is no dataset `{}`",
                measure.dataset
            ));
            return;
        };
        let mut units = BTreeSet::new();
        for column in &measure.sum_of {
            match dataset.column(column) {
                None if is_derived_number(dataset, column) => {
                    units.insert(1);
                }
                None => faults.push(format!(
                    "measure `{id}`: dataset `{}` has no column `{column}`",
                    dataset.id
                )),
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

    fn check_indicator(&self, indicator: &Indicator, faults: &mut Vec<String>) {
        for part in indicator
            .of
            .iter()
            .chain(&indicator.per)
            .filter(|part| self.measure(part).is_none())
        {
            faults.push(format!(
                "indicator `{}`: there is no measure `{part}`",
                indicator.id
            ));
        }
        let is_ratio = indicator.kind == IndicatorKind::Ratio;
        if indicator.of.is_empty() || indicator.per.is_empty() == is_ratio {
            faults.push(format!(
                "indicator `{}`: `of` needs a measure, and `per` one where it is a ratio and none otherwise",
                indicator.id
            ));
        }
        if !is_ratio {
            self.check_kind(indicator, faults);
        }
        let parts = indicator
            .of
            .iter()
            .chain(&indicator.per)
            .filter_map(|part| self.measure(part));
        let datasets: BTreeSet<&String> = parts.map(|part| &part.dataset).collect();
        if datasets.len() > 1 {
            faults.push(format!(
                "indicator `{}`: its measures come from several datasets, so that they need not be of the same units",
                indicator.id
            ));
        }
    }

    fn check_shown(&self, faults: &mut Vec<String>) {
        let on_pages = self.pages.iter().flat_map(|page| {
            let charts = page.charts.iter().map(|chart| &chart.measure);
            page.tiles
                .iter()
                .map(|tile| &tile.measure)
                .chain(charts)
                .chain(&page.table.measures)
                .map(|id| (&page.id, id))
        });
        let in_reports = self.reports.iter().flat_map(|report| {
            let charts = report.charts.iter().map(|chart| &chart.measure);
            report
                .tiles
                .iter()
                .map(|tile| &tile.measure)
                .chain(charts)
                .chain(&report.table.measures)
                .map(|id| (&report.id, id))
        });
        for (place, id) in on_pages
            .chain(in_reports)
            .filter(|(_, id)| self.subject(id).is_none())
        {
            faults.push(format!(
                "`{place}` shows `{id}`, which is neither a measure nor an indicator"
            ));
        }
    }

    fn check_history(&self, faults: &mut Vec<String>) {
        for suspension in self
            .suspended
            .iter()
            .filter(|suspension| suspension.to < suspension.from)
        {
            faults.push(format!(
                "the suspension from {} ends before it begins, on {}",
                suspension.from, suspension.to
            ));
        }
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

fn check_dataset(dataset: &Dataset, faults: &mut Vec<String>) {
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
            faults.push(format!(
                "dataset `{id}`: a check reads `{column}`, which is no column of it"
            ));
        }
    }
}

fn twice<'a>(what: &str, ids: impl Iterator<Item = &'a String>, faults: &mut Vec<String>) {
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
    fn all_faults_are_listed_at_once() {
        let text = GOOD
            .replace("id = \"mgnrega\"", "id = \"search\"")
            .replace("of = [\"persondays_women\"]", "of = [\"persondays_womn\"]");
        let faults = faults_of(&text);
        assert!(faults.len() >= 2, "{faults:?}");
    }
}
