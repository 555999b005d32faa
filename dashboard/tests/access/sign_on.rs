//! Coming in by a real OpenID provider: the certified `oidc-provider` of npm, which runs beside the tests.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use dashboard::{Grant, Guard, IssuerUrl, Provider, ProviderSettings, RedirectUrl};
use figures::Role;
use jiff::{SignedDuration, Timestamp};
use reqwest::redirect::Policy;
use store::State;
use store::state::Account;

use crate::app::{INSIDE, Reply, blocking, make, send_to, with_guard};

const HOME: &str = "http://127.0.0.1:9";

/// A provider, a dashboard that knows it, and a clock that can be set.
struct Scene {
    child: Child,
    issuer: String,
    router: Router,
    state: Arc<State>,
    ahead: Arc<AtomicI64>,
    client: reqwest::Client,
}

impl Drop for Scene {
    fn drop(&mut self) {
        // It ends by itself when its input does, also where a test was killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a real provider dates its tokens by the real clock"
)]
fn real_now() -> Timestamp {
    Timestamp::now()
}

fn scene() -> Scene {
    let folder =
        std::env::var_os("JELA_OIDC_PROVIDER").expect("`make test` says where the OpenID provider is");
    let folder = std::path::PathBuf::from(folder);
    let own = folder.join("node_modules/.bin/node");
    let node = if own.exists() { own } else { "node".into() };
    let mut child = Command::new(node)
        .arg("provider.mjs")
        .arg(format!("{HOME}/sign-in/parichay/callback"))
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut issuer = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut issuer)
        .unwrap();
    let issuer = issuer.trim().to_owned();
    let ahead = Arc::new(AtomicI64::new(0));
    let seconds = Arc::clone(&ahead);
    let clock = Arc::new(move || real_now() + SignedDuration::from_secs(seconds.load(Ordering::SeqCst)));
    let guard = Guard {
        providers: vec![Arc::new(Provider::new(settings(&issuer)).unwrap())],
        ..Guard::default()
    };
    let (router, state) = with_guard(guard, clock);
    Scene {
        child,
        router,
        state,
        issuer,
        ahead,
        client: reqwest::Client::builder()
            .redirect(Policy::none())
            .build()
            .unwrap(),
    }
}

fn settings(issuer: &str) -> ProviderSettings {
    let bdo = Grant {
        claim: "designation".into(),
        value: "BDO".into(),
        role: Role::Officer,
        places: Vec::new(),
        place_claim: Some("lgd_block".into()),
        place_prefix: "block-".into(),
        programmes: Vec::new(),
    };
    let magistrate = Grant {
        value: "DM".into(),
        places: vec!["district-305".into()],
        place_claim: None,
        ..bdo.clone()
    };
    ProviderSettings {
        id: "parichay".into(),
        title: "Parichay".into(),
        issuer: IssuerUrl::new(issuer.to_owned()).unwrap(),
        client_id: "jela".into(),
        client_secret: Some("a secret of the test, long enough for anything".into()),
        redirect: RedirectUrl::new(format!("{HOME}/sign-in/parichay/callback")).unwrap(),
        scopes: vec!["profile".into()],
        name_claim: "preferred_username".into(),
        grants: vec![bdo, magistrate],
    }
}

/// A way that was begun: the browser's cookie, and where the provider waits.
struct Begun {
    cookie: String,
    address: String,
}

impl Scene {
    async fn get(&self, address: &str, cookie: &str) -> Reply {
        let request = Request::builder()
            .method(Method::GET)
            .uri(address)
            .header("cookie", cookie);
        send_to(self.router.clone(), request.body(Body::empty()).unwrap()).await
    }

