//! Sessions: from signing in until signing out, falling idle or the end of the working day.

use jiff::{SignedDuration, Timestamp};

use super::account::{end_sessions, moment};
use super::{Account, State, Token, Visit, password, seconds};
use crate::Result;

/// A session that is not used ends after this.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// No session lasts longer, however much it is used.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// That a session is used is written down once in this many seconds, not at each request.
pub(super) const NOTED_EVERY: i64 = 60;

/// What comes of a try to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// The password is the account's.
    Right,
    /// No such account, or not its password: which of them is not said.
    Wrong,
    /// Too many wrong tries; the password was not looked at.
    Wait {
        /// Until the next try is looked at.
        seconds: u64,
    },
}

/// A session that is open, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// What it is ended by; it opens nothing.
    pub id: String,
    /// Since when.
    pub created: Timestamp,
    /// When it was used last, to the minute.
    pub last_seen: Timestamp,
    /// The network address from which it was opened.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// What a browser calls itself is kept no longer than this.
const LONGEST_AGENT: usize = 160;

impl State {
    /// Whether somebody knows the password of an account that counts. Nothing is open yet.
    pub fn sign_in(&self, name: &str, password: &str, visit: &Visit<'_>, now: Timestamp) -> Result<SignIn> {
        if let Some(seconds) = self.count_try(name, visit, now)? {
            return Ok(SignIn::Wait { seconds });
        }
        let kept = self.password_hash(name)?;
        if !password::is_right(password, kept.as_deref())? {
            return Ok(SignIn::Wrong);
        }
        self.forget_tries(name, visit, now)?;
        Ok(SignIn::Right)
    }

    /// A fresh session of an account that is known to be there.
    pub fn open_session(&self, name: &str, now: Timestamp) -> Result<Token> {
        self.open_one(name, &Visit::default(), false, now)
    }

    /// A fresh session of an account, from somewhere.
    pub fn open_session_from(&self, name: &str, visit: &Visit<'_>, now: Timestamp) -> Result<Token> {
        self.open_one(name, visit, false, now)
    }

    /// A session that is only good for setting up the second factor that its account must have.
    pub fn open_enrolment(&self, name: &str, visit: &Visit<'_>, now: Timestamp) -> Result<Token> {
        self.open_one(name, visit, true, now)
    }

