//! Cookies: read from a request, written into an answer.

use axum::http::{HeaderMap, HeaderValue, header};
use store::state::Token;

/// The name of a cookie that came by TLS: browsers take it from this server alone, and from no neighbour under the same
/// domain, for this path and by nothing but TLS.
const SAFE: &str = "__Host-";

/// Who is signed in.
pub const SESSION: &str = "jela_session";
/// What makes a form on the way in this browser's own.
pub const FORM: &str = "jela_form";
/// Who gave the right password and has yet to give a code.
pub const HALF: &str = "jela_half";
/// A browser in which somebody came in before.
pub const DEVICE: &str = "jela_device";
/// A way to another provider that this browser went.
pub const SIGN_ON: &str = "jela_sign_on";

/// The token in a cookie, if there is a well-formed one.
pub fn token(headers: &HeaderMap, name: &str, secure: bool) -> Option<Token> {
    let prefix = if secure { SAFE } else { "" };
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(known, _)| known.strip_prefix(prefix) == Some(name))
        .and_then(|(_, value)| Token::shown(value))
}

/// A cookie that lasts some seconds; none at all with zero.
pub fn set(name: &str, secret: &str, seconds: i64, secure: bool) -> HeaderValue {
    let (prefix, secure) = if secure { (SAFE, "; Secure") } else { ("", "") };
    let cookie =
        format!("{prefix}{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).expect("names and tokens are printable ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<Token> {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(line).unwrap());
        token(&headers, SESSION, false)
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let secret = "ab".repeat(32);
        let found = of(&format!("theme=dark; jela_session={secret}; x=y")).unwrap();
        assert_eq!(found.secret(), secret);
    }

    #[test]
    fn what_has_not_the_form_of_a_token_is_no_session() {
        for line in [
            "",
            "jela_session",
            "jela_session=",
            "jela_session=admin",
            "xjela_session=abababababababababababababababababababababababababababababababab",
        ] {
            assert!(of(line).is_none(), "{line}");
        }
    }

    #[test]
    fn behind_tls_only_a_cookie_that_came_by_tls_counts() {
        let secret = "ab".repeat(32);
        let mut headers = HeaderMap::new();
        let line = format!("jela_session={secret}");
        headers.insert(header::COOKIE, HeaderValue::from_str(&line).unwrap());
        assert!(token(&headers, SESSION, true).is_none());
        let line = set(SESSION, &secret, 60, true);
        assert!(line.to_str().unwrap().starts_with("__Host-jela_session="));
        headers.insert(header::COOKIE, line);
        assert!(token(&headers, SESSION, true).is_some());
    }

    #[test]
    fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let cookie = set(SESSION, "secret", 60, true);
        let cookie = cookie.to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=60", "Secure"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!set(SESSION, "", 0, false).to_str().unwrap().contains("Secure"));
    }
}
