//! Single sign-on by OpenID Connect: the authorization code flow with PKCE, as MeriPehchaan and Parichay offer it.
//!
//! A way to a provider is bound to the browser by a cookie, of which `state` follows, and is gone once. What the provider
//! says of a person is taken from a token whose signature, issuer, audience, time and nonce are right, and turned into a
//! role and places by declared grants alone: who has none is nobody.

mod claims;
mod fault;
mod grant;
mod http;
mod known;
mod provider;

pub use fault::SignOnFault;
pub use grant::Grant;
pub use provider::{Back, Person, Provider, ProviderSettings};
