//! What a reader may see. This is the only place that decides it; every query passes through here.
//!
//! What is published by law, everybody may have, at any detail. Where small counts are hidden, those in office for a
//! place have all figures of it; about any other place they, and everybody else, get what is published and nothing more.
//! Whatever is not published is refused and never answered differently.

use catalog::programme::{
    Audience, Disclosure, IndicatorKind, Measure, Page, Programme, Publication, Subject,
};
use catalog::{Grain, PlaceCode, Places};
use figures::{Query, Reader, ReaderClass, Role};

use crate::question::Question;

/// With which eyes a reader may see an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// As it is.
    Whole,
    /// As published: small counts of people are hidden, with all that could tell them.
    Published,
}

/// Whether a page opens to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It opens.
    Open,
    /// It may, after signing in.
    SignInNeeded,
    /// It does not: the reader is in office elsewhere, or nowhere.
    OutsideScope,
}

/// How the reader may have the answer; none if not at all.
pub fn grant(question: &Question<'_>, query: &Query, places: &Places) -> Option<Grant> {
    let programme = question.programme;
    // Conditions only ever narrow the place, so that the narrowed one is all that is told of.
    if sees_all(programme, &query.reader.class, &question.within, places) {
        return Some(Grant::Whole);
    }
    is_published(question, query).then_some(Grant::Published)
}

/// Whether a page of a place opens to a reader; what it then shows, each of its questions decides.
pub fn opening(
    reader: &Reader,
    programme: &Programme,
    page: &Page,
    place: &PlaceCode,
    places: &Places,
) -> Opening {
    opening_to(programme.audience(page), reader, programme, place, places)
}

/// Whether what is made for an audience opens to a reader.
pub fn opening_to(
    audience: Audience,
    reader: &Reader,
    programme: &Programme,
    place: &PlaceCode,
    places: &Places,
) -> Opening {
    let is_public = reader.class.role == Role::Public;
    match audience {
        Audience::Public => Opening::Open,
        Audience::SignedIn | Audience::Scope | Audience::LineList if is_public => Opening::SignInNeeded,
        Audience::SignedIn => Opening::Open,
        Audience::Scope if is_in_office(&reader.class, programme, place, places) => Opening::Open,
        Audience::LineList if may_list(programme, place, reader, places) => Opening::Open,
        Audience::Scope | Audience::LineList => Opening::OutsideScope,
    }
}

/// On what of a reader a report about a place depends: on nothing where everybody gets the same of all that it asks, since
/// its programmes hide nothing or the reader is in office elsewhere.
pub fn audience<'a>(
    class: &ReaderClass,
    asked: impl IntoIterator<Item = (&'a Programme, Audience)>,
    place: &PlaceCode,
    places: &Places,
) -> ReaderClass {
    let is_for_all = |programme: &Programme, audience: Audience| {
        let hides = programme.disclosure == Disclosure::SmallCounts;
        audience == Audience::Public && !(hides && is_in_office(class, programme, place, places))
    };
    if asked
        .into_iter()
        .all(|(programme, audience)| is_for_all(programme, audience))
    {
        return Reader::public().class;
    }
    class.clone()
}

/// Whether a reader may know of a report that was made for readers of some class: of what everybody gets everybody, of
/// anything else readers of the same class and those in office for all its programmes in its place.
pub fn may_know_of<'a>(
    reader: &Reader,
    made_for: &ReaderClass,
    programmes: impl IntoIterator<Item = &'a Programme>,
    place: &PlaceCode,
    places: &Places,
) -> Opening {
    if made_for.role == Role::Public || reader.class == *made_for {
        return Opening::Open;
    }
    if reader.class.role == Role::Public {
        return Opening::SignInNeeded;
    }
    let mut programmes = programmes.into_iter();
    if programmes.all(|programme| is_in_office(&reader.class, programme, place, places)) {
        Opening::Open
    } else {
        Opening::OutsideScope
    }
}

fn sees_all(programme: &Programme, reader: &ReaderClass, place: &PlaceCode, places: &Places) -> bool {
    match programme.disclosure {
        Disclosure::None => true,
        Disclosure::SmallCounts => is_in_office(reader, programme, place, places),
    }
}

/// Whether the reader is in office for a programme in a place. A place larger than the scope is outside it.
fn is_in_office(reader: &ReaderClass, programme: &Programme, place: &PlaceCode, places: &Places) -> bool {
    match reader.role {
        Role::Public | Role::Analyst => false,
        Role::DataEntry | Role::Officer | Role::LineList => {
            // `Places::contains` lets a reporting place of one programme hold all of the ordinary place around it; an
            // office in it reaches no further than its own limits.
            let around = places.ancestors(place);
            let holds = |scope: &PlaceCode| {
                // An account keeps the code its place had when it was made.
                let scope = places.redirect(scope).unwrap_or(scope);
                scope == place || around.iter().any(|outer| outer.code == *scope)
            };
            let programmes = &reader.programmes;
            (programmes.is_empty() || programmes.contains(&programme.id)) && reader.scope.iter().any(holds)
        }
        Role::Admin | Role::Operator => true,
    }
}

