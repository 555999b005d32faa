//! A first `programme.toml`, written from what an example seems to hold. What can't be inferred stands as a comment.

use std::collections::BTreeSet;
use std::fmt::Write;

use catalog::PlaceLevel;

use super::outline::{Outline, Seems, Seen, is_value};

/// Tiles of the first page.
const TILES: usize = 4;

/// Headers by which a sheet is recognised, beside those of places.
const TELLING: usize = 3;

/// One column of a dataset.
struct Column<'a> {
    id: String,
    seen: &'a Seen,
}

/// One dataset with its sheet.
struct Dataset<'a> {
    id: String,
    outline: &'a Outline,
    columns: Vec<Column<'a>>,
}

/// The text of a programme of that id. Sheets of one layout are told once.
pub fn text(id: &str, outlines: &[Outline]) -> String {
    let datasets = datasets(outlines);
    let mut text = String::new();
    head(&mut text, id);
    datasets.iter().for_each(|one| dataset(&mut text, one));
    let all_headers = datasets.len() > 1;
    datasets
        .iter()
        .for_each(|one| source(&mut text, one, all_headers));
    let measures: Vec<String> = datasets.iter().flat_map(|one| measures(&mut text, one)).collect();
    indicator(&mut text, &measures);
    shown(&mut text, id, &measures);
    text
}

fn datasets(outlines: &[Outline]) -> Vec<Dataset<'_>> {
    let (mut ids, mut taken, mut layouts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut datasets = Vec::new();
    for outline in outlines.iter().filter(|outline| outline.is_useful()) {
        let headers: BTreeSet<String> = outline.columns.iter().map(|seen| folded(&seen.header)).collect();
        if !layouts.insert(headers) {
            continue;
        }
        let id = fresh(&slug(&outline.sheet, '-', "returns"), '-', &mut ids);
        let values = outline.that(is_value);
        let columns = values
            .map(|seen| Column {
                id: fresh(&slug(&seen.header, '_', "column"), '_', &mut taken),
                seen,
            })
            .collect();
        datasets.push(Dataset { id, outline, columns });
    }
    datasets
}

fn head(text: &mut String, id: &str) {
    let title = id.replace('-', " ");
    let mut letters = title.chars();
    let title: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    put(
        text,
        "# A first draft, to be read and mended line by line. `jela programme check` tells what is wrong,",
    );
    put(
        text,
        "# `jela programme schema > programme.schema.json` lets an editor complete and explain each key.",
    );
    put(text, "");
    put(text, &format!("id = {}", quoted(id)));
    put(
        text,
        "# Add Bengali and Hindi to each title: { en = \"…\", bn = \"…\", hi = \"…\" }",
    );
    put(text, &format!("title = {}", words(&title)));
    put(
        text,
        "# \"small_counts\": small counts of people are hidden from all but those in office. Write \"none\" only where a law",
    );
    put(
        text,
        "# publishes the figures as they are; else list in [[publication]] what everybody may have.",
    );
    put(text, "disclosure = \"small_counts\"");
    put(text, "");
    put(text, "[restarts]");
    put(
        text,
        "every_financial_year = true # year-to-date counts begin again on 1 April",
    );
}