    fn open_one(&self, name: &str, visit: &Visit<'_>, must_enrol: bool, now: Timestamp) -> Result<Token> {
        let token = Token::fresh()?;
        let at = seconds(now);
        let agent: String = visit.agent.chars().take(LONGEST_AGENT).collect();
        self.wait(async {
            // Sessions that ended long ago are of no use to anybody.
            sqlx::query("DELETE FROM session WHERE expires < $1")
                .bind(at - LONGEST.as_secs())
                .execute(&self.pool)
                .await?;
            sqlx::query(
                "INSERT INTO session
                   (token_hash, account, created, last_seen, idle_expires, expires, address, agent, must_enrol)
                 VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8)",
            )
            .bind(token.hash())
            .bind(name)
            .bind(at)
            .bind(at + IDLE.as_secs())
            .bind(at + LONGEST.as_secs())
            .bind(visit.address)
            .bind(agent)
            .bind(i64::from(must_enrol))
            .execute(&self.pool)
            .await?;
            Ok(())
        })?;
        Ok(token)
    }

    /// Whose session it is, while it lasts.
    pub fn session(&self, token: &Token, now: Timestamp) -> Result<Option<Account>> {
        self.session_of(token, false, now)
    }

    /// Whose session for setting up a second factor it is, while it lasts.
    pub fn enrolment(&self, token: &Token, now: Timestamp) -> Result<Option<Account>> {
        self.session_of(token, true, now)
    }

    /// The open sessions of an account, the one used last first.
    pub fn sessions(&self, name: &str, now: Timestamp) -> Result<Vec<OpenSession>> {
        self.wait(async {
            let rows: Vec<(String, i64, i64, String, String)> = sqlx::query_as(
                "SELECT token_hash, created, last_seen, address, agent FROM session
                 WHERE account = $1 AND revoked IS NULL AND must_enrol = 0 AND idle_expires > $2 AND expires > $2
                 ORDER BY last_seen DESC, created DESC, token_hash",
            )
            .bind(name)
            .bind(seconds(now))
            .fetch_all(&self.pool)
            .await?;
            let open = rows.into_iter().map(|(hash, created, last_seen, address, agent)| {
                Ok(OpenSession {
                    id: id_of(&hash),
                    created: moment(created)?,
                    last_seen: moment(last_seen)?,
                    address,
                    agent,
                })
            });
            open.collect()
        })
    }

    /// Ends sessions of an account: the one of that id, or all but it. How many ended.
    pub fn end_sessions(&self, name: &str, id: &str, all_others: bool, now: Timestamp) -> Result<usize> {
        self.wait(async {
            let hashes: Vec<String> =
                sqlx::query_scalar("SELECT token_hash FROM session WHERE account = $1 AND revoked IS NULL")
                    .bind(name)
                    .fetch_all(&self.pool)
                    .await?;
            let meant: Vec<String> = hashes
                .into_iter()
                .filter(|hash| (id_of(hash) == id) != all_others)
                .collect();
            for hash in &meant {
                sqlx::query("UPDATE session SET revoked = $2 WHERE token_hash = $1 AND revoked IS NULL")
                    .bind(hash)
                    .bind(seconds(now))
                    .execute(&self.pool)
                    .await?;
            }
            Ok(meant.len())
        })
    }

    /// Ends every session of an account.
    pub fn end_all_sessions(&self, name: &str, now: Timestamp) -> Result<()> {
        self.wait(async {
            let mut work = self.pool.begin().await?;
            end_sessions(&mut work, name, now).await?;
            work.commit().await
        })
    }

    fn session_of(&self, token: &Token, must_enrol: bool, now: Timestamp) -> Result<Option<Account>> {
        let (hash, now) = (token.hash(), seconds(now));
        self.wait(async {
            let known: Option<(String, i64)> = sqlx::query_as(
                "SELECT session.account, session.last_seen FROM session
                 JOIN account ON account.name = session.account
                 WHERE session.token_hash = $1 AND session.revoked IS NULL AND account.disabled IS NULL
                   AND session.idle_expires > $2 AND session.expires > $2 AND session.must_enrol = $3",
            )
            .bind(&hash)
            .bind(now)
            .bind(i64::from(must_enrol))
            .fetch_optional(&self.pool)
            .await?;
            let Some((name, last_seen)) = known else {
                return Ok(None);
            };
            if now - last_seen >= NOTED_EVERY {
                sqlx::query("UPDATE session SET last_seen = $2, idle_expires = $3 WHERE token_hash = $1")
                    .bind(&hash)
                    .bind(now)
                    .bind(now + IDLE.as_secs())
                    .execute(&self.pool)
                    .await?;
            }
            self.find_account(&name).await
        })
    }

    /// Ends a session; one that is not there has ended already.
    pub fn end_session(&self, token: &Token, now: Timestamp) -> Result<()> {
        self.wait(async {
            sqlx::query("UPDATE session SET revoked = $2 WHERE token_hash = $1 AND revoked IS NULL")
                .bind(token.hash())
                .bind(seconds(now))
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }
}

/// A name for a session or a key that can stand on a page: neither its token nor what is kept of it follows from it.
pub(super) fn id_of(token_hash: &str) -> String {
    let hash = blake3::derive_key("jela 2026 name of a session", token_hash.as_bytes());
    blake3::Hash::from_bytes(hash).to_hex()[..16].to_owned()
}

impl Token {
    /// The name of the session that it opens, as `State::sessions` tells it.
    pub fn session_id(&self) -> String {
        id_of(&self.hash())
    }
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{PASSWORD, now, with_bdo};
    use super::*;

    const HERE: Visit<'_> = Visit {
        address: "203.0.113.7",
        device: None,
        agent: "Firefox",
    };

    fn entered(state: &State, now: Timestamp) -> Token {
        assert_eq!(
            state.sign_in("bdo-khatra", PASSWORD, &HERE, now).unwrap(),
            SignIn::Right
        );
        state.open_session_from("bdo-khatra", &HERE, now).unwrap()
    }

    fn is_in(state: &State, token: &Token, hours: i64) -> bool {
        let at = now() + SignedDuration::from_hours(hours);
        state.session(token, at).unwrap().is_some()
    }

    #[test]
    fn who_knows_the_password_has_a_session_until_it_is_ended() {
        let (_data, state) = with_bdo();
        let token = entered(&state, now());
        assert_eq!(state.session(&token, now()).unwrap().unwrap().name, "bdo-khatra");
        state.end_session(&token, now()).unwrap();
        assert_eq!(state.session(&token, now()).unwrap(), None);
    }

    #[test]
    fn a_session_ends_when_it_falls_idle_and_at_the_latest_after_twelve_hours() {
        let (_data, state) = with_bdo();
        let token = entered(&state, now());
        assert!(!is_in(&state, &token, 3));
        let token = entered(&state, now());
        for hour in 1..12 {
            assert!(is_in(&state, &token, hour), "{hour}");
        }
        assert!(!is_in(&state, &token, 12));
    }

    #[test]
    fn unknown_names_wrong_passwords_and_disabled_accounts_are_refused_alike() {
        let (_data, state) = with_bdo();
        let tried = |name, password| state.sign_in(name, password, &HERE, now()).unwrap();
        assert_eq!(tried("bdo-onda", PASSWORD), SignIn::Wrong);
        assert_eq!(tried("bdo-khatra", "teal-river-79"), SignIn::Wrong);
        let token = entered(&state, now());
        state.disable_account("bdo-khatra", now()).unwrap();
        assert_eq!(tried("bdo-khatra", PASSWORD), SignIn::Wrong);
        assert_eq!(state.session(&token, now()).unwrap(), None);
    }

    #[test]
    fn after_too_many_wrong_tries_the_right_password_waits_too() {
        let (_data, state) = with_bdo();
        for _ in 0..5 {
            state.sign_in("bdo-khatra", "wrong", &HERE, now()).unwrap();
        }
        assert_eq!(
            state.sign_in("bdo-khatra", PASSWORD, &HERE, now()).unwrap(),
            SignIn::Wait { seconds: 10 }
        );
        let later = now() + SignedDuration::from_secs(10);
        entered(&state, later);
    }

    #[test]
    fn with_another_password_the_old_one_and_its_sessions_are_over() {
        let (_data, state) = with_bdo();
        let token = entered(&state, now());
        assert!(state.set_password("bdo-khatra", "bankura", now()).is_err());
        state
            .set_password("bdo-khatra", "ochre-kite-41-palash", now())
            .unwrap();
        assert_eq!(state.session(&token, now()).unwrap(), None);
        let tried = |password| state.sign_in("bdo-khatra", password, &HERE, now()).unwrap();
        assert_eq!(tried(PASSWORD), SignIn::Wrong);
        assert_eq!(tried("ochre-kite-41-palash"), SignIn::Right);
        assert!(
            state
                .set_password("nobody", "ochre-kite-41-palash", now())
                .is_err()
        );
    }

    #[test]
    fn a_reader_sees_where_they_are_in_and_ends_one_session_or_all_others() {
        let (_data, state) = with_bdo();
        let (one, two, three) = (
            entered(&state, now()),
            entered(&state, now()),
            entered(&state, now()),
        );
        let open = state.sessions("bdo-khatra", now()).unwrap();
        assert_eq!(open.len(), 3);
        assert!(
            open.iter()
                .all(|session| session.address == "203.0.113.7" && session.agent == "Firefox")
        );
        assert_eq!(
            state
                .end_sessions("bdo-khatra", &one.session_id(), false, now())
                .unwrap(),
            1
        );
        assert!(!is_in(&state, &one, 0) && is_in(&state, &two, 0) && is_in(&state, &three, 0));
        assert_eq!(
            state
                .end_sessions("bdo-khatra", &two.session_id(), true, now())
                .unwrap(),
            1
        );
        assert!(is_in(&state, &two, 0) && !is_in(&state, &three, 0));
        // Nobody ends the session of another account.
        assert_eq!(
            state
                .end_sessions("bdo-onda", &two.session_id(), false, now())
                .unwrap(),
            0
        );
        assert!(is_in(&state, &two, 0));
    }

    #[test]
    fn a_session_for_setting_up_a_second_factor_opens_nothing_else() {
        let (_data, state) = with_bdo();
        let token = state.open_enrolment("bdo-khatra", &HERE, now()).unwrap();
        assert_eq!(state.session(&token, now()).unwrap(), None);
        assert_eq!(
            state.enrolment(&token, now()).unwrap().unwrap().name,
            "bdo-khatra"
        );
        let full = entered(&state, now());
        assert_eq!(state.enrolment(&full, now()).unwrap(), None);
    }

    #[test]
    fn another_role_or_office_ends_what_was_open() {
        let (_data, state) = with_bdo();
        let token = entered(&state, now());
        let changed = super::super::NewAccount {
            name: "bdo-khatra",
            role: "line-list",
            places: &["block-2774".to_owned()],
            programmes: &[],
        };
        state.change_account(&changed, now()).unwrap();
        assert!(!is_in(&state, &token, 0));
        let account = state.account("bdo-khatra").unwrap().unwrap();
        assert_eq!(
            (account.role.as_str(), account.places),
            ("line-list", vec!["block-2774".to_owned()])
        );
        assert!(account.programmes.is_empty());
        let unknown = super::super::NewAccount {
            name: "nobody",
            ..changed
        };
        assert!(state.change_account(&unknown, now()).is_err());
    }

    #[test]
    fn a_token_nobody_was_given_is_no_session() {
        let (_data, state) = with_bdo();
        assert_eq!(state.session(&Token::fresh().unwrap(), now()).unwrap(), None);
    }
}
