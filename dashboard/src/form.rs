//! The fields of a form that was sent.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use url::form_urlencoded;

use crate::error::AppError;
use crate::visitor::Visitor;

/// The fields of a form; of one that stands twice the first counts.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a body.
    pub fn read(body: Result<Bytes, BytesRejection>) -> Result<Self, AppError> {
        let body = body.map_err(|rejected| AppError::Form(rejected.status()))?;
        Ok(Self(form_urlencoded::parse(&body).into_owned().collect()))
    }

    /// A field; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// Every value of a field that may stand several times, as boxes that were ticked do.
    pub fn all(&self, name: &str) -> Vec<String> {
        let of_it = self.0.iter().filter(|(known, _)| known == name);
        of_it.map(|(_, value)| value.clone()).collect()
    }

    /// Refuses a form that did not come from a page of this session.
    pub fn of_session(&self, visitor: &Visitor) -> Result<(), AppError> {
        let session = visitor.session.as_ref().ok_or(AppError::SignInNeeded)?;
        session
            .is_form_token(self.get("csrf"))
            .then_some(())
            .ok_or(AppError::StaleForm)
    }
}