fn dataset(text: &mut String, dataset: &Dataset<'_>) {
    let outline = dataset.outline;
    let level = outline.level().unwrap_or(PlaceLevel::District);
    let every = if outline.is_daily { "day" } else { "month" };
    put(text, "\n[[dataset]]");
    put(text, &format!("id = {}", quoted(&dataset.id)));
    put(text, &format!("title = {}", words(&outline.sheet)));
    put(
        text,
        "# Who must report, how often, and for how many days a value that stands is carried when none comes.",
    );
    put(
        text,
        "# A sum over some time counts those places that sent every return due in it.",
    );
    put(
        text,
        &format!("reported_by = {{ level = \"{level}\", every = \"{every}\", carry = 31 }}"),
    );
    if outline.repeats {
        put(
            text,
            "# The example has several rows of one place and day. Where they are parts (by scheme, by sex), declare their",
        );
        put(
            text,
            "# column as a choice and as a [[class]], and say here: keeps = { kind = \"tally\", classes = [\"…\"] }.",
        );
    }
    put(text, "columns = [");
    for column in &dataset.columns {
        let kind = match column.seen.seems {
            Seems::Money => "money",
            Seems::Rate => "number",
            _ => "count",
        };
        let comment = match column.seen.seems {
            Seems::Money => " # kept in paise; see that the header says lakh where it is in lakh",
            Seems::Rate => {
                " # shown and checked, never added up: declare its parts and an [[indicator]] instead"
            }
            _ => "",
        };
        put(
            text,
            &format!(
                "    {{ id = {}, type = \"{kind}\" }},{comment}",
                quoted(&column.id)
            ),
        );
    }
    put(text, "]");
    put(text, "# What can't be true of one row, such as:");
    put(text, "# [[dataset.check]]");
    put(
        text,
        "# rule = { kind = \"at_most\", parts = [\"…\"], whole = \"…\" }",
    );
    put(text, "# effect = \"row_left_out\"");
}

fn source(text: &mut String, dataset: &Dataset<'_>, all_headers: bool) {
    let outline = dataset.outline;
    put(text, "\n[[source]]");
    put(
        text,
        &format!("id = {}", quoted(&format!("{}-sheet", dataset.id))),
    );
    put(text, &format!("title = {}", words(&outline.sheet)));
    put(text, &format!("dataset = {}", quoted(&dataset.id)));
    put(
        text,
        "# Headers that must all be there, each with its synonyms; row and order are free.",
    );
    let places = outline.that(|seems| matches!(seems, Seems::Place(_) | Seems::LgdCode(_)));
    let most = if all_headers { usize::MAX } else { TELLING };
    let values = outline.that(is_value).take(most);
    let telling: Vec<String> = places
        .chain(values)
        .map(|seen| format!("[{}]", quoted(&seen.header)))
        .collect();
    put(text, &format!("recognised_by = [{}]", telling.join(", ")));
    let personal: Vec<String> = outline
        .that(|seems| seems == Seems::Personal)
        .map(|seen| quoted(&seen.header))
        .collect();
    put(text, "# Columns that name or reach people: never read.");
    put(text, &format!("personal = [{}]", personal.join(", ")));
    put(text, "places = [");
    for line in places_of(outline) {
        put(text, &format!("    {line},"));
    }
    put(text, "]");
    let day = outline.that(|seems| seems == Seems::Day).next();
    match day {
        Some(day) => {
            let header = quoted(&day.header);
            put(
                text,
                &format!(
                    "dates = [{{ from = \"column\", headers = [{header}] }}, {{ from = \"as_on_line\" }}]"
                ),
            );
        }
        None => {
            put(
                text,
                "# No column of days was seen: the day is read from an \"as on\" line, or given with --as-on.",
            );
            put(text, "dates = [{ from = \"as_on_line\" }]");
        }
    }
    let unread = outline.that(|seems| matches!(seems, Seems::Words(_) | Seems::Empty));
    for seen in unread {
        let why = match seen.seems {
            Seems::Empty => "nothing stands in it".to_owned(),
            Seems::Words(0) => "a code or a day whose meaning the header does not tell".to_owned(),
            Seems::Words(kinds) => {
                format!("words, {kinds} different ones; a `choice` with `values` if they are few")
            }
            _ => continue,
        };
        put(text, &format!("# Not read: {} ({why}).", quoted(&seen.header)));
    }
    put(
        text,
        "\n[source.layout]\nkind = \"wide\"\n\n[source.layout.headers]",
    );
    for column in &dataset.columns {
        put(
            text,
            &format!("{} = [{}]", column.id, quoted(&column.seen.header)),
        );
    }
}

