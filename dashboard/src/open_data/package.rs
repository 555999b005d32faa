//! What a programme's open data is, as a Frictionless Data Package, version 2 of the standard.

use catalog::programme::Programme;
use catalog::{FinancialYear, PlaceCode, Words};
use figures::BreakKind;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::cut::Cut;
use crate::api::{MeasureItem, Names, dictionary};
use crate::app::App;
use crate::digest::Sha256;
use crate::twin::Twin;

/// The open data of one programme and data version.
#[derive(Debug)]
pub struct Package {
    /// The programme's id.
    pub programme: String,
    /// What it is called.
    pub title: Words,
    /// The data version.
    pub version: u64,
    /// When that version came to be.
    pub created: Option<String>,
    /// Whether any of it is made up.
    pub sample: bool,
    /// The tables, the latest year first.
    pub tables: Vec<Table>,
}

/// One table, in two forms.
#[derive(Debug)]
pub struct Table {
    /// `block-month-2026-27`
    pub name: String,
    /// What it holds.
    pub cut: Cut,
    /// Its financial year, where it has one.
    pub year: Option<FinancialYear>,
    /// How many rows it has.
    pub rows: usize,
    /// Its files.
    pub files: Vec<FileFacts>,
}

/// One file.
#[derive(Debug)]
pub struct FileFacts {
    /// The form.
    pub form: Twin,
    /// How long it is.
    pub bytes: usize,
    /// The hash of its bytes.
    pub hash: Sha256,
}

impl Package {
    /// The table of a name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The dictionary of every measure in its tables.
    pub fn dictionary(&self, app: &App, programme: &Programme) -> Vec<MeasureItem> {
        let mut items = dictionary(app, programme);
        items.retain(|item| {
            self.tables
                .iter()
                .any(|table| table.cut.measures.contains(&item.id))
        });
        items
    }

    /// `datapackage.json`
    pub fn described(&self, app: &App, programme: &Programme) -> Value {
        let licence = &app.door().licence;
        let dictionary = self.dictionary(app, programme);
        let resources = self.tables.iter().flat_map(|table| {
            let schema = schema(table, programme, &dictionary);
            table.files.iter().map(move |file| resource(table, file, &schema))
        });
        let mut package = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": self.programme,
            "title": self.title.en,
            "titles": Names::from(&self.title),
            "version": self.version.to_string(),
            "licenses": [{ "name": licence.name, "path": licence.address, "title": licence.name }],
            "sample": self.sample,
            "breaks": breaks(app, programme),
            "resources": resources.collect::<Vec<_>>(),
        });
        if let Some(created) = &self.created {
            package["created"] = created.as_str().into();
        }
        package
    }
}

/// Days from which figures are of something else than before: successor laws, suspensions, definitions and places.
fn breaks(app: &App, programme: &Programme) -> Vec<Value> {
    let of = |kind: BreakKind, on: Date, to: Option<Date>, title: Option<&Words>| {
        json!({
            "kind": kind.id(),
            "on": on.to_string(),
            "to": to.map(|day| day.to_string()),
            "title": title.map(|title| title.en.as_str()),
            "titles": title.map(Names::from),
        })
    };
    let laws = programme.dated_titles.iter().skip(1);
    let laws = laws.map(|law| of(BreakKind::Succession, law.from, None, Some(&law.long)));
    let suspended = programme.suspended.iter();
    let suspended = suspended.map(|known| {
        of(
            BreakKind::Suspension,
            known.from,
            Some(known.to),
            Some(&known.reason),
        )
    });
    let defined = programme.breaks.iter();
    let defined = defined.map(|known| of(BreakKind::Definition, known.from, None, Some(&known.title)));
    let places = app.catalog.places.changes().iter().map(|change| {
        let mut told = of(BreakKind::Places, change.on, None, None);
        let codes = |codes: &[PlaceCode]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
        told["ended"] = codes(&change.ended).into();
        told["cut"] = codes(&change.cut).into();
        told["begun"] = codes(&change.begun).into();
        told
    });
    let mut all: Vec<Value> = laws.chain(suspended).chain(defined).chain(places).collect();
    all.sort_by(|one, other| one["on"].as_str().cmp(&other["on"].as_str()));
    all
}

fn resource(table: &Table, file: &FileFacts, schema: &Value) -> Value {
    let extension = file.form.extension();
    json!({
        "name": format!("{}-{extension}", table.name),
        "type": "table",
        "path": format!("{}.{extension}", table.name),
        "format": extension,
        "mediatype": file.form.media().split(';').next(),
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.hash),
        "rows": table.rows,
        "schema": schema,
    })
}

fn schema(table: &Table, programme: &Programme, dictionary: &[MeasureItem]) -> Value {
    let level = table.cut.level;
    let word = level.word();
    let code = format!("{}_code", level.id());
    let mut key = vec![code.clone()];
    let mut fields = vec![
        json!({ "name": code, "type": "string", "title": format!("{}, code", word.en) }),
        json!({ "name": level.id(), "type": "string", "title": word.en, "titles": Names::from(&word) }),
    ];
    if let Some(grain) = table.cut.grain {
        key.push(grain.id().to_owned());
        fields.push(json!({ "name": grain.id(), "type": "string", "title": grain.id() }));
    }
    for class in table.cut.classes.iter().filter_map(|id| programme.class(id)) {
        key.push(class.id.clone());
        let title = &class.title;
        fields.push(
            json!({ "name": class.id, "type": "string", "title": title.en, "titles": Names::from(title) }),
        );
    }
    let measures = table
        .cut
        .measures
        .iter()
        .filter_map(|id| dictionary.iter().find(|item| item.id == *id));
    let (values, states): (Vec<Value>, Vec<Value>) = measures.map(columns).unzip();
    fields.extend(values);
    fields.extend(states);
    json!({ "fields": fields, "primaryKey": key, "missingValues": [""] })
}

/// A measure's column, and that of its state.
fn columns(item: &MeasureItem) -> (Value, Value) {
    let means = item.definition.as_ref().unwrap_or(&item.formula);
    let value = json!({
        "name": item.id,
        "type": "number",
        "title": item.title.en,
        "description": means.en,
        "titles": item.title,
        "descriptions": means,
        "unit": item.unit,
        "better": item.better,
    });
    let state = json!({
        "name": format!("{}_state", item.id),
        "type": "string",
        "title": format!("{}, state", item.title.en),
        "constraints": { "enum": figures::State::ALL.map(figures::State::id) },
    });
    (value, state)
}
