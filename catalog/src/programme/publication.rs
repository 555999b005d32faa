//! What of a programme is published although its small counts are not: a finite list, so that it can be shown that
//! nothing in it gives away what is hidden.

use schemars::JsonSchema;
use serde::Deserialize;

use super::fault::Faults;
use super::{Disclosure, DocketCount, Flow, Indicator, Measure, OverTime, Programme};
use crate::calendar::Grain;
use crate::places::PlaceLevel;

/// Measures × place levels × periods × classes that everybody may have, small counts left out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Measures, and indicators of which every measure stands here too.
    pub measures: Vec<String>,
    /// The levels of its places.
    pub levels: Vec<PlaceLevel>,
    /// Lengths of time: `month`, `quarter`, and `fy`, which is the year to date as on the last of each month. None where
    /// it is published as on a day only.
    #[serde(default)]
    pub periods: Vec<Grain>,
    /// Classes by which it is broken down, each by itself and both together; two at most.
    #[serde(default)]
    pub classes: Vec<String>,
}

impl Programme {
    /// Whether a measure counts people, so that a small value may point at one.
    pub fn counts_people(&self, measure: &Measure) -> bool {
        measure
            .counts_people
            .unwrap_or(self.disclosure == Disclosure::SmallCounts)
    }

    /// Whether values of a measure add up over time, so that a year less eleven months tells the twelfth.
    pub fn adds_up_people(&self, measure: &Measure) -> bool {
        self.counts_people(measure) && measure.over_time != OverTime::Latest
    }

    /// Faults of what is published: what can't be there, and what no suppression could keep safe.
    pub(super) fn check_publications(&self, faults: &mut Faults) {
        if self.disclosure == Disclosure::None {
            if !self.publications.is_empty() {
                faults.push(
                    "a publication says nothing where `disclosure` is `none`: all is public".to_owned(),
                );
            }
            return;
        }
        if self.threshold < 2 {
            faults.push("`threshold` is the first count that may be shown; give at least 2".to_owned());
        }
        for (at, publication) in self.publications.iter().enumerate() {
            faults.about("publication", at);
            self.check_publication(publication, faults);
        }
        faults.about_all();
        self.check_periods(faults);
        self.check_balances(faults);
        if let Err(problem) = self.published_families() {
            faults.push(problem);
        }
    }

    fn check_publication(&self, publication: &Publication, faults: &mut Faults) {
        if publication.measures.is_empty() || publication.levels.is_empty() {
            faults.push("a publication needs `measures` and `levels`".to_owned());
        }
        self.check_classes(publication, faults);
        for short in publication
            .periods
            .iter()
            .filter(|period| **period < Grain::Month)
        {
            faults.push(format!(
                "a publication by {short} is too fine; the shortest length of time is a month"
            ));
        }
        for id in &publication.measures {
            if self.measure(id).is_some() {
                continue;
            }
            match self.indicator(id) {
                Some(indicator) => check_parts(publication, indicator, faults),
                None => faults.unknown(
                    format!("a publication names `{id}`, which is neither a measure nor an indicator"),
                    id,
                    self.subject_ids(),
                ),
            }
        }
    }

    /// Two classes at most, which every measure that counts people can be broken down by.
    fn check_classes(&self, publication: &Publication, faults: &mut Faults) {
        const MOST: usize = 2;
        if publication.classes.len() > MOST {
            faults.push(format!(
                "a publication by {} classes is too fine; {MOST} at most",
                publication.classes.len()
            ));
        }
        for (at, id) in publication.classes.iter().enumerate() {
            if publication.classes[..at].contains(id) {
                faults.push(format!("a publication names the class `{id}` twice"));
            }
            let Some(class) = self.class(id) else {
                let known = self.classes.iter().map(|class| class.id.as_str());
                faults.unknown(
                    format!("a publication names `{id}`, which is no class"),
                    id,
                    known,
                );
                continue;
            };
            let measures = publication.measures.iter().filter_map(|id| self.measure(id));
            for measure in measures.filter(|measure| !self.has_class(measure, class)) {
                faults.push(format!(
                    "a publication by `{id}` holds `{}`, whose sheets don't tell it; publish it apart",
                    measure.id
                ));
            }
        }
        for measure in self.published_measures() {
            let classes = self.published_classes(measure);
            if classes.len() > MOST {
                let classes: Vec<&str> = classes.into_iter().map(|class| class.id.as_str()).collect();
                faults.push(format!(
                    "`{}` is published by {}; two classes are the most over all publications",
                    measure.id,
                    classes.join(", ")
                ));
            }
        }
    }