/// A line for each level that is named, coarse to fine.
fn places_of(outline: &Outline) -> Vec<String> {
    PlaceLevel::ALL
        .into_iter()
        .filter_map(|level| {
            let of = |wanted: Seems| -> Vec<String> {
                outline
                    .that(move |seems| seems == wanted)
                    .map(|seen| quoted(&seen.header))
                    .collect()
            };
            let (names, codes) = (of(Seems::Place(level)), of(Seems::LgdCode(level)));
            let mut line = format!("{{ level = \"{level}\"");
            for (key, headers) in [("name", &names), ("lgd_code", &codes)] {
                if !headers.is_empty() {
                    line += &format!(", {key} = [{}]", headers.join(", "));
                }
            }
            (!names.is_empty() || !codes.is_empty()).then(|| line + " }")
        })
        .collect()
}

/// A measure for each column that adds up; gives their ids.
fn measures(text: &mut String, dataset: &Dataset<'_>) -> Vec<String> {
    let adds_up = |column: &&Column<'_>| matches!(column.seen.seems, Seems::Count | Seems::Money);
    let mut ids = Vec::new();
    for column in dataset.columns.iter().filter(adds_up) {
        let has_day = dataset.outline.that(|seems| seems == Seems::Day).next().is_some();
        put(text, "\n[[measure]]");
        put(text, &format!("id = {}", quoted(&column.id)));
        put(text, &format!("title = {}", words(&column.seen.header)));
        put(text, &format!("dataset = {}", quoted(&dataset.id)));
        put(text, &format!("sum_of = [{}]", quoted(&column.id)));
        let over_time = over_time(&column.seen.header, has_day);
        put(
            text,
            &format!(
                "over_time = \"{over_time}\" # a guess: \"sum\" for events, \"latest\" for what stands, \"cumulative\" for year to date"
            ),
        );
        put(text, "better = \"neither\" # or \"higher\", \"lower\"");
        if column.seen.seems == Seems::Money {
            put(text, "counts_people = false");
        } else {
            put(text, "# counts_people = false # where it counts no people");
        }
        ids.push(column.id.clone());
    }
    ids
}

fn over_time(header: &str, has_day: bool) -> &'static str {
    let folded = header.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if says(&[
        "cumulative",
        "till date",
        "to date",
        "so far",
        "upto",
        "since april",
    ]) {
        "cumulative"
    } else if !has_day
        || says(&[
            "enrolled",
            "registered",
            "pending",
            "balance",
            "stock",
            "active",
            "capacity",
            "eligible",
        ])
    {
        "latest"
    } else {
        "sum"
    }
}

fn indicator(text: &mut String, measures: &[String]) {
    let part = |at: usize| measures.get(at).map_or("…", String::as_str);
    put(
        text,
        "\n# A ratio is two measures of one dataset, added up and then divided once:",
    );
    for line in [
        "[[indicator]]".to_owned(),
        "id = \"share_percent\"".to_owned(),
        "title = { en = \"…\", bn = \"…\", hi = \"…\" }".to_owned(),
        format!("of = [{}]", quoted(part(0))),
        format!("per = [{}]", quoted(part(1))),
        "unit = \"percent\"".to_owned(),
        "better = \"higher\"".to_owned(),
    ] {
        put(text, &format!("# {line}"));
    }
}

fn shown(text: &mut String, id: &str, measures: &[String]) {
    let all: Vec<String> = measures.iter().map(|id| quoted(id)).collect();
    let table = format!("table = {{ measures = [{}] }}", all.join(", "));
    let Some(first) = measures.first() else { return };
    for (list, name, title) in [
        ("page", "overview".to_owned(), "Overview"),
        ("report", format!("{id}-report"), "Report"),
    ] {
        put(text, &format!("\n[[{list}]]"));
        put(text, &format!("id = {}", quoted(&name)));
        put(text, &format!("title = {}", words(title)));
        put(text, &table);
        for tile in measures.iter().take(TILES) {
            put(text, &format!("\n[[{list}.tile]]\nmeasure = {}", quoted(tile)));
        }
        for (chart, kind, title) in [
            ("by-month", "trend", "by month"),
            ("by-place", "ranked_bars", "by place"),
        ] {
            put(text, &format!("\n[[{list}.chart]]"));
            put(
                text,
                &format!("id = {}", quoted(&format!("{}-{chart}", first.replace('_', "-")))),
            );
            put(
                text,
                &format!(
                    "title = {}",
                    words(&format!("{} {title}", first.replace('_', " ")))
                ),
            );
            put(text, &format!("measure = {}\nkind = \"{kind}\"", quoted(first)));
        }
    }
}

