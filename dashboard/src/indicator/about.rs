//! What a measure means: everything that the programme declares of it, in words, each part with the way to it.

use catalog::programme::{Better, Every, Indicator, IndicatorKind, Measure, OverTime, Subject, Target};
use catalog::{Arg, PlaceLevel, Unit, format};
use jiff::civil::Date;
use serde::Serialize;

use crate::overview::definitions::definition;
use crate::overview::scene::Scene;
use crate::overview::ways::of_measure;

/// What a measure means.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    /// Its id, as in data.
    id: String,
    /// How it is counted, where that is declared.
    text: Option<String>,
    /// The rest, each under its head.
    facts: Vec<Fact>,
}

/// One thing that is told of a measure.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is.
    head: String,
    /// The words, with an address where more stands.
    words: Vec<(String, Option<String>)>,
}

/// What the measure of the scene means, with what holds on a day.
pub fn about(scene: &Scene<'_>, subject: Subject<'_>, day: Option<Date>) -> About {
    let told = definition(scene.programme, subject, day, scene.say);
    let mut facts = Facts {
        scene,
        facts: Vec::new(),
    };
    match subject {
        Subject::Indicator(indicator) => facts.of_indicator(indicator, &told.formula),
        Subject::Measure(measure) => facts.of_measure(measure),
    }
    facts.of_unit(subject);
    facts.of_reporting(subject);
    facts.of_targets(subject.targets(), unit(subject));
    facts.of_rules(subject, day);
    facts.of_use(subject);
    About {
        id: told.id,
        text: told.text,
        facts: facts.facts,
    }
}

fn unit(subject: Subject<'_>) -> Unit {
    match subject {
        Subject::Indicator(indicator) => indicator.unit.unit(),
        Subject::Measure(_) => Unit::Count,
    }
}

/// Facts as they are collected.
struct Facts<'s, 'a> {
    scene: &'s Scene<'a>,
    facts: Vec<Fact>,
}

impl Facts<'_, '_> {
    fn add(&mut self, head: &str, words: Vec<(String, Option<String>)>) {
        if !words.is_empty() {
            let head = self.scene.say.text(head);
            self.facts.push(Fact { head, words });
        }
    }

    fn say(&mut self, head: &str, words: String) {
        self.add(head, vec![(words, None)]);
    }

