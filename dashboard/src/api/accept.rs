//! The form of an answer, by the parameter `format` or else by what the client says it takes.

use axum::http::{HeaderMap, header};

use crate::error::AppError;
use crate::twin::Twin;
use crate::view::View;

/// The form asked for; the first of `forms` when nothing is said.
pub fn form(view: &View, headers: &HeaderMap, forms: &[Twin]) -> Result<Twin, AppError> {
    let first = forms.first().copied().unwrap_or(Twin::Json);
    if view.format.is_some() {
        return view.format(forms, first);
    }
    let wishes: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|wish| !wish.is_empty())
        .collect();
    if wishes.is_empty() {
        return Ok(first);
    }
    let mut best: Option<(f32, Twin)> = None;
    for form in forms {
        let quality = quality(*form, &wishes);
        // Of several that are taken alike, the first of the forms.
        if quality > best.map_or(0.0, |(known, _)| known) {
            best = Some((quality, *form));
        }
    }
    best.map(|(_, form)| form).ok_or_else(|| {
        let media: Vec<&str> = forms.iter().map(|form| bare(form.media())).collect();
        AppError::NotAcceptable(media.join(", "))
    })
}

/// How gladly a form is taken: the wish that names it most closely says it, RFC 9110 §12.5.1.
fn quality(form: Twin, wishes: &[&str]) -> f32 {
    let media = bare(form.media());
    let kind = media.split('/').next().unwrap_or_default();
    let closeness = |range: &str| match range.split_once('/') {
        _ if range.eq_ignore_ascii_case(media) => 3,
        Some((named, "*")) if named.eq_ignore_ascii_case(kind) => 2,
        Some(("*", "*")) => 1,
        _ => 0,
    };
    let meant = wishes.iter().filter_map(|wish| {
        let range = bare(wish);
        let quality = wish.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then_some(value.trim())
        });
        let quality: f32 = quality.map_or(Some(1.0), |quality| quality.parse().ok())?;
        (closeness(range) > 0).then_some((closeness(range), quality))
    });
    meant
        .max_by_key(|(closeness, _)| *closeness)
        .map_or(0.0, |(_, quality)| quality)
}

fn bare(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const FORMS: [Twin; 3] = [Twin::Json, Twin::Csv, Twin::Parquet];

    fn taken(accept: &str) -> Option<Twin> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
        form(&View::default(), &headers, &FORMS).ok()
    }

    #[test]
    fn the_form_a_client_likes_best_is_chosen() {
        assert_eq!(taken("text/csv"), Some(Twin::Csv));
        assert_eq!(taken("text/csv;q=0.5, application/json;q=0.4"), Some(Twin::Csv));
        assert_eq!(taken("application/json;q=0, */*"), Some(Twin::Csv));
        assert_eq!(
            taken("text/html,application/xml;q=0.9,*/*;q=0.8"),
            Some(Twin::Json)
        );
        assert_eq!(taken(""), Some(Twin::Json));
    }

    #[test]
    fn what_no_form_meets_is_refused_and_nonsense_chooses_nothing() {
        for accept in [
            "text/html",
            "image/*",
            "text/csv;q=0",
            ";;;",
            "application/json;q=much",
            "*",
        ] {
            assert_eq!(taken(accept), None, "{accept}");
        }
    }

    #[test]
    fn a_named_format_is_stronger_than_any_wish() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
        let of = |form: &str| {
            let format = [("format".to_owned(), form.to_owned())];
            View::read(&format, &["format"]).unwrap()
        };
        assert_eq!(form(&of("csv"), &headers, &FORMS).ok(), Some(Twin::Csv));
        assert!(form(&of("docx"), &headers, &FORMS).is_err());
    }
}