    async fn begin(&self) -> Begun {
        let off = self.get("/sign-in/parichay?next=/help", "").await;
        assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.text());
        Begun {
            cookie: format!("jela_sign_on={}", off.cookie("jela_sign_on").unwrap()),
            address: off.header("location").to_owned(),
        }
    }

    /// Goes through the provider's pages as a person's browser does; the address it leads back to.
    async fn through(&self, address: &str, person: &str) -> String {
        let mut cookies = HashMap::from([("person".to_owned(), person.to_owned())]);
        let mut address = address.to_owned();
        for _ in 0..10 {
            if let Some(back) = address.strip_prefix(HOME) {
                return back.to_owned();
            }
            let line: Vec<String> = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let request = self.client.get(&address).header("cookie", line.join("; "));
            let reply = request.send().await.unwrap();
            for cookie in reply.headers().get_all("set-cookie") {
                let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
                cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
            }
            let status = reply.status();
            let next = reply
                .headers()
                .get("location")
                .map(|next| next.to_str().unwrap().to_owned());
            let Some(next) = next else {
                panic!("{address}: {status} {}", reply.text().await.unwrap());
            };
            address = if next.starts_with('/') {
                format!("{}{next}", self.issuer)
            } else {
                next
            };
        }
        panic!("the provider leads nowhere")
    }

    /// The whole way in.
    async fn come_in(&self, person: &str) -> Reply {
        let begun = self.begin().await;
        let back = self.through(&begun.address, person).await;
        self.get(&back, &begun.cookie).await
    }

    async fn order(&self, address: &str) {
        let done = self
            .client
            .post(format!("{}{address}", self.issuer))
            .send()
            .await
            .unwrap();
        assert!(done.status().is_success());
    }

    fn account(&self, name: &'static str) -> Option<Account> {
        let state = Arc::clone(&self.state);
        blocking(move || state.account(name).unwrap())
    }

    fn sets_clock(&self, seconds: i64) {
        self.ahead.store(seconds, Ordering::SeqCst);
    }
}

/// A clear page with a 4xx, and nobody signed in.
fn refused(reply: &Reply) {
    assert_eq!(reply.status, StatusCode::FORBIDDEN, "{}", reply.text());
    assert!(reply.cookie("jela_session").is_none());
    assert!(reply.text().contains("Nobody was signed in"), "{}", reply.text());
}

