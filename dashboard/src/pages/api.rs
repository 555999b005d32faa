//! `/api`: the description of the interface, to read.

use catalog::Language;
use serde::Serialize;
use serde_json::Value;

use super::frame::Frame;
use crate::api::description;
use crate::app::App;
use crate::error::AppError;
use crate::link::Link;
use crate::reply::Content;
use crate::view::View;

/// Everything that `api.html` may use.
#[derive(Debug, Serialize)]
pub struct ApiPage {
    frame: Frame,
    title: String,
    lead: String,
    about: String,
    addresses: Vec<AddressView>,
}

/// An address of the interface.
#[derive(Debug, Serialize)]
struct AddressView {
    path: String,
    id: String,
    summary: String,
    about: String,
    /// An address that answers, from the examples of its parameters.
    example: String,
    parameters: Vec<ParameterView>,
    forms: Vec<String>,
    refusals: Vec<(String, String)>,
}

/// A parameter.
#[derive(Debug, Serialize)]
struct ParameterView {
    name: String,
    about: String,
    required: bool,
    example: String,
    choices: Vec<String>,
}

/// `/api`
pub fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("api");
    let described = serde_json::to_value(description()).map_err(AppError::Written)?;
    let paths = described["paths"].as_object().into_iter().flatten();
    let page = ApiPage {
        frame: Frame::new(app, say, &title, &view.link("/api"), None),
        title,
        lead: say.text("api-lead"),
        about: text(&described["info"]["description"]),
        addresses: paths.map(|(path, item)| address(path, &item["get"])).collect(),
    };
    Ok(Content::page(app.templates.render("api.html", &page)?))
}

fn address(path: &str, operation: &Value) -> AddressView {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let responses = operation["responses"].as_object().into_iter().flatten();
    AddressView {
        path: path.to_owned(),
        id: text(&operation["operationId"]),
        summary: text(&operation["summary"]),
        about: text(&operation["description"]),
        example: example(path, operation),
        parameters: parameters
            .map(|parameter| ParameterView {
                name: text(&parameter["name"]),
                about: text(&parameter["description"]),
                required: parameter["required"] == true,
                example: text(&parameter["example"]),
                choices: parameter["schema"]["enum"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(text)
                    .collect(),
            })
            .collect(),
        forms: operation["responses"]["200"]["content"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(media, _)| media.split(';').next().unwrap_or_default().to_owned())
            .collect(),
        refusals: responses
            .filter(|(status, _)| status.starts_with('4'))
            .map(|(status, response)| (status.clone(), text(&response["description"])))
            .collect(),
    }
}

/// An address with what is needed, and for lists with what narrows them.
fn example(path: &str, operation: &Value) -> String {
    const NARROWING: [&str; 4] = ["programme", "by", "within", "level"];
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let mut link = Link::to(path);
    for parameter in parameters {
        let (name, example) = (text(&parameter["name"]), text(&parameter["example"]));
        if parameter["in"] == "path" {
            link = Link::to(path.replace(&format!("{{{name}}}"), &example));
        } else if parameter["required"] == true || NARROWING.contains(&name.as_str()) {
            link = link.and(&name, example);
        }
    }
    link.to_string()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(","),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
