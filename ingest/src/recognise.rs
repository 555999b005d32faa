//! Which source a table is: the one whose headers are all there.

use crate::columns::MonthHeader;
use crate::form::{Form, ValuesForm};
use crate::heading::{Headings, fold};
use crate::read::Workbook;
use crate::sheet::Table;

/// What a table is.
pub(crate) enum Recognition<'f, 'a> {
    /// A table of one source.
    Source(&'f Form<'a>),
    /// Several sources fit alike.
    Several(Vec<&'f Form<'a>>),
    /// None fits; the one that comes nearest, with the headers that it misses.
    Nothing(Option<Near<'f, 'a>>),
}

/// The source that comes nearest.
pub(crate) struct Near<'f, 'a> {
    pub(crate) form: &'f Form<'a>,
    /// Headers expected and not found; each group by its first synonym.
    pub(crate) missing: Vec<String>,
    found: usize,
}

/// The source of a table whose headers are `headings`.
pub(crate) fn recognise<'f, 'a>(
    forms: &'f [Form<'a>],
    headings: &Headings,
    around: &str,
) -> Recognition<'f, 'a> {
    let fits = forms
        .iter()
        .filter(|form| missing(form, headings, around).is_empty());
    let mut fits: Vec<(usize, usize, &Form<'a>)> = fits
        .map(|form| (form.recognised_by.len(), values_found(form, headings), form))
        .filter(|(_, values, _)| *values > 0)
        .collect();
    let Some(best) = fits.iter().map(|(groups, values, _)| (*groups, *values)).max() else {
        return Recognition::Nothing(nearest(forms, headings, around));
    };
    fits.retain(|(groups, values, _)| (*groups, *values) == best);
    match fits.as_slice() {
        [(_, _, form)] => Recognition::Source(form),
        several => Recognition::Several(several.iter().map(|(_, _, form)| *form).collect()),
    }
}

/// The text around a table, folded, in which sources look for words of their title.
pub(crate) fn around(book: &Workbook, sheet_name: &str, table: &Table) -> String {
    let titles = table.titles.iter().map(|line| line.text.as_str());
    let lines = book
        .page_text
        .iter()
        .map(String::as_str)
        .chain(titles)
        .chain([sheet_name]);
    lines.map(fold).collect::<Vec<_>>().join(" ")
}

fn missing(form: &Form<'_>, headings: &Headings, around: &str) -> Vec<String> {
    let headers = form.recognised_by.iter().filter(|group| !headings.has(group));
    let headers = headers
        .filter_map(|group| group.first())
        .map(|pattern| format!("`{}`", pattern.text));
    let titles = form
        .title_has
        .iter()
        .zip(&form.source.title_has)
        .filter(|(folded, _)| !around.contains(folded.as_str()));
    headers
        .chain(titles.map(|(_, text)| format!("`{text}` in the title")))
        .collect()
}

/// How many columns of the dataset the table fills.
fn values_found(form: &Form<'_>, headings: &Headings) -> usize {
    match &form.values {
        ValuesForm::Wide(values) => values
            .iter()
            .filter(|(_, synonyms)| headings.has(synonyms))
            .count(),
        ValuesForm::Long { name, value, names } => {
            if headings.has(name) && headings.has(value) {
                names.len()
            } else {
                0
            }
        }
        ValuesForm::MonthHeaders(values) => {
            let months: Vec<_> = headings.0.iter().filter_map(MonthHeader::of).collect();
            let under = |starts: &[String]| months.iter().any(|month| starts.contains(&month.start));
            values.iter().filter(|(_, starts)| under(starts)).count()
        }
        ValuesForm::Months(values) => {
            let under = |synonyms| headings.0.iter().any(|heading| heading.ends_with(synonyms));
            values.iter().filter(|(_, synonyms)| under(synonyms)).count()
        }
    }
}

fn nearest<'f, 'a>(forms: &'f [Form<'a>], headings: &Headings, around: &str) -> Option<Near<'f, 'a>> {
    let near = forms.iter().map(|form| {
        let missing = missing(form, headings, around);
        let wanted = form.recognised_by.len() + form.title_has.len();
        Near {
            form,
            found: wanted - missing.len(),
            missing,
        }
    });
    // A header or two in common is chance: `District` stands in every list.
    near.filter(|near| near.found * 2 >= near.missing.len() + near.found)
        .max_by(|one, other| {
            one.found
                .cmp(&other.found)
                .then(other.missing.len().cmp(&one.missing.len()))
        })
}