#[tokio::test]
async fn an_officer_comes_in_by_the_provider_with_the_office_that_it_tells() {
    let scene = scene();
    let form = scene.get("/sign-in?next=/help", "").await;
    assert_eq!(
        form.attribute(".ways-in a", "href"),
        "/sign-in/parichay?next=%2Fhelp"
    );
    let came = scene.come_in("anita.das").await;
    assert_eq!(
        (came.status, came.header("location")),
        (StatusCode::SEE_OTHER, "/help"),
        "{}",
        came.text()
    );
    let cookie = format!("jela_session={}", came.cookie("jela_session").unwrap());
    assert_eq!(
        scene.get(&format!("/children/{INSIDE}"), &cookie).await.status,
        StatusCode::OK
    );
    assert_eq!(
        scene.get("/children/block-2774", &cookie).await.status,
        StatusCode::FORBIDDEN
    );
    let account = scene.account("anita.das").unwrap();
    assert_eq!(
        (account.role.as_str(), account.places),
        ("officer", vec![INSIDE.to_owned()])
    );
    // A list of designations counts by each, and places may be the grant's own.
    assert_eq!(scene.come_in("magistrate").await.status, StatusCode::SEE_OTHER);
    let account = scene.account("dm.bankura").unwrap();
    assert_eq!(account.places, ["district-305"]);
    // Whoever comes again is the same account.
    assert_eq!(scene.come_in("anita.das").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_is_granted_nothing_or_whose_name_is_another_s_stays_out() {
    let scene = scene();
    let state = Arc::clone(&scene.state);
    blocking(move || make(&state, "admin", "admin", &[], &[]));
    for person in ["nobody", "elsewhere", "impostor", "unnameable", "refuses"] {
        refused(&scene.come_in(person).await);
    }
    assert!(scene.account("no.body").is_none() && scene.account("else.where").is_none());
    assert_eq!(scene.account("admin").unwrap().role, "admin");
}

#[tokio::test]
async fn another_key_of_the_provider_is_asked_for_and_an_unknown_one_is_not_believed() {
    let scene = scene();
    assert_eq!(scene.come_in("anita.das").await.status, StatusCode::SEE_OTHER);
    for _ in 0..2 {
        scene.order("/test/rotate").await;
        let came = scene.come_in("anita.das").await;
        assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.text());
    }
}

#[tokio::test]
async fn a_token_with_anything_wrong_lets_nobody_in() {
    let scene = scene();
    for spoilt in [
        "nonce=another",
        "nonce=",
        "aud=another-client",
        "iss=https://evil.example",
        "exp=1",
        "alg=none",
    ] {
        scene.order(&format!("/test/spoil?{spoilt}")).await;
        let came = scene.come_in("anita.das").await;
        assert_eq!(came.status, StatusCode::FORBIDDEN, "{spoilt}");
        refused(&came);
    }
    assert_eq!(scene.come_in("anita.das").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_token_that_has_expired_by_the_clock_of_this_server_is_refused() {
    let scene = scene();
    scene.sets_clock(300);
    for (lasts, status) in [(200, StatusCode::FORBIDDEN), (500, StatusCode::SEE_OTHER)] {
        let until = real_now().as_second() + lasts;
        scene.order(&format!("/test/spoil?exp={until}")).await;
        let came = scene.come_in("anita.das").await;
        assert_eq!(came.status, status, "{lasts}: {}", came.text());
        assert_eq!(
            came.cookie("jela_session").is_some(),
            status == StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn whoever_takes_too_long_on_the_way_begins_again() {
    let scene = scene();
    let begun = scene.begin().await;
    let back = scene.through(&begun.address, "anita.das").await;
    scene.sets_clock(601);
    refused(&scene.get(&back, &begun.cookie).await);
}

/// What `state` is in an address.
fn state_of(address: &str) -> String {
    let url = url::Url::parse(address).unwrap();
    url.query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned()
}

#[tokio::test]
async fn a_code_or_state_of_another_time_or_browser_lets_nobody_in() {
    let scene = scene();
    let begun = scene.begin().await;
    let back = scene.through(&begun.address, "anita.das").await;
    // In a browser that did not begin it: another's link does not sign anybody in as another.
    refused(&scene.get(&back, "").await);
    let other = scene.begin().await;
    refused(&scene.get(&back, &other.cookie).await);
    // The code of one way under the state of another: the provider wants the verifier of its own.
    let swapped = back.replace(&state_of(&begun.address), &state_of(&other.address));
    refused(&scene.get(&swapped, &other.cookie).await);
    let begun = scene.begin().await;
    let back = scene.through(&begun.address, "anita.das").await;
    assert_eq!(
        scene.get(&back, &begun.cookie).await.status,
        StatusCode::SEE_OTHER
    );
    refused(&scene.get(&back, &begun.cookie).await);
    for nonsense in [
        "",
        "?state=x&code=y",
        "?error=access_denied",
        "?code=%00&state=%ff",
        "?iss=x",
    ] {
        let address = format!("/sign-in/parichay/callback{nonsense}");
        refused(&scene.get(&address, &begun.cookie).await);
    }
}

#[tokio::test]
async fn a_nonce_that_the_browser_changed_on_the_way_is_found() {
    let scene = scene();
    let begun = scene.begin().await;
    let mut address = url::Url::parse(&begun.address).unwrap();
    let pairs: Vec<(String, String)> = address
        .query_pairs()
        .map(|(name, value)| {
            let value = if name == "nonce" {
                "mine".to_owned()
            } else {
                value.into_owned()
            };
            (name.into_owned(), value)
        })
        .collect();
    address.query_pairs_mut().clear().extend_pairs(pairs);
    let back = scene.through(address.as_str(), "anita.das").await;
    refused(&scene.get(&back, &begun.cookie).await);
}

#[tokio::test]
async fn a_provider_out_of_order_is_told_and_the_next_try_works() {
    let scene = scene();
    scene.order("/test/down?answers=1").await;
    let off = scene.get("/sign-in/parichay", "").await;
    assert_eq!(off.status, StatusCode::BAD_GATEWAY);
    assert!(off.text().contains("Nobody was signed in"));
    assert_eq!(scene.come_in("anita.das").await.status, StatusCode::SEE_OTHER);
    for unknown in ["/sign-in/x", "/sign-in/x/callback", "/sign-in/..%2f"] {
        assert_eq!(
            scene.get(unknown, "").await.status,
            StatusCode::NOT_FOUND,
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn what_came_of_it_is_on_record() {
    let scene = scene();
    scene.come_in("anita.das").await;
    scene.come_in("nobody").await;
    let of = |account: &str| {
        let sieve = store::state::Sieve {
            account: Some(account.to_owned()),
            ..Default::default()
        };
        let state = Arc::clone(&scene.state);
        let entries = blocking(move || state.audit_entries(&sieve, 1000).unwrap());
        entries.into_iter().map(|entry| entry.what).collect::<Vec<_>>()
    };
    assert!(of("anita.das").contains(&"came in by another provider".to_owned()));
    assert!(
        of("")
            .iter()
            .any(|what| what.contains("nobody came in by parichay"))
    );
}