fn put(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes whatever is written");
}

fn words(text: &str) -> String {
    format!("{{ en = {} }}", quoted(text))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn folded(header: &str) -> String {
    header
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name as ids are: ASCII, small letters, joined.
fn slug(name: &str, joint: char, otherwise: &str) -> String {
    let lower = name.to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let slug = parts.join(&joint.to_string());
    match slug.chars().next() {
        Some(first) if first.is_ascii_lowercase() => slug,
        Some(_) => format!("{otherwise}{joint}{slug}"),
        None => otherwise.to_owned(),
    }
}

/// Names that tables have of themselves, and dimensions that questions know.
const TAKEN: [&str; 16] = [
    "place",
    "level",
    "place_printed",
    "date",
    "fy",
    "source",
    "source_row",
    "batch",
    "taken_in",
    "state",
    "district",
    "block",
    "month",
    "week",
    "quarter",
    "day",
];

/// The id, with a number where it is taken.
fn fresh(id: &str, joint: char, taken: &mut BTreeSet<String>) -> String {
    let mut fresh = id.to_owned();
    let mut number = 2;
    while TAKEN.contains(&fresh.as_str()) || !taken.insert(fresh.clone()) {
        fresh = format!("{id}{joint}{number}");
        number += 1;
    }
    fresh
}

#[cfg(test)]
mod tests {
    use catalog::programme::{Severity, diagnose};

    use super::super::outline::outlines;
    use super::*;

    /// The programme of a text table, which has no fault.
    fn drafted(csv: &str) -> String {
        let book = ingest::read::workbook_bytes("camp returns.csv", csv.as_bytes()).unwrap();
        let text = text("camps", &outlines(&book));
        let faults: Vec<_> = diagnose(&text)
            .into_iter()
            .filter(|one| one.severity == Severity::Fault)
            .collect();
        assert_eq!(faults, [], "{text}");
        text
    }

    #[test]
    fn a_draft_of_a_sheet_has_no_fault_and_never_reads_people() {
        let text = drafted(
            "District,Block,Camp date,Officer's name,Mobile,Visitors,\"Women \"\"heard\"\"\",Spent (Rs),Remarks\n\
             Bankura,Onda,01/11/2026,A,98,12,5,100,good\nBankura,Onda,02/11/2026,B,99,3,1,50,fair\n",
        );
        for wanted in [
            "personal = [\"Officer's name\", \"Mobile\"]",
            "every = \"day\"",
            "headers = [\"Camp date\"]",
            "{ level = \"block\", name = [\"Block\"] }",
            "visitors = [\"Visitors\"]",
            "type = \"money\"",
            "# Not read: \"Remarks\" (words, 2 different ones",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
    }

    #[test]
    fn headers_without_a_latin_letter_given_twice_or_like_a_column_of_our_own_get_ids() {
        drafted("Block,পরিবার,শিশু,Date,Level,Level 1\nOnda,10,21,33,4,15\nKhatra,7,8,90,14,5\n");
    }

    #[test]
    fn a_sheet_without_places_or_counts_makes_no_dataset() {
        let book = ingest::read::workbook_bytes("t.csv", b"Word,Other\nA,B\nC,D\n").unwrap();
        assert!(outlines(&book).iter().all(|outline| !outline.is_useful()));
    }
}
