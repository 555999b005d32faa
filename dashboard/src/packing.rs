//! Pages packed once for all who ask for them.

use std::convert::Infallible;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, header};
use tower::{ServiceExt, service_fn};
use tower_http::CompressionLevel;
use tower_http::compression::Compression;

use crate::reply::Content;

/// Less than this fits into one packet anyway.
const LEAST: usize = 1 << 10;

/// Text with its packed bytes beside it; what states a hash travels as it is, and pictures are packed already. It packs as
/// well as it can, which takes milliseconds: off the threads that serve.
pub fn packed(content: Content) -> Content {
    let is_text = content.media.starts_with("text/") || content.media == "image/svg+xml";
    if !is_text || content.stated.is_some() || content.body.len() < LEAST {
        return content;
    }
    let runtime = tokio::runtime::Handle::try_current();
    let packed = runtime.ok().and_then(|runtime| runtime.block_on(gzip(&content)));
    Content { packed, ..content }
}

/// None where it does not become smaller.
async fn gzip(content: &Content) -> Option<axum::body::Bytes> {
    let (media, body) = (content.media, content.body.clone());
    let plain = service_fn(move |_: Request<Body>| {
        let mut response = Response::new(Body::from(body.clone()));
        let media = header::HeaderValue::from_static(media);
        response.headers_mut().insert(header::CONTENT_TYPE, media);
        async move { Ok::<_, Infallible>(response) }
    });
    let mut request = Request::new(Body::empty());
    let gzip = header::HeaderValue::from_static("gzip");
    request.headers_mut().insert(header::ACCEPT_ENCODING, gzip);
    let service = Compression::new(plain).quality(CompressionLevel::Best);
    let answer = service
        .oneshot(request)
        .await
        .unwrap_or_else(|never| match never {});
    if !answer.headers().contains_key(header::CONTENT_ENCODING) {
        return None;
    }
    let body = to_bytes(Body::new(answer.into_body()), content.body.len()).await;
    body.ok()
}

/// Whether a client says that it unpacks gzip, RFC 9110 §12.5.3; `q=0` says that it does not.
pub fn unpacks(headers: &HeaderMap) -> bool {
    let wishes = headers.get_all(header::ACCEPT_ENCODING).iter();
    let mut wishes = wishes
        .filter_map(|wishes| wishes.to_str().ok())
        .flat_map(|wishes| wishes.split(','));
    wishes.any(|wish| {
        let mut parts = wish.split(';').map(str::trim);
        let is_gzip = parts
            .next()
            .is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
        let quality = parts.find_map(|part| part.strip_prefix("q="));
        let quality: f32 = quality.map_or(1.0, |quality| quality.parse().unwrap_or(0.0));
        is_gzip && quality > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(wishes: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, header::HeaderValue::from_static(wishes));
        unpacks(&headers)
    }

    #[test]
    fn only_who_says_so_gets_packed_bytes() {
        assert!(says("gzip, deflate, br") && says("br;q=1, GZIP;q=0.2"));
        for wishes in ["", "identity", "gzip;q=0", "br", "gzip;q=x", "xgzip"] {
            assert!(!says(wishes), "{wishes}");
        }
        assert!(!unpacks(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn a_page_is_packed_and_a_picture_is_not() {
        let page = Content::page("<p>মাস অনুযায়ী শ্রমদিবস</p>".repeat(200));
        let (page, picture) = tokio::task::spawn_blocking(move || {
            (packed(page), packed(Content::new("image/png", vec![0; 5000])))
        })
        .await
        .unwrap();
        let bytes = page.packed.unwrap();
        assert!(bytes.starts_with(&[0x1F, 0x8B]) && bytes.len() * 5 < page.body.len());
        assert!(picture.packed.is_none());
    }
}
