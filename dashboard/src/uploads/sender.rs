//! Who sends files, and may look at what was sent.

use analytics::sends_returns;
use figures::Role;
use store::state::{Job, Token};

use crate::error::AppError;
use crate::visitor::Visitor;

/// Somebody who may send returns, and who came in by the sign-in page.
pub struct Sender<'v> {
    /// The account's name.
    pub name: &'v str,
    /// The session, on which forms are bound.
    pub session: &'v Token,
    is_admin: bool,
}

impl<'v> Sender<'v> {
    /// The sender behind a request.
    pub fn of(visitor: &'v Visitor) -> Result<Self, AppError> {
        let (Some(name), Some(session)) = (&visitor.reader.name, &visitor.session) else {
            return Err(AppError::SignInNeeded);
        };
        if !sends_returns(&visitor.reader) {
            return Err(AppError::Refused(
                "this account sends no returns; whoever keeps the accounts can give it a role that does"
                    .to_owned(),
            ));
        }
        Ok(Self {
            name,
            session,
            is_admin: visitor.reader.class.role == Role::Admin,
        })
    }

    /// Whose uploads are listed: all for those who keep the accounts.
    pub fn lists(&self) -> Option<&'v str> {
        (!self.is_admin).then_some(self.name)
    }

    /// Whether a job may be looked at: by who sent it, for whose places it was read, and by those who keep the accounts.
    pub fn may_see(&self, job: &Job) -> bool {
        self.is_admin || job.account.as_deref() == Some(self.name)
    }

    /// Refuses a form that comes from elsewhere.
    pub fn check_form(&self, csrf: &str) -> Result<(), AppError> {
        match self.session.is_form_token(csrf) {
            true => Ok(()),
            false => Err(AppError::StaleForm),
        }
    }
}