    fn check_periods(&self, faults: &mut Faults) {
        for publication in self.publications.iter().filter(|one| one.periods.is_empty()) {
            let measures = publication.measures.iter().filter_map(|id| self.measure(id));
            for measure in measures.filter(|measure| self.adds_up_people(measure)) {
                faults.push(format!(
                    "`{}` adds up over time, so that its values as on two days give away what came between; \
                     publish it by a length of time, such as periods = [\"month\"]",
                    measure.id
                ));
            }
        }
    }

    /// What stood, came and went adds up over time in a way that the cubes don't follow.
    fn check_balances(&self, faults: &mut Faults) {
        let is_stock = |measure: &Measure| {
            measure.flow.is_some_and(Flow::is_stock)
                || matches!(measure.docket, Some(DocketCount::Opening | DocketCount::Closing))
        };
        let published = self.published_measures();
        for dataset in &self.datasets {
            let of_it = || published.iter().filter(|measure| measure.dataset == dataset.id);
            let comes_or_goes = |measure: &Measure| {
                (measure.flow.is_some() || measure.docket.is_some()) && self.adds_up_people(measure)
            };
            let (stock, flow) = (
                of_it().find(|measure| is_stock(measure)),
                of_it().find(|measure| comes_or_goes(measure)),
            );
            if let (Some(stock), Some(flow)) = (stock, flow) {
                faults.push(format!(
                    "`{}` and `{}` are parts of one balance, from which a hidden count could be worked out; publish \
                     what stands or what comes and goes, not both",
                    stock.id, flow.id
                ));
            }
        }
    }
}

fn check_parts(publication: &Publication, indicator: &Indicator, faults: &mut Faults) {
    let parts = indicator.of.iter().chain(&indicator.per);
    for part in parts.filter(|part| !publication.measures.contains(part)) {
        faults.push(format!(
            "a publication of `{}` needs `{part}` beside it: from the rate it could be worked out",
            indicator.id
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ProgrammeError, Programmes};

    const MGNREGA: &str = include_str!("../../programmes/mgnrega/programme.toml");

    /// A programme whose small counts are hidden, with some publications.
    fn faults_of(publications: &str) -> Vec<String> {
        let text = MGNREGA.replace("disclosure = \"none\"", "disclosure = \"small_counts\"");
        match Programmes::default().add("made-up.toml", &format!("{text}\n{publications}")) {
            Ok(()) => Vec::new(),
            Err(ProgrammeError::Faulty { faults, .. }) => faults,
            Err(other) => vec![other.to_string()],
        }
    }

    #[track_caller]
    fn refused(publications: &str, said: &str) {
        let faults = faults_of(publications);
        assert!(faults.iter().any(|fault| fault.contains(said)), "{faults:?}");
    }

    #[test]
    fn a_publication_of_one_level_and_one_length_of_time_makes_sense() {
        let good = "[[publication]]\nmeasures = [\"persondays\", \"persondays_women\", \"women_percent\"]\n\
                    levels = [\"district\"]\nperiods = [\"month\"]\n";
        assert_eq!(faults_of(good), Vec::<String>::new());
        assert_eq!(faults_of(""), Vec::<String>::new());
    }

    #[test]
    fn several_levels_and_lengths_of_time_make_a_cube() {
        let one = "[[publication]]\nmeasures = [\"persondays\"]\nlevels = [\"district\", \"block\"]\n";
        assert_eq!(
            faults_of(&format!("{one}periods = [\"month\", \"quarter\", \"fy\"]\n")),
            Vec::<String>::new()
        );
        refused(one, "adds up over time");
        refused(&format!("{one}periods = [\"week\"]\n"), "by week is too fine");
    }

    #[test]
    fn classes_are_those_of_the_measures_and_two_at_most() {
        let of = |classes: &str| {
            format!(
                "[[publication]]\nmeasures = [\"persondays\"]\nlevels = [\"district\"]\nperiods = [\"month\"]\n\
                 classes = [{classes}]\n"
            )
        };
        refused(&of("\"moonlight\""), "`moonlight`, which is no class");
        refused(&of("\"a\", \"b\", \"c\""), "by 3 classes is too fine");
        refused(&of("\"a\", \"a\""), "twice");
    }

    #[test]
    fn a_publication_of_what_is_not_there_or_can_be_worked_out_is_refused() {
        let of = |measures: &str| {
            format!(
                "[[publication]]\nmeasures = [{measures}]\nlevels = [\"district\"]\nperiods = [\"month\"]\n"
            )
        };
        refused(&of("\"moonlight\""), "`moonlight`, which is neither");
        refused(
            &of("\"women_percent\", \"persondays\""),
            "needs `persondays_women`",
        );
        refused(&of(""), "needs `measures`");
        assert!(
            Programmes::default()
                .add("made-up.toml", &format!("{MGNREGA}\n{}", of("\"persondays\"")))
                .is_err()
        );
    }
}