fn is_published(question: &Question<'_>, query: &Query) -> bool {
    let programme = question.programme;
    // Two moments of knowledge differ by single returns; releases are compared by nobody but those in office.
    let of_now = query.known_on.is_none();
    let mut measures = question
        .subjects
        .iter()
        .flat_map(|subject| programme.measures_of(*subject));
    of_now
        && question.subjects.iter().all(|subject| is_of_its_counts(*subject))
        && measures.all(|measure| {
            programme.publications.iter().any(|publication| {
                publication.measures.contains(&measure.id)
                    && covers_places(publication, question)
                    && covers_classes(publication, question)
                    && covers_times(publication, programme, measure, question.grain, query)
            })
        })
}

/// Whether a subject follows from the counts that it is made of. A median or a share tells of counts beside them.
fn is_of_its_counts(subject: Subject<'_>) -> bool {
    match subject {
        Subject::Measure(_) => true,
        Subject::Indicator(indicator) => match indicator.kind {
            IndicatorKind::Ratio
            | IndicatorKind::Across
            | IndicatorKind::PerLakh
            | IndicatorKind::PopulationPercent => true,
            IndicatorKind::PlacesPercent
            | IndicatorKind::Median
            | IndicatorKind::Known
            | IndicatorKind::Share
            | IndicatorKind::Representation
            | IndicatorKind::RepresentationLow
            | IndicatorKind::RepresentationHigh => false,
        },
    }
}

/// Every level asked is published, and so is that of the whole; groups of units and times of a programme's own are not.
fn covers_places(publication: &Publication, question: &Question<'_>) -> bool {
    if question.kinds.choose_units() || question.kinds.times.is_some() {
        return false;
    }
    let within = question.within.level();
    question
        .levels
        .iter()
        .chain([&within])
        .all(|level| publication.levels.contains(level))
}

/// Every class asked by is published; one value alone is read from the breakdown.
fn covers_classes(publication: &Publication, question: &Question<'_>) -> bool {
    let mut asked = question.kinds.classes.iter();
    question.kinds.class_is.is_empty() && asked.all(|class| publication.classes.contains(&class.id))
}

fn covers_times(
    publication: &Publication,
    programme: &Programme,
    measure: &Measure,
    grain: Option<Grain>,
    query: &Query,
) -> bool {
    let is_published_or_coarser =
        |grain: Grain| publication.periods.iter().any(|period| grain >= *period) && grain >= Grain::Month;
    if programme.adds_up_people(measure) {
        // Values as on two days, or of spans of one's own choice, differ by what came about between: a day's count.
        // So only whole published periods are answered, and no comparison, whose other time need not be one.
        query.compare.is_none()
            && publication
                .periods
                .iter()
                .any(|period| is_of_whole_periods(*period, grain, query))
    } else {
        // A stock of a day is one count however it is asked for, and is hidden or shown by itself.
        grain.is_none_or(is_published_or_coarser)
    }
}

/// Whether the time asked is one period of that length, or a row of them, from the first day of one to the last of one. A
/// financial year may end with any month: then it is the year to date.
fn is_of_whole_periods(period: Grain, grain: Option<Grain>, query: &Query) -> bool {
    let Some(to) = query.to.or(query.as_on) else {
        // The latest day need not be the last of its period.
        return false;
    };
    let last = period.containing(to);
    let ends = to == last.to || period == Grain::Fy && to == to.last_of_month();
    match (grain, query.from) {
        (Some(grain), from) => {
            // Without a first day rows begin with the financial year, and so with one of its periods.
            grain == period && ends && from.is_none_or(|from| period.containing(from).from == from)
        }
        (None, Some(from)) => ends && from == last.from,
        (None, None) => false,
    }
}

/// Whether the reader sends returns at all.
pub fn sends_returns(reader: &Reader) -> bool {
    match reader.class.role {
        Role::Public | Role::Analyst => false,
        Role::DataEntry | Role::Officer | Role::LineList | Role::Admin | Role::Operator => true,
    }
}

/// Whether the reader may send returns of a place, and see what was sent of it: whoever is in office there.
pub fn may_send(reader: &ReaderClass, programme: &Programme, place: &PlaceCode, places: &Places) -> bool {
    is_in_office(reader, programme, place, places)
}

/// Whether the reader may see single cases of a place: whoever looks after them there.
pub fn may_list(programme: &Programme, within: &PlaceCode, reader: &Reader, places: &Places) -> bool {
    match reader.class.role {
        Role::Public | Role::Analyst | Role::DataEntry | Role::Officer => false,
        Role::LineList | Role::Admin | Role::Operator => {
            is_in_office(&reader.class, programme, within, places)
        }
    }
}

/// Whether the reader may see how a place measures: whoever is in office there.
pub fn may_see_quality(programme: &Programme, within: &PlaceCode, reader: &Reader, places: &Places) -> bool {
    is_in_office(&reader.class, programme, within, places)
}

/// Whether the reader may see who has reported of a place, and who has not: whoever has all figures of it.
pub fn may_see_returns(programme: &Programme, within: &PlaceCode, reader: &Reader, places: &Places) -> bool {
    sees_all(programme, &reader.class, within, places)
}
