//! `/open-data`: the catalogue of what everybody may take away.

use catalog::programme::Programme;
use catalog::{Arg, Language, format};
use serde::Serialize;

use super::frame::Frame;
use crate::app::App;
use crate::error::AppError;
use crate::open_data::{Package, Table, package};
use crate::reply::Content;
use crate::say::Say;
use crate::view::View;

/// Everything that `open_data.html` may use.
#[derive(Debug, Serialize)]
pub struct OpenDataPage {
    frame: Frame,
    title: String,
    licence: (String, String),
    programmes: Vec<ProgrammeView>,
}

/// A programme's files.
#[derive(Debug, Serialize)]
struct ProgrammeView {
    id: String,
    title: String,
    version: String,
    tables: Vec<TableView>,
}

/// One table.
#[derive(Debug, Serialize)]
struct TableView {
    title: String,
    measures: String,
    rows: String,
    files: Vec<FileView>,
}

/// One file.
#[derive(Debug, Serialize)]
struct FileView {
    address: String,
    word: &'static str,
    size: String,
    hash: String,
}

/// `/open-data`
pub fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("open-data");
    let mut programmes = Vec::new();
    let mut sample = false;
    for programme in app.catalog.programmes.in_order() {
        let package = package(app, programme)?;
        sample |= package.sample;
        programmes.push(shown(&package, programme, say));
    }
    let licence = &app.door().licence;
    let frame = Frame::new(app, say, &title, &view.link("/open-data"), None);
    let page = OpenDataPage {
        frame: frame.sample(sample),
        title,
        licence: (licence.name.clone(), licence.address.clone()),
        programmes,
    };
    Ok(Content::page(app.templates.render("open_data.html", &page)?))
}

fn shown(package: &Package, programme: &Programme, say: Say<'_>) -> ProgrammeView {
    ProgrammeView {
        id: package.programme.clone(),
        title: say.words(&package.title),
        version: format!("{} {}", say.text("data-version"), package.version),
        tables: package
            .tables
            .iter()
            .map(|table| table_view(package, table, programme, say))
            .collect(),
    }
}

fn table_view(package: &Package, table: &Table, programme: &Programme, say: Say<'_>) -> TableView {
    let level = say.words(&table.cut.level.plural());
    let when = match (table.cut.grain, table.year) {
        (Some(grain), Some(year)) => format!("{} · {year}", say.text(grain.id())),
        _ => say.text("latest-day"),
    };
    let classes = table.cut.classes.iter().filter_map(|id| programme.class(id));
    let by: String = classes
        .map(|class| format!(" · {}", say.words(&class.title)))
        .collect();
    let number = |number: usize| format::grouped(&number.to_string());
    TableView {
        title: format!("{level} · {when}{by}"),
        measures: number(table.cut.measures.len()),
        rows: number(table.rows),
        files: table
            .files
            .iter()
            .map(|file| FileView {
                address: format!(
                    "/open-data/{}/{}.{}",
                    package.programme,
                    table.name,
                    file.form.extension()
                ),
                word: file.form.word(),
                size: say.about(
                    "kilobytes",
                    &[("size", Arg::Text(&number(file.bytes.div_ceil(1000))))],
                ),
                hash: file.hash.to_string(),
            })
            .collect(),
    }
}
