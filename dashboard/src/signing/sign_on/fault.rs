//! Why nobody came in by a provider.

/// Why nobody came in by a provider.
#[derive(Debug, thiserror::Error)]
pub enum SignOnFault {
    /// The browser did not begin this way, was here before, or took too long.
    #[error(
        "this way in was not begun in this browser, was used before, or took too long; begin again at the sign-in page"
    )]
    NotBegun,
    /// The provider says no, or the person did.
    #[error("the provider let nobody in ({0})")]
    Denied(String),
    /// What the provider says can't be believed.
    #[error(
        "what the provider says of you can't be believed ({0}); begin again, and tell the district's office if it stays so"
    )]
    NotBelieved(String),
    /// No grant fits the person.
    #[error("the provider knows you, but nothing here is granted to you; ask the district's office")]
    NoGrant,
    /// The name that the provider tells can't be the name of an account, or is another's.
    #[error(
        "the name that the provider tells for you is no account's, or another's here; ask the district's office"
    )]
    Name,
    /// The account was ended.
    #[error("your account here has ended; ask the district's office")]
    Ended,
    /// The provider does not answer.
    #[error("the provider does not answer as it should ({0}); try again later, or sign in by password")]
    Unreachable(String),
}

impl SignOnFault {
    /// Whether it is the provider's server that is at fault, and not the request.
    pub fn is_of_provider(&self) -> bool {
        matches!(self, Self::Unreachable(_))
    }
}
