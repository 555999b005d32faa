//! Cookies: read from a request, written into an answer.

use axum::http::{HeaderMap, HeaderValue, header};
use store::state::Token;

/// Who is signed in.
pub const SESSION: &str = "jela_session";
/// What makes a form on the way in this browser's own.
pub const FORM: &str = "jela_form";

/// The token in a cookie, if there is a well-formed one.
pub fn token(headers: &HeaderMap, name: &str) -> Option<Token> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .and_then(|(_, value)| Token::shown(value))
}

/// A cookie that lasts some seconds; none at all with zero.
pub fn set(name: &str, secret: &str, seconds: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).expect("names and tokens are printable ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<Token> {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(line).unwrap());
        token(&headers, SESSION)
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
    fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let cookie = set(SESSION, "secret", 60, true);
        let cookie = cookie.to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=60", "Secure"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!set(SESSION, "", 0, false).to_str().unwrap().contains("Secure"));
    }
}
