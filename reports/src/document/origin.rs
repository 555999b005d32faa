//! Where figures come from, on paper: the figures, the sheets behind them, and the rows of these.

use catalog::{Catalog, Language, Unit, calendar, format};
use figures::{Origin, OriginColumn, OriginDelivery, OriginRow};

use super::notes::{breaks, definitions};
use super::printed::Printed;
use super::report::{Document, headed};
use super::table::{Head, KeyHead, Line, Table};
use super::twin::about_of;
use crate::say::{Say, moment};

/// The sheets of a document are told apart by so much of their hash, as on the page.
const BATCH: usize = 8;

/// What stands behind figures, under a title.
pub(crate) fn origin(origin: &Origin, catalog: &Catalog, title: &str, language: Language) -> Document {
    let figures = &origin.figures;
    let about = about_of(figures, catalog);
    let measures = figures.columns.iter().map(|column| column.id.clone());
    let (telling, silent): (Vec<_>, Vec<_>) = origin
        .deliveries
        .iter()
        .partition(|delivery| delivery.rows != Some(0));
    let sheets = [telling, silent].concat();
    let tables = [
        Some(traced(origin, language)),
        (!sheets.is_empty()).then(|| deliveries(&sheets, language)),
        (!origin.rows.is_empty()).then(|| rows(origin, language)),
    ];
    Document {
        definitions: definitions(&about, measures, language),
        legend: breaks(std::iter::once(figures), language),
        tables: tables.into_iter().flatten().collect(),
        ..headed(title, figures, &about, language)
    }
}

/// Each figure of the whole place, with who reported.
fn traced(origin: &Origin, language: Language) -> Table {
    let (say, figures) = (Say(language), &origin.figures);
    let cells = figures
        .rows
        .first()
        .map(|row| row.cells.as_slice())
        .unwrap_or_default();
    let line = |(cell, column): (&figures::Cell, &figures::Column)| Line {
        keys: vec![
            column.title.get(language).to_owned(),
            format!("{} / {}", cell.units.reported, cell.units.expected),
        ],
        group: None,
        cells: vec![Printed::with_unit(cell, column.unit, language)],
    };
    Table {
        notes: vec![say.text("source-rule-long")],
        rows: cells.iter().zip(&figures.columns).map(line).collect(),
        ..table(
            say,
            "source-figures",
            &["report-measure", "reported"],
            vec![say.text("report-value")],
        )
    }
}

/// The sheets: first those with rows that count, then those on which later ones have the last word.
fn deliveries(sheets: &[&OriginDelivery], language: Language) -> Table {
    let say = Say(language);
    // The first column of a table on paper is the widest.
    let heads = [
        "batch-source",
        "batch",
        "batch-as-on",
        "source-taken-in",
        "source-file",
    ];
    let line = |delivery: &&OriginDelivery| {
        let withheld = || say.text("source-withheld");
        let named = delivery.named.as_ref();
        Line {
            keys: vec![
                format!(
                    "{} · {}",
                    delivery.layout.get(language),
                    delivery.dataset.get(language)
                ),
                short(&delivery.batch),
                delivery
                    .as_on
                    .map_or_else(|| "–".to_owned(), |day| calendar::show_date(day, language)),
                moment(delivery.taken_in, language),
                named.map_or_else(withheld, |(file, sheet)| format!("{file} · {sheet}")),
            ],
            group: None,
            cells: vec![
                delivery
                    .rows
                    .map_or_else(|| Printed::words("–".to_owned()), |rows| number(rows.to_string())),
            ],
        }
    };
    Table {
        rows: sheets.iter().map(line).collect(),
        ..table(say, "source-sheets", &heads, vec![say.text("source-row-count")])
    }
}

/// The rows, by place and day.
fn rows(origin: &Origin, language: Language) -> Table {
    let say = Say(language);
    let heads = ["place", "day", "batch", "change-row", "source-adds"];
    let columns = origin.columns.iter().map(|column| column.id.clone());
    let line = |row: &OriginRow| Line {
        keys: vec![
            format!("{} ({})", row.name.get(language), row.level.word().get(language)),
            calendar::show_date(row.date, language),
            short(&origin.deliveries[row.delivery].batch),
            row.row.to_string(),
            say.text(if row.adds { "case-yes" } else { "case-no" }),
        ],
        group: None,
        cells: row.values.iter().zip(&origin.columns).map(reported).collect(),
    };
    let further = [("rows", catalog::Arg::Count(origin.further))];
    Table {
        rows: origin.rows.iter().map(line).collect(),
        notes: (origin.further > 0)
            .then(|| say.about("source-further", &further))
            .into_iter()
            .collect(),
        ..table(say, "source-rows", &heads, columns.collect())
    }
}

/// A number as it was reported, in the decimals of its column.
fn reported((value, column): (&Option<f64>, &OriginColumn)) -> Printed {
    value.map_or_else(
        || Printed::words("–".to_owned()),
        |value| number(format::rounded(value, usize::from(column.decimals))),
    )
}

/// A number that is printed already, but for its groups of digits.
fn number(plain: String) -> Printed {
    Printed {
        value: plain.parse().ok(),
        ..Printed::words(format::grouped(&plain))
    }
}

fn short(batch: &str) -> String {
    batch.chars().take(BATCH).collect()
}

/// A table of which only the heads are known.
fn table(say: Say, title: &str, keys: &[&str], columns: Vec<String>) -> Table {
    let head = |title: String| Head::titled(title, Unit::Count, say.0);
    Table {
        sheet: say.text(title),
        title: say.text(title),
        keys: keys
            .iter()
            .map(|id| KeyHead {
                title: say.text(id),
                on_paper: true,
            })
            .collect(),
        columns: columns.into_iter().map(head).collect(),
        groups: Vec::new(),
        rows: Vec::new(),
        total: None,
        notes: Vec::new(),
        rows_on_paper: None,
    }
}
