//! What unknown headers and place names may mean: the closest that is declared. It is proposed and never taken; a person
//! confirms it with a map.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use catalog::PlaceCode;

use crate::finding::Finding;
use crate::form::{DateForm, Form, Synonyms, ValuesForm};
use crate::heading::Headings;
use crate::mapping::DATE;
use crate::problem::Problem;
use crate::report::SheetReport;

/// How alike a header must be to one that is declared.
const ALIKE: f64 = 0.86;

/// What a person may confirm of one sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposals {
    /// The source that the sheet is nearest to, as `mgnrega/daily-return`.
    pub source: Option<String>,
    /// Headers that no source knows.
    pub headers: Vec<HeaderProposal>,
    /// Place names that are not registered, each with similar ones inside the same parent.
    pub places: Vec<PlaceProposal>,
}

/// An unknown header and what it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderProposal {
    /// As the sheet writes it.
    pub header: String,
    /// A column of the dataset, a level of place, or `date`.
    pub meaning: String,
    /// The header that was expected.
    pub expected: String,
}

/// An unknown place name and the places that it may mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceProposal {
    /// As the sheet writes it.
    pub name: String,
    /// The parent in which it was looked for.
    pub inside: Option<String>,
    /// Code and name of each similar place.
    pub candidates: Vec<(PlaceCode, String)>,
}

impl Proposals {
    /// What findings propose of places.
    pub(crate) fn of_places(findings: &[Finding]) -> Vec<PlaceProposal> {
        let places: BTreeSet<PlaceProposal> = findings
            .iter()
            .filter_map(|finding| match &finding.problem {
                Problem::UnknownPlace {
                    name,
                    inside,
                    inside_it,
                    ..
                } if !inside_it.is_empty() => Some(PlaceProposal {
                    name: name.clone(),
                    inside: inside.clone(),
                    candidates: inside_it.clone(),
                }),
                _ => None,
            })
            .collect();
        places.into_iter().collect()
    }
}

/// One thing that a source reads, with its headers.
struct Slot<'f> {
    meaning: String,
    synonyms: &'f Synonyms,
}

/// The source nearest to a table, and what its headers may mean there. At least half of the headers by which the source is
/// recognised must be there or have something like them.
pub(crate) fn headers(forms: &[Form<'_>], headings: &Headings, around: &str) -> Proposals {
    let near = forms.iter().filter_map(|form| {
        let fits = form.title_has.iter().all(|text| around.contains(text.as_str()));
        let headers = fits
            .then(|| of_form(form, headings))
            .filter(|headers| !headers.is_empty())?;
        let met = form.recognised_by.iter().filter(|group| {
            headings.has(group) || headers.iter().any(|(_, slot)| meets(group, slot.synonyms))
        });
        let (met, wanted) = (met.count(), form.recognised_by.len());
        (met * 2 >= wanted && wanted > 0).then_some((met * 100 / wanted, form, headers))
    });
    let best = near.max_by_key(|(share, _, headers)| (*share, headers.len()));
    let Some((_, form, headers)) = best else {
        return Proposals::default();
    };
    Proposals {
        source: Some(form.name()),
        headers: headers
            .into_iter()
            .map(|(at, slot)| HeaderProposal {
                header: headings.0[at].title.clone(),
                meaning: slot.meaning,
                expected: slot
                    .synonyms
                    .first()
                    .map_or_else(String::new, |pattern| pattern.text.clone()),
            })
            .collect(),
        places: Vec::new(),
    }
}

fn meets(group: &Synonyms, synonyms: &Synonyms) -> bool {
    group.iter().any(|pattern| synonyms.contains(pattern))
}

/// For each thing that a source reads and the table lacks, the header that is most like it; every header once.
fn of_form<'f>(form: &'f Form<'_>, headings: &Headings) -> Vec<(usize, Slot<'f>)> {
    let (there, missing): (Vec<Slot<'f>>, Vec<Slot<'f>>) = slots(form)
        .into_iter()
        .partition(|slot| headings.has(slot.synonyms));
    let claimed = |at: usize| {
        let known = there.iter().map(|slot| slot.synonyms).chain([&form.personal]);
        known
            .into_iter()
            .any(|synonyms| headings.0[at].ends_with(synonyms))
    };
    let free: Vec<usize> = (0..headings.0.len()).filter(|&at| !claimed(at)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (nth, slot) in missing.iter().enumerate() {
        for &at in &free {
            let alike = slot
                .synonyms
                .iter()
                .map(|pattern| headings.0[at].likeness(pattern));
            let alike = alike.fold(0.0, f64::max);
            if alike >= ALIKE {
                pairs.push((alike, nth, at));
            }
        }
    }
    pairs.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then((one.1, one.2).cmp(&(other.1, other.2)))
    });
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, nth, at) in pairs {
        if !taken.contains_key(&at) && !taken.values().any(|other| *other == nth) {
            taken.insert(at, nth);
        }
    }
    let mut missing: Vec<Option<Slot<'f>>> = missing.into_iter().map(Some).collect();
    taken
        .into_iter()
        .filter_map(|(at, nth)| Some((at, missing[nth].take()?)))
        .collect()
}

