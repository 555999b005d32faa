//! Lists, paged so that nothing is cut off silently: every part says how many there are and where it goes on.

use std::borrow::Cow;

use axum::response::Response;
use catalog::Language;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::accept;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::reply::{Content, answer_in};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::View;
use crate::visitor::Visitor;

/// The forms of a list.
pub const FORMS: [Twin; 2] = [Twin::Json, Twin::Csv];
/// How many items an answer holds unless told.
pub const USUAL: usize = 1000;

/// What a list holds.
pub trait Item: Serialize + ToSchema {
    /// The columns of its CSV: the fields of its JSON, inner names after an underscore.
    const COLUMNS: &'static [&'static str];
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Part<T> {
    /// How many items there are altogether.
    pub total: usize,
    /// How many of them come before this part.
    pub offset: usize,
    /// How many this part may hold.
    pub limit: usize,
    /// How many it holds.
    pub returned: usize,
    /// The address of the next part; null in the last.
    pub next: Option<String>,
    /// The items.
    pub items: Vec<T>,
}

/// Answers with the part of a list that a view asks for.
pub async fn listed<T, F>(
    app: AppState,
    visitor: Visitor,
    request: Request,
    allowed: &[&str],
    make: F,
) -> Result<Response, AppError>
where
    T: Item,
    F: FnOnce(&App, &View) -> Result<Vec<T>, AppError> + Send + 'static,
{
    let view = request.view(allowed)?;
    let form = accept::form(&view, &request.headers, &FORMS)?;
    let path = request.path().to_owned();
    answer_in(
        app,
        &request,
        &visitor,
        (Language::En, Some(form)),
        move |app, _| content(&path, &view, make(app, &view)?, form),
    )
    .await
}

fn content<T: Item>(path: &str, view: &View, items: Vec<T>, form: Twin) -> Result<Content, AppError> {
    let part = part(path, view, items);
    let body = match form {
        Twin::Csv => csv(&part.items)?,
        _ => serde_json::to_string(&part).map_err(AppError::Written)? + "\n",
    };
    let name = path.rsplit('/').next().unwrap_or("list");
    Ok(Content::twin(form, name, body).part(part.returned, part.total, part.next))
}

fn part<T>(path: &str, view: &View, items: Vec<T>) -> Part<T> {
    let (offset, limit) = (view.offset.unwrap_or(0), view.limit.unwrap_or(USUAL));
    let total = items.len();
    let items: Vec<T> = items.into_iter().skip(offset).take(limit).collect();
    let after = offset + items.len();
    // An empty part beyond the end leads nowhere.
    let next = (after < total && !items.is_empty()).then(|| {
        view.link(path)
            .with("limit", limit.to_string())
            .with("offset", after.to_string())
            .to_string()
    });
    Part {
        total,
        offset,
        limit,
        returned: items.len(),
        next,
        items,
    }
}

/// Items as CSV: UTF-8 without BOM, LF. Several words in one field have `|` between; what has fields of its own is JSON.
pub fn csv<T: Item>(items: &[T]) -> Result<String, AppError> {
    let mut out = T::COLUMNS.join(",") + "\n";
    for item in items {
        let mut fields = Vec::new();
        flatten(
            "",
            &serde_json::to_value(item).map_err(AppError::Written)?,
            &mut fields,
        );
        let row: Vec<String> = T::COLUMNS
            .iter()
            .map(|column| {
                let field = fields.iter().find(|(name, _)| name == column);
                field.map_or_else(String::new, |(_, text)| quoted(text).into_owned())
            })
            .collect();
        out.push_str(&row.join(","));
        out.push('\n');
    }
    Ok(out)
}

fn flatten(name: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Object(inner) => {
            for (key, value) in inner {
                let name = if name.is_empty() {
                    key.clone()
                } else {
                    format!("{name}_{key}")
                };
                flatten(&name, value, fields);
            }
        }
        Value::Array(values) if values.iter().any(|value| value.is_object() || value.is_array()) => {
            fields.push((name.to_owned(), value.to_string()));
        }
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().map(text).collect();
            fields.push((name.to_owned(), texts.join("|")));
        }
        scalar => fields.push((name.to_owned(), text(scalar))),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Text as a field of CSV, RFC 4180.
pub fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// The names of the fields that an item has, as its CSV needs them.
#[cfg(test)]
pub fn fields<T: Item>(item: &T) -> Vec<String> {
    let mut fields = Vec::new();
    flatten("", &serde_json::to_value(item).unwrap(), &mut fields);
    fields.into_iter().map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(parameters: &[(&str, &str)]) -> View {
        let parameters: Vec<_> = parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        View::read(&parameters, crate::view::OF_PLACES).unwrap()
    }

    #[test]
    fn parts_put_together_are_the_whole_list() {
        let mut found = Vec::new();
        let mut offset = 0;
        loop {
            let view = view(&[("limit", "3"), ("offset", &offset.to_string()), ("level", "gp")]);
            let part = part("/list", &view, (0..8).collect());
            assert_eq!((part.total, part.returned), (8, part.items.len()));
            offset += part.returned;
            found.extend(part.items);
            match part.next {
                Some(next) => assert_eq!(next, format!("/list?level=gp&limit=3&offset={offset}")),
                None => break,
            }
        }
        assert_eq!(found, (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn a_part_beyond_the_end_is_empty_and_says_so() {
        let part = part("/list", &view(&[("offset", "9")]), vec![1, 2]);
        assert_eq!((part.total, part.returned, part.next), (2, 0, None));
    }

    #[test]
    fn a_field_with_commas_or_quotes_stays_one_field() {
        assert_eq!(quoted("Onda"), "Onda");
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
