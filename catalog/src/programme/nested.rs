//! Published measures of which one is part of another, without the rest being told: those severely underweight of those
//! weighed. A reader knows that the part is no more than the whole, and what other parts leave of it.

use super::{DocketCount, Measure, Programme, Test};

/// A measure that holds another, with the published parts of it that have nobody in common with that one.
#[derive(Debug, Clone)]
pub struct Whole<'a> {
    /// The measure that holds it.
    pub measure: &'a Measure,
    /// Other parts of it, of which no two count anybody twice.
    pub beside: Vec<&'a Measure>,
}

/// What bounds a measure among those that are published.
#[derive(Debug, Clone, Default)]
pub struct Bounds<'a> {
    /// Measures of which it is part.
    pub wholes: Vec<Whole<'a>>,
    /// Its parts, in groups of which no two count anybody twice.
    pub parts: Vec<Vec<&'a Measure>>,
}

impl Programme {
    /// What bounds a measure from above and below beside the sums that cubes hold.
    pub fn bounds<'a>(&'a self, measure: &'a Measure) -> Bounds<'a> {
        let published = self.published_measures();
        let parts_of = |whole: &Measure| -> Vec<&'a Measure> {
            let all = published.iter().copied();
            all.filter(|part| is_part(part, whole)).collect()
        };
        let wholes = published.iter().copied().filter(|whole| is_part(measure, whole));
        Bounds {
            wholes: wholes
                .map(|whole| Whole {
                    measure: whole,
                    beside: beside(measure, &parts_of(whole)),
                })
                .collect(),
            parts: apart(&parts_of(measure)),
        }
    }
}

/// Parts that are apart from one and from one another.
fn beside<'a>(one: &Measure, parts: &[&'a Measure]) -> Vec<&'a Measure> {
    let mut found: Vec<&Measure> = Vec::new();
    for part in parts.iter().copied().filter(|part| are_apart(part, one)) {
        if found.iter().all(|known| are_apart(known, part)) {
            found.push(part);
        }
    }
    found
}

/// Parts in groups of those that are apart from one another.
fn apart<'a>(parts: &[&'a Measure]) -> Vec<Vec<&'a Measure>> {
    let mut groups: Vec<Vec<&Measure>> = Vec::new();
    for part in parts.iter().copied() {
        let known = groups
            .iter_mut()
            .find(|group| group.iter().all(|known| are_apart(known, part)));
        match known {
            Some(group) => group.push(part),
            None => groups.push(vec![part]),
        }
    }
    groups
}

/// Whether whoever is counted by one measure is counted by the other too.
fn is_part(part: &Measure, whole: &Measure) -> bool {
    if part.id == whole.id || part.dataset != whole.dataset || part.over_time != whole.over_time {
        return false;
    }
    match (tests(part), tests(whole)) {
        (Some(of_part), Some(of_whole)) => {
            let follows = |test: &Test| of_part.iter().any(|known| implies(known, test));
            counts_the_same_or_fewer(part, whole) && of_whole.iter().all(follows)
        }
        _ => false,
    }
}

/// What a measure asks of each that it counts; none for those that are counted in another way.
fn tests(measure: &Measure) -> Option<&[Test]> {
    let is_plain = measure.register.is_none()
        && measure.flow.is_none()
        && measure.less.is_none()
        && measure.different.is_none()
        && measure.sum_of.is_empty()
        && measure.places_with_at_least.is_none();
    let tests = measure.count.as_deref();
    let tests = if measure.docket.is_some() {
        Some(tests.unwrap_or_default())
    } else {
        tests
    };
    tests.filter(|_| is_plain)
}

fn counts_the_same_or_fewer(part: &Measure, whole: &Measure) -> bool {
    part.docket == whole.docket
        || matches!(
            (&part.docket, &whole.docket),
            (Some(DocketCount::Overdue), Some(DocketCount::Closing))
        )
}

/// Whether what passes one test passes the other.
fn implies(known: &Test, wanted: &Test) -> bool {
    let words = |test: &'_ Test| test.is.clone().filter(|_| test.column == wanted.column);
    known == wanted
        || matches!((words(known), words(wanted)), (Some(few), Some(many)) if few.iter().all(|word| many.contains(word)))
}

/// Whether nobody is counted by both.
fn are_apart(one: &Measure, other: &Measure) -> bool {
    let (Some(of_one), Some(of_other)) = (tests(one), tests(other)) else {
        return false;
    };
    of_one.iter().any(|test| {
        of_other.iter().any(|known| match (&test.is, &known.is) {
            (Some(words), Some(others)) => {
                test.column == known.column && words.iter().all(|word| !others.contains(word))
            }
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::Catalog;
    use crate::programme::{Measure, Programme};

    fn ids(measures: &[&Measure]) -> Vec<String> {
        measures.iter().map(|measure| measure.id.clone()).collect()
    }

    fn with(id: &str, look: impl Fn(&Programme, &Measure)) {
        let catalog = Catalog::load(None).unwrap();
        let programme = catalog.programmes.iter().find(|programme| {
            programme
                .published_measures()
                .iter()
                .any(|measure| measure.id == id)
        });
        let programme = programme.unwrap();
        look(programme, programme.measure(id).unwrap());
    }

    #[test]
    fn those_severely_underweight_are_of_those_weighed_beside_those_moderately_so() {
        with("suw", |programme, suw| {
            let bounds = programme.bounds(suw);
            assert_eq!(bounds.wholes.len(), 1);
            assert_eq!(bounds.wholes[0].measure.id, "children_weighed");
            assert_eq!(ids(&bounds.wholes[0].beside), ["muw"]);
            assert!(bounds.parts.is_empty());
        });
        with("children_weighed", |programme, weighed| {
            let bounds = programme.bounds(weighed);
            assert!(bounds.wholes.is_empty());
            assert_eq!(
                bounds.parts.iter().map(|group| ids(group)).collect::<Vec<_>>(),
                [["suw", "muw"]]
            );
        });
    }

    #[test]
    fn what_is_overdue_is_of_what_is_pending() {
        with("overdue", |programme, overdue| {
            let bounds = programme.bounds(overdue);
            assert_eq!(bounds.wholes[0].measure.id, "pending");
        });
    }

    #[test]
    fn numbers_of_a_register_bound_nothing() {
        with("children_enrolled", |programme, enrolled| {
            let bounds = programme.bounds(enrolled);
            assert!(bounds.wholes.is_empty() && bounds.parts.is_empty());
        });
    }
}
