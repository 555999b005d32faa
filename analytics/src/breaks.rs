//! Breaks in the series: which there are in the time of an answer, and which figures they touch.
//!
//! A figure is marked where its time holds a break: then it adds up what came before and after. A change is marked where a
//! break lies between the two figures that it compares. Whatever lies wholly on one side is as it was.

use std::collections::BTreeMap;

use catalog::programme::Subject;
use catalog::{Language, Place, PlaceChange, PlaceCode, Places, Words};
use figures::{Break, BreakKind};
use jiff::civil::Date;

use crate::expiry::AllGone;
use crate::question::Question;

/// First and last day of a span.
type Days = (Date, Date);

/// The breaks in the time of an answer.
pub struct Breaks<'a> {
    places: &'a Places,
    known: Vec<Known<'a>>,
}

/// One break.
struct Known<'a> {
    told: Break,
    /// The days of which one side is not like the other.
    edges: Vec<Date>,
    /// For places that became others: how.
    change: Option<&'a PlaceChange>,
}

impl<'a> Breaks<'a> {
    /// Those whose days lie after the first and not after the last day of a time.
    pub fn of(question: &'a Question<'a>, places: &'a Places, gone: &AllGone, days: Days) -> Self {
        let mut known = successions(question);
        known.extend(taken_out(question, gone));
        known.extend(suspensions(question, places));
        known.extend(definitions(question, places));
        known.extend(changes(question, places));
        known.retain(|known| {
            // Why there is nothing is told also where nothing is left of the time asked about.
            let is_gone = known.told.kind == BreakKind::TakenOut && days.0 < known.told.on;
            is_gone || known.edges.iter().any(|edge| lies_in(*edge, days))
        });
        known.sort_by_key(|known| (known.told.on, known.told.kind));
        Self { places, known }
    }

    /// As the answer tells them.
    pub fn told(self) -> Vec<Break> {
        self.known.into_iter().map(|known| known.told).collect()
    }

    /// Whether a figure of a place over some days holds a break.
    pub fn cross(&self, subject: Subject<'_>, place: &PlaceCode, days: Days) -> bool {
        self.known.iter().any(|known| {
            known.edges.iter().any(|edge| lies_in(*edge, days))
                && Self::is_of(known, subject)
                && self.touches(known, place)
        })
    }

    /// Whether there is none, so that no figure need be looked at.
    pub fn are_none(&self) -> bool {
        self.known.is_empty()
    }

    fn is_of(known: &Known<'_>, subject: Subject<'_>) -> bool {
        let told = &known.told.measures;
        told.is_empty() || told.iter().any(|id| id == subject.id())
    }

    fn touches(&self, known: &Known<'_>, place: &PlaceCode) -> bool {
        match known.change {
            None => {
                known.told.places.is_empty()
                    || known.told.places.iter().any(|of| meet(self.places, of, place))
            }
            Some(change) => {
                // Inside a place that holds all of them, what one loses another has.
                let held = change
                    .all()
                    .filter(|code| self.places.contains(place, code))
                    .count();
                let is_one = change.all().any(|code| self.places.contains(code, place));
                is_one || (held > 0 && held < change.all().count())
            }
        }
    }
}

fn lies_in(edge: Date, (first, last): Days) -> bool {
    first < edge && edge <= last
}

fn meet(places: &Places, one: &PlaceCode, other: &PlaceCode) -> bool {
    places.contains(one, other) || places.contains(other, one)
}

fn successions<'a>(question: &Question<'a>) -> Vec<Known<'a>> {
    let titles = question.programme.dated_titles.windows(2);
    let known = titles.map(|pair| {
        let (before, after) = (&pair[0], &pair[1]);
        let told = Break {
            on: after.from,
            to: None,
            kind: BreakKind::Succession,
            measures: Vec::new(),
            places: Vec::new(),
            title: each(|language, words| became(language, &words(&before.short), &words(&after.short))),
        };
        known(told, vec![after.from], None)
    });
    known.collect()
}

/// The first days of what is left, where rows of before were taken out.
fn taken_out<'a>(question: &Question<'a>, gone: &AllGone) -> Vec<Known<'a>> {
    let programme = question.programme;
    let mut found: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for subject in &question.subjects {
        let measures = programme.measures_of(*subject);
        let datasets = measures
            .iter()
            .filter_map(|measure| programme.dataset(&measure.dataset));
        let first = datasets
            .filter_map(|dataset| Some(gone.of_dataset(programme, dataset)?.before))
            .max();
        if let Some(first) = first {
            found.entry(first).or_default().push(subject.id().to_owned());
        }
    }
    let known = found.into_iter().map(|(on, measures)| {
        let told = Break {
            on,
            to: None,
            kind: BreakKind::TakenOut,
            measures,
            places: Vec::new(),
            title: each(|language, _| {
                let day = catalog::calendar::show_date(on, language);
                match language {
                    Language::En => {
                        format!("Data from before {day} was deleted: it is kept for a limited time")
                    }
                    Language::Bn => format!("{day}-এর আগের তথ্য মুছে ফেলা হয়েছে: তথ্য সীমিত সময়ের জন্য রাখা হয়"),
                    Language::Hi => format!("{day} से पहले के आँकड़े मिटा दिए गए हैं: वे सीमित समय तक ही रखे जाते हैं"),
                }
            }),
        };
        known(told, vec![on], None)
    });
    known.collect()
}

