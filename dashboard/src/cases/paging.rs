//! Pages of a long list: which rows are on the page that is asked for, and the ways to the others.

use std::num::NonZeroUsize;
use std::ops::Range;

use serde::Serialize;

use crate::error::AppError;
use crate::link::Link;
use crate::say::{Say, count};
use crate::view::PAGE;

/// Rows on one page.
pub const ROWS: usize = 100;

/// How far from the page that is shown others are linked to; the first and the last always are.
const NEAR: usize = 2;

/// The ways to the pages of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// `Page 2 of 7`
    pub label: String,
    /// `Shown are 101 to 200 of 654.`
    pub shown: String,
    /// The page before.
    pub previous: Option<String>,
    /// The pages by their numbers; none where some are left out.
    pub pages: Vec<Option<PageLink>>,
    /// The page after.
    pub next: Option<String>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageLink {
    /// Its number.
    pub number: usize,
    /// Its address.
    pub address: String,
    /// Whether it is shown.
    pub here: bool,
}

/// The rows of the page asked for, of so many; a page that there is not is refused.
pub fn rows(asked: Option<NonZeroUsize>, all: usize) -> Result<Range<usize>, AppError> {
    let page = asked.map_or(1, NonZeroUsize::get);
    let pages = pages(all);
    if page > pages {
        let help = format!("the list has {pages} pages");
        return Err(AppError::parameter(PAGE, &page.to_string(), help));
    }
    let first = (page - 1) * ROWS;
    Ok(first..(first + ROWS).min(all))
}

/// The ways from the page that shows these rows, of so many; none where all are on one page.
pub fn paging(rows: &Range<usize>, all: usize, link: &Link, say: Say<'_>) -> Option<Paging> {
    let pages = pages(all);
    if pages < 2 {
        return None;
    }
    let page = rows.start / ROWS + 1;
    let address = |page: usize| address(link, page);
    Some(Paging {
        label: say.about("page-of", &[("page", count(page)), ("pages", count(pages))]),
        shown: say.about(
            "cases-shown",
            &[
                ("first", count(rows.start + 1)),
                ("last", count(rows.end)),
                ("count", count(all)),
            ],
        ),
        previous: (page > 1).then(|| address(page - 1)),
        pages: numbers(page, pages)
            .into_iter()
            .map(|number| {
                number.map(|number| PageLink {
                    number,
                    address: address(number),
                    here: number == page,
                })
            })
            .collect(),
        next: (page < pages).then(|| address(page + 1)),
    })
}

/// The address of a page; the first one needs no number.
pub fn address(link: &Link, page: usize) -> String {
    match page {
        0 | 1 => link.to_string(),
        page => link.clone().with(PAGE, page.to_string()).to_string(),
    }
}

/// An empty list has a page too, which says so.
fn pages(all: usize) -> usize {
    all.div_ceil(ROWS).max(1)
}

/// The pages that are linked to, in order, with a gap where some are left out.
fn numbers(page: usize, pages: usize) -> Vec<Option<usize>> {
    let is_linked = |number: &usize| *number == 1 || *number == pages || number.abs_diff(page) <= NEAR;
    let mut numbers = Vec::new();
    let mut before = 0;
    for number in (1..=pages).filter(is_linked) {
        if number > before + 1 {
            numbers.push(None);
        }
        numbers.push(Some(number));
        before = number;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use catalog::Language;

    use super::*;

    fn page(number: usize) -> Option<NonZeroUsize> {
        NonZeroUsize::new(number)
    }

    #[test]
    fn every_row_is_on_one_page() {
        for all in [0, 1, 100, 101, 654] {
            let pages = (1..).map_while(|number| rows(page(number), all).ok());
            let shown: Vec<usize> = pages.flatten().collect();
            assert_eq!(shown, (0..all).collect::<Vec<_>>(), "{all}");
        }
        assert_eq!(rows(None, 654).unwrap(), 0..100);
    }

    #[test]
    fn a_page_behind_the_last_is_refused_with_how_many_there_are() {
        let refused = rows(page(8), 654).unwrap_err().to_string();
        assert!(refused.contains("the list has 7 pages"), "{refused}");
        assert!(rows(page(2), 0).is_err());
        assert!(rows(NonZeroUsize::new(usize::MAX), 654).is_err());
    }

    #[test]
    fn pages_far_away_are_left_out_but_for_the_first_and_the_last() {
        assert_eq!(numbers(1, 3), [Some(1), Some(2), Some(3)]);
        let far = numbers(10, 20);
        assert_eq!(far.first().zip(far.last()), Some((&Some(1), &Some(20))));
        assert_eq!(far.iter().filter(|number| number.is_none()).count(), 2);
        assert_eq!(far.len(), 9);
    }

    #[test]
    fn the_first_page_has_the_address_of_the_list() {
        let say = Say::new(crate::templates::messages(), Language::En);
        let link = Link::to("/list").with("alert", "worse");
        let second = paging(&(100..200), 250, &link, say).unwrap();
        assert_eq!(second.previous.as_deref(), Some("/list?alert=worse"));
        assert_eq!(second.next.as_deref(), Some("/list?alert=worse&page=3"));
        assert_eq!(
            (second.label.as_str(), second.shown.as_str()),
            ("Page 2 of 3", "Shown are 101 to 200 of 250.")
        );
        assert_eq!(paging(&(0..100), 100, &link, say), None);
    }
}