/// What a map can name: columns of a wide layout, places and dates.
fn slots<'f>(form: &'f Form<'_>) -> Vec<Slot<'f>> {
    let ValuesForm::Wide(values) = &form.values else {
        return Vec::new();
    };
    let values = values.iter().map(|(at, synonyms)| Slot {
        meaning: form.dataset.columns[*at].id.clone(),
        synonyms,
    });
    let places = form
        .places
        .iter()
        .filter(|place| !place.name.is_empty())
        .map(|place| Slot {
            meaning: place.level.id().to_owned(),
            synonyms: &place.name,
        });
    let dates = form.dates.iter().filter_map(|date| match date {
        DateForm::Column(synonyms) => Some(Slot {
            meaning: DATE.to_owned(),
            synonyms,
        }),
        _ => None,
    });
    values.chain(places).chain(dates.take(1)).collect()
}

/// A map of what is proposed for these sheets, to be looked through by a person and given with `--map`; none where nothing is
/// proposed. Places stand as comments: only a person can say which is meant.
pub fn proposed_map(reports: &[SheetReport]) -> Option<String> {
    let mut headers: BTreeMap<&str, &HeaderProposal> = BTreeMap::new();
    let mut places: BTreeSet<&PlaceProposal> = BTreeSet::new();
    for report in reports {
        headers.extend(
            report
                .proposals
                .headers
                .iter()
                .map(|one| (one.header.as_str(), one)),
        );
        places.extend(&report.proposals.places);
    }
    if headers.is_empty() && places.is_empty() {
        return None;
    }
    let mut text = String::from(
        "# What these sheets may mean. Look through it, correct it, then: jela ingest --map THIS-FILE …\n\
         # What is taken in with it is remembered in the data directory, under mappings.\n\n[headers]\n",
    );
    for one in headers.values() {
        let _ = writeln!(
            text,
            "{} = {} # expected: {}",
            quoted(&one.header),
            quoted(&one.meaning),
            plain(&one.expected)
        );
    }
    text.push_str("\n# Take the mark # away before the place that is meant.\n[places]\n");
    for one in places {
        for (code, name) in &one.candidates {
            let inside = one.inside.as_ref().map(|inside| format!(", in {inside}"));
            let _ = writeln!(
                text,
                "# {} = {} # {}{}",
                quoted(&one.name),
                quoted(code.as_str()),
                plain(name),
                plain(&inside.unwrap_or_default())
            );
        }
    }
    Some(text)
}

/// A text as TOML writes it.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::String(text.replace(['\n', '\r'], " ")).to_string()
}

/// A text that stays on its line.
fn plain(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}
