//! The door for programs: how often they may ask, and from which pages.

use std::num::NonZeroU32;

use axum::http::Method;
use dashboard::Door;

use crate::app::{ask, ask_of, behind};

fn few() -> Door {
    Door {
        per_address: NonZeroU32::new(3),
        per_reader: NonZeroU32::new(100),
        ..Door::default()
    }
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_how_long_to_wait() {
    let router = behind(few());
    let statuses: Vec<u16> = {
        let mut statuses = Vec::new();
        for _ in 0..4 {
            let reply = ask_of(router.clone(), Method::GET, "/api/v1/programmes", &[]).await;
            statuses.push(reply.status.as_u16());
        }
        statuses
    };
    assert_eq!(statuses, [200, 200, 200, 429]);
    let refused = ask_of(router.clone(), Method::GET, "/api/v1/programmes", &[]).await;
    assert_eq!(refused.header("retry-after"), "20");
    assert!(refused.is_a_problem());
    // Keys that are guessed count as nobody's, and pages are not limited.
    let guess = [("authorization", "Bearer 0f0f")];
    assert_eq!(
        ask_of(router.clone(), Method::GET, "/api/v1/programmes", &guess)
            .await
            .status
            .as_u16(),
        429
    );
    assert_eq!(
        ask_of(router, Method::GET, "/help", &[]).await.status.as_u16(),
        200
    );
}

#[tokio::test]
async fn pages_of_other_origins_read_data_only_where_that_is_configured() {
    let asked = [
        ("origin", "https://data.example.in"),
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "authorization"),
    ];
    let closed = ask(Method::OPTIONS, "/api/v1/places", &asked).await;
    assert_eq!(closed.status.as_u16(), 405);
    assert_eq!(closed.header("access-control-allow-origin"), "");

    let router = behind(Door {
        origins: vec!["https://data.example.in".parse().unwrap()],
        ..Door::default()
    });
    let before = ask_of(router.clone(), Method::OPTIONS, "/api/v1/places", &asked).await;
    assert_eq!(before.status.as_u16(), 200);
    assert_eq!(
        before.header("access-control-allow-origin"),
        "https://data.example.in"
    );
    assert_eq!(before.header("access-control-allow-credentials"), "");
    let answer = ask_of(router.clone(), Method::GET, "/api/v1/programmes", &asked[..1]).await;
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://data.example.in"
    );
    assert!(
        answer
            .header("access-control-expose-headers")
            .contains("repr-digest")
    );

    let other = [("origin", "https://elsewhere.example")];
    let answer = ask_of(router.clone(), Method::GET, "/api/v1/programmes", &other).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let page = ask_of(router, Method::GET, "/help", &asked[..1]).await;
    assert_eq!(page.header("access-control-allow-origin"), "");
}