fn suspensions<'a>(question: &Question<'a>, places: &Places) -> Vec<Known<'a>> {
    let here = question.programme.suspended.iter();
    let here = here.filter(|suspension| meet(places, &suspension.place, &question.within));
    let known = here.map(|suspension| {
        let told = Break {
            on: suspension.from,
            to: Some(suspension.to),
            kind: BreakKind::Suspension,
            measures: Vec::new(),
            places: vec![suspension.place.clone()],
            title: suspension.reason.clone(),
        };
        let after = suspension.to.tomorrow().unwrap_or(Date::MAX);
        known(told, vec![suspension.from, after], None)
    });
    known.collect()
}

fn definitions<'a>(question: &Question<'a>, places: &Places) -> Vec<Known<'a>> {
    let programme = question.programme;
    let declared = programme.breaks.iter().filter(|declared| {
        let is_here = declared.place.as_ref();
        let is_here = is_here.is_none_or(|place| meet(places, place, &question.within));
        let is_asked = question.subjects.iter().any(|subject| {
            let measures = programme.measures_of(*subject);
            declared.measures.is_empty() || measures.iter().any(|known| declared.measures.contains(&known.id))
        });
        is_here && is_asked
    });
    let known = declared.map(|declared| {
        let told = Break {
            on: declared.from,
            to: None,
            kind: BreakKind::Definition,
            measures: touched(question, &declared.measures),
            places: declared.place.iter().cloned().collect(),
            title: declared.title.clone(),
        };
        known(told, vec![declared.from], None)
    });
    known.collect()
}

/// The measures that a break names, and what is asked of those that are made of them.
fn touched(question: &Question<'_>, named: &[String]) -> Vec<String> {
    let mut touched = named.to_vec();
    for subject in question.subjects.iter().filter(|_| !named.is_empty()) {
        let measures = question.programme.measures_of(*subject);
        let is_made_of = measures.iter().any(|measure| named.contains(&measure.id));
        if is_made_of && !touched.iter().any(|id| id == subject.id()) {
            touched.push(subject.id().to_owned());
        }
    }
    touched
}

fn changes<'a>(question: &Question<'_>, places: &'a Places) -> Vec<Known<'a>> {
    let here = places.changes().iter().filter(|change| {
        let mut all = change.all();
        all.any(|code| meet(places, code, &question.within))
    });
    let known = here.map(|change| {
        let told = Break {
            on: change.on,
            to: None,
            kind: BreakKind::Places,
            measures: Vec::new(),
            places: change.all().cloned().collect(),
            title: of_places(places, change),
        };
        known(told, vec![change.on], Some(change))
    });
    known.collect()
}

fn known<'a>(told: Break, edges: Vec<Date>, change: Option<&'a PlaceChange>) -> Known<'a> {
    Known { told, edges, change }
}

/// What became of places: `Anchuri became Anchuri North, Anchuri South`.
fn of_places(places: &Places, change: &PlaceChange) -> Words {
    let named =
        |codes: &[PlaceCode]| -> Vec<&Place> { codes.iter().filter_map(|code| places.get(code)).collect() };
    let (ended, cut, begun) = (named(&change.ended), named(&change.cut), named(&change.begun));
    each(|language, words| {
        let list = |places: Vec<&&Place>| -> String {
            let names: Vec<String> = places.into_iter().map(|place| words(&place.name)).collect();
            names.join(", ")
        };
        let before = list(ended.iter().chain(&cut).collect());
        let after = list(cut.iter().chain(&begun).collect());
        became(language, &before, &after)
    })
}

/// What one thing became, in words of a language.
fn became(language: Language, before: &str, after: &str) -> String {
    match language {
        Language::En => format!("{before} became {after}"),
        Language::Bn => format!("আগে {before}, এখন {after}"),
        Language::Hi => format!("पहले {before}, अब {after}"),
    }
}

/// Words made in each language from words of that language.
fn each(make: impl Fn(Language, &dyn Fn(&Words) -> String) -> String) -> Words {
    let of = |language| make(language, &|words: &Words| words.get(language).to_owned());
    Words {
        en: of(Language::En),
        bn: Some(of(Language::Bn)),
        hi: Some(of(Language::Hi)),
    }
}
