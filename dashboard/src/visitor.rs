//! Who sends a request. Every handler gets its reader from here and from nowhere else.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use figures::Reader;
use store::StoreError;
use store::state::{Account, Token};

use crate::app::AppState;
use crate::cookies;
use crate::error::AppError;
use crate::key_reach;

/// Who sends a request.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// What `analytics` decides by.
    pub reader: Reader,
    /// The session of a reader who came in by the sign-in page.
    pub session: Option<Token>,
}

/// What lets a reader in.
#[derive(Debug, Clone, Copy)]
enum By {
    Session,
    Key,
}

impl Visitor {
    /// Anybody.
    pub fn public() -> Self {
        Self {
            reader: Reader::public(),
            session: None,
        }
    }

    /// Who sends a request with some headers to a path. Keys open the API; browsers never send them by themselves.
    pub async fn of(app: &AppState, headers: &HeaderMap, path: &str) -> Result<Self, AppError> {
        if let Some(key) = headers
            .get(header::AUTHORIZATION)
            .filter(|_| path.starts_with("/api/"))
        {
            let key = key.to_str().ok().and_then(bearer).ok_or(AppError::BadKey)?;
            let reader = reader(app, &key, By::Key).await?.ok_or(AppError::BadKey)?;
            return Ok(Self {
                reader,
                session: None,
            });
        }
        let Some(token) = app.cookie(headers, cookies::SESSION) else {
            return Ok(Self::public());
        };
        // A session that has ended makes nobody of its owner, and no fault: public pages stay open.
        let reader = reader(app, &token, By::Session).await?;
        Ok(reader.map_or_else(Self::public, |reader| Self {
            reader,
            session: Some(token),
        }))
    }

    /// Whether nobody is behind it.
    pub fn is_public(&self) -> bool {
        !self.reader.is_signed_in()
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        Self::of(app, &parts.headers, parts.uri.path()).await
    }
}

/// `Bearer KEY`
fn bearer(value: &str) -> Option<Token> {
    let (scheme, key) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| Token::shown(key.trim()))
        .flatten()
}

async fn reader(app: &AppState, token: &Token, by: By) -> Result<Option<Reader>, AppError> {
    let now = (app.entrance.clock)();
    // One token is never a session and a key, so that one map serves both.
    let hash = token.hash();
    if let Some(reader) = app.sessions.known(&hash, now) {
        return Ok(Some(reader));
    }
    let token = token.clone();
    let reader = app
        .aside(move |app| {
            let state = &app.entrance.state;
            match by {
                By::Session => state
                    .session(&token, now)?
                    .map(|account| reader_of(&account))
                    .transpose(),
                By::Key => match state.key_holder(&token, now)? {
                    Some(holder) => key_reach::reader(&holder, &app.catalog),
                    None => Ok(None),
                },
            }
        })
        .await?;
    let Some(reader) = reader else { return Ok(None) };
    app.sessions.found(hash, reader.clone(), now);
    Ok(Some(reader))
}

fn reader_of(account: &Account) -> Result<Reader, AppError> {
    Reader::of_account(&account.name, &account.role, &account.places, &account.programmes)
        .map_err(AppError::Account)
}

impl From<StoreError> for AppError {
    fn from(fault: StoreError) -> Self {
        Self::State(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_after_the_word_bearer() {
        let key = "0f".repeat(32);
        assert!(bearer(&format!("Bearer {key}")).is_some());
        assert!(bearer(&format!("bearer  {key}")).is_some());
        for wrong in ["", "Bearer", "Basic eDp5", "Bearer admin", &key] {
            assert!(bearer(wrong).is_none(), "{wrong}");
        }
    }
}
