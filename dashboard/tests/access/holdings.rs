//! What is held of whom, for administrators; and how much about one person who asks.

use axum::http::StatusCode;

use crate::app::{get, make, post, session, with_account};
use crate::audit::deeds;

/// What nobody may see again once it was typed.
const NUMBER: &str = "number-77-of-somebody";

fn administrator(name: &'static str) -> String {
    with_account(move |state| make(state, name, "admin", &[], &[]));
    session(name, 0)
}

#[tokio::test]
async fn administrators_read_by_dataset_what_is_held_and_why() {
    let admin = administrator("holds");
    for (language, words) in [
        ("en", "Finding malnourished children early"),
        ("bn", "কাদের সম্পর্কে"),
        ("hi", "किनके बारे में"),
    ] {
        let page = get(&format!("/holdings?language={language}"), &admin).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains(words), "{language}");
    }
    let json: serde_json::Value = serde_json::from_str(&get("/holdings.json", &admin).await.text()).unwrap();
    let datasets = json["datasets"].as_array().unwrap();
    let measurements = datasets
        .iter()
        .find(|rows| rows["dataset"] == "measurements")
        .unwrap();
    assert_eq!(measurements["of_cases"], true);
    assert!(measurements["basis"]["hi"].is_string(), "{measurements}");
    let heads = measurements["dropped"].as_array().unwrap();
    assert!(heads.contains(&"Mobile".into()), "{heads:?}");
    assert!(json["state"]["accounts"].as_u64().unwrap() > 0);
    assert!(deeds("holds").iter().any(|deed| deed == "export /holdings.json"));
}

#[tokio::test]
async fn that_somebody_was_looked_up_is_on_record_and_not_who() {
    let admin = administrator("looks-up");
    let csrf = get("/holdings", &admin).await.field("#person input[name=csrf]");
    let look_up = async |programme: &str, place: &str, number: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("programme", programme),
            ("place", place),
            ("number", number),
        ];
        post("/holdings", &admin, &fields).await
    };
    let told = look_up("grievance", "", NUMBER).await;
    assert_eq!(told.status, StatusCode::OK);
    assert!(told.text().contains("Nothing is held about a person"));
    assert!(!told.text().contains(NUMBER));
    let looked = "line-list looked up what is held about one person in grievance: 0 rows in 0 datasets";
    assert_eq!(deeds("looks-up"), [looked]);
    for (programme, place, number) in [
        ("nothing", "", NUMBER),
        ("grievance", "../../keys", NUMBER),
        ("grievance", "centre-99999999999", NUMBER),
        ("grievance", "", ""),
    ] {
        let refused = look_up(programme, place, number).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{programme} {place}");
        assert!(!refused.text().contains(NUMBER));
    }
    assert_eq!(deeds("looks-up").len(), 1, "nothing was looked up");
}
