//! The words of the register of returns, the same on page, paper and in mails; and asking it for a report.

use catalog::programme::{DueIn, Every};
use catalog::{Arg, Language, PlaceLevel, calendar, format};
use figures::{Returns, ReturnsQuery};

use crate::document::{in_a_sentence, period_text};
use crate::request::Request;
use crate::say::Say;
use crate::schedule::show_moment;

/// What a report asks of the register, a question for each of its datasets.
pub(crate) fn queries(request: &Request<'_>) -> Vec<ReturnsQuery> {
    let datasets = request.report.returns.iter();
    let questions = datasets.map(|dataset| ReturnsQuery {
        programme: request.programme.id.clone(),
        dataset: Some(dataset.clone()),
        within: request.place.code.clone(),
        by: part(request, dataset),
        as_on: request.as_on,
        from: None,
        known_on: request.known_on,
        reader: request.reader.clone(),
    });
    questions.collect()
}

/// The finest level of the report that lies between the place and those who report.
fn part(request: &Request<'_>, dataset: &str) -> Option<PlaceLevel> {
    let unit = request.programme.dataset(dataset)?.reported_by.finest();
    let levels = request.levels().into_iter();
    levels.filter(|level| *level <= unit).max()
}

/// What is asked where a report shows nothing but returns: the first measure of its first dataset, for the day it is true
/// of and who has reported; its figure is not shown.
pub(crate) fn coverage_measure<'a>(request: &'a Request<'_>) -> Option<&'a str> {
    let dataset = request.report.returns.first()?;
    let mut measures = request.programme.measures.iter();
    measures
        .find(|measure| measure.dataset == *dataset)
        .map(|measure| measure.id.as_str())
}

/// Who has reported of the latest period that is due, who is silent, and how many came in time.
pub fn returns_sentence(returns: &Returns, language: Language) -> String {
    let say = Say(language);
    let dataset = returns.title.get(language);
    let Some(at) = returns.latest_due() else {
        return say.about("report-returns-none", &[("dataset", Arg::Text(dataset))]);
    };
    let counts = returns.whole.periods[at];
    let period = period_text(&returns.periods[at].period, language);
    let units = in_a_sentence(&returns.places(), language);
    let percent = returns.whole.total.in_time_percent();
    let printed = percent.map(|percent| format::value(percent, catalog::Unit::Percent, language));
    let args = [
        ("dataset", Arg::Text(dataset)),
        ("period", Arg::Text(&period)),
        ("received", Arg::Count(counts.received().into())),
        ("expected", Arg::Count(counts.expected().into())),
        ("units", Arg::Text(&units)),
    ];
    let told = say.about("report-returns-answer", &args);
    let in_time =
        printed.map(|percent| say.about("report-returns-percent", &[("percent", Arg::Text(&percent))]));
    [Some(told), in_time]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// By when the returns are due, and when lateness was judged.
pub fn returns_rule(returns: &Returns, language: Language) -> String {
    let say = Say(language);
    let id = match returns.due.kind {
        DueIn::Hours => "report-returns-hours",
        DueIn::Days => "report-returns-days",
        DueIn::WorkingDays => "report-returns-working-days",
    };
    let every = match returns.every {
        Every::Day => "report-returns-daily",
        Every::Month => "report-returns-monthly",
        Every::Year => "report-returns-yearly",
    };
    let within = [("within", Arg::Count(returns.due.within.into()))];
    let due = format!("{} {}", say.text(every), say.about(id, &within));
    match returns.judged_at {
        Some(at) => {
            let moment = show_moment(at, language);
            format!(
                "{due} {}",
                say.about("report-returns-judged", &[("moment", Arg::Text(&moment))])
            )
        }
        None => due,
    }
}

/// The head of a column of periods: short, since many stand side by side.
pub fn period_head(period: &catalog::Period, language: Language) -> String {
    match period.grain {
        catalog::Grain::Day => {
            let month = calendar::month_short(period.from, language);
            format!("{} {month}", period.from.day())
        }
        catalog::Grain::Month => {
            let month = calendar::month_short(period.from, language);
            format!("{month} {:02}", period.from.year() % 100)
        }
        catalog::Grain::Week | catalog::Grain::Quarter | catalog::Grain::Fy => period.label(),
    }
}