    fn links<'i>(&self, ids: impl Iterator<Item = &'i String>) -> Vec<(String, Option<String>)> {
        let link = |id: &String| {
            let subject = self.scene.subject(id)?;
            let title = self.scene.say.words(subject.title());
            Some((title, Some(of_measure(self.scene, id))))
        };
        ids.filter_map(link).collect()
    }

    fn of_indicator(&mut self, indicator: &Indicator, formula: &str) {
        let above = self.links(indicator.of.iter());
        let below = self.links(indicator.per.iter());
        self.say("measure-formula", formula.to_owned());
        if indicator.kind == IndicatorKind::Ratio {
            self.add("measure-above", above);
            self.add("measure-below", below);
        } else {
            self.add("measure-made-of", above);
        }
    }

    fn of_measure(&mut self, measure: &Measure) {
        let text = match measure.over_time {
            OverTime::Sum => "over-time-sum",
            OverTime::Latest => "over-time-latest",
            OverTime::Cumulative => "over-time-cumulative",
        };
        let text = self.scene.say.text(text);
        self.say("measure-over-time", text);
        if measure.begins_again() {
            self.of_restarts();
        }
        if measure.distinct {
            let text = self.scene.say.text("measure-is-distinct");
            self.say("measure-different", text);
        }
    }

    fn of_restarts(&mut self) {
        let (say, restarts) = (self.scene.say, &self.scene.programme.restarts);
        let yearly = restarts
            .every_financial_year
            .then(|| say.text("measure-each-april"));
        let dated = restarts.on.iter().map(|day| say.day(*day));
        let all: Vec<String> = yearly.into_iter().chain(dated).collect();
        if !all.is_empty() {
            self.say("measure-restarts", say.list(&all));
        }
    }

    fn of_unit(&mut self, subject: Subject<'_>) {
        let say = self.scene.say;
        let unit = match format::unit_words(unit(subject)) {
            Some(words) => say.words(&words),
            None if unit(subject) == Unit::Index => say.text("measure-quotient"),
            None => say.text("measure-number"),
        };
        self.say("measure-unit", unit);
        let better = say.text(match subject.better() {
            Better::Higher => "measure-higher",
            Better::Lower => "measure-lower",
            Better::Neither => "measure-neither",
        });
        self.say("measure-better", better);
    }

    /// Who reports what it is made of, how often, how long a value stays good, and in which sheets.
    fn of_reporting(&mut self, subject: Subject<'_>) {
        let (say, programme) = (self.scene.say, self.scene.programme);
        let mut datasets: Vec<&str> = Vec::new();
        for measure in programme.measures_of(subject) {
            if !datasets.contains(&measure.dataset.as_str()) {
                datasets.push(&measure.dataset);
            }
        }
        for dataset in datasets.iter().filter_map(|id| programme.dataset(id)) {
            let (title, level) = (
                say.words(&dataset.title),
                say.words(&PlaceLevel::word_of(dataset.reported_by.levels())),
            );
            let every = say.text(match dataset.reported_by.every {
                Every::Day => "template-every-day",
                Every::Month => "template-every-month",
                Every::Year => "template-every-year",
            });
            let known = [("level", Arg::Text(&level)), ("every", Arg::Text(&every))];
            let due = say.about("template-reported", &known);
            let carry = [("days", Arg::Count(u64::from(dataset.reported_by.carry)))];
            let carried = match dataset.reported_by.carry {
                0 => say.text("measure-not-carried"),
                _ => say.about("measure-carried", &carry),
            };
            self.say("measure-dataset", format!("{title}. {due} {carried}"));
        }
        let sheets = programme
            .sources
            .iter()
            .filter(|source| datasets.contains(&source.dataset.as_str()));
        let sheets = sheets.map(|source| (say.words(&source.title), None)).collect();
        self.add("measure-sheets", sheets);
    }

    fn of_targets(&mut self, targets: &[Target], unit: Unit) {
        let say = self.scene.say;
        let told = targets.iter().map(|target| {
            let value = format::value(target.value, unit, say.language);
            let from = say.day(target.from);
            let mut text = match target.to {
                Some(to) => {
                    let to = say.day(to);
                    let span = say.about("from-to", &[("from", Arg::Text(&from)), ("to", Arg::Text(&to))]);
                    format!("{value}, {span}")
                }
                None => format!(
                    "{value}, {}",
                    say.about("since-day", &[("date", Arg::Text(&from))])
                ),
            };
            let place = target
                .place
                .as_ref()
                .and_then(|code| self.scene.app.catalog.places.get(code));
            if let Some(place) = place {
                text = format!("{text} ({})", say.words(&place.name));
            }
            (text, None)
        });
        let told = told.collect();
        self.add("measure-targets", told);
    }

    /// Whose rule it is: the law in force, who drew the bands, and the numbers of the rules that the definition names.
    fn of_rules(&mut self, subject: Subject<'_>, day: Option<Date>) {
        let (say, programme) = (self.scene.say, self.scene.programme);
        if let Subject::Indicator(indicator) = subject {
            let bands: Vec<String> = indicator
                .bands
                .iter()
                .map(|band| self.band(band, indicator))
                .collect();
            if !bands.is_empty() {
                let by = indicator
                    .bands_by
                    .as_ref()
                    .map(|by| format!(" ({})", say.words(by)));
                self.say("measure-bands", bands.join(" · ") + &by.unwrap_or_default());
            }
        }
        let named = subject
            .definition()
            .map(|words| words.en.as_str())
            .unwrap_or_default();
        let named = programme
            .parameters
            .iter()
            .filter(|rule| named.contains(&format!("{{{}}}", rule.id)));
        let holds = |rule: &&catalog::programme::Parameter| match day {
            Some(day) => rule.from <= day && rule.to.is_none_or(|to| day <= to),
            None => rule.to.is_none(),
        };
        let rules = named.filter(holds).map(|rule| {
            let (title, number) = (
                say.words(&rule.title),
                catalog::programme::rule_number(rule.value),
            );
            let rule_said = say.about(
                "rule",
                &[("title", Arg::Text(&title)), ("number", Arg::Text(&number))],
            );
            let from = say.day(rule.from);
            let since = say.about("since-day", &[("date", Arg::Text(&from))]);
            (format!("{rule_said} ({since})"), None)
        });
        let rules = rules.collect();
        self.add("rules", rules);
        let law = day
            .and_then(|day| programme.title_on(day))
            .or(programme.dated_titles.last());
        if let Some(law) = law {
            let words = say.words(&law.long);
            self.say("measure-law", words);
        }
    }

    fn band(&self, band: &catalog::programme::Band, indicator: &Indicator) -> String {
        let say = self.scene.say;
        let title = say.words(&band.title);
        match band.below {
            Some(below) => {
                let below = format::value(below, indicator.unit.unit(), say.language);
                let below = say.about("measure-below-value", &[("value", Arg::Text(&below))]);
                format!("{title}: {below}")
            }
            None => format!("{title}: {}", say.text("measure-above-that")),
        }
    }

    /// The indicators that it is a part of.
    fn of_use(&mut self, subject: Subject<'_>) {
        let Subject::Measure(measure) = subject else {
            return;
        };
        let uses = self.scene.programme.indicators.iter();
        let uses = uses.filter(|known| known.of.contains(&measure.id) || known.per.contains(&measure.id));
        let links = self.links(uses.map(|indicator| &indicator.id));
        self.add("measure-used-in", links);
    }
}
