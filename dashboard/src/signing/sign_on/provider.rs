//! A provider: the way to it, and what is believed of what somebody comes back with.

use catalog::Catalog;
use chrono::{DateTime, Utc};
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenClaims, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, StandardErrorResponse,
    StandardTokenResponse, TokenResponse, UserInfoClaims,
};
use store::state::{NewSignOn, SignOn, Token};

use super::claims::Claims;
use super::fault::SignOnFault;
use super::grant::{Grant, Granted, granted};
use super::http::{self, send};
use super::known::{Known, unreachable};

type Tokens = StandardTokenResponse<
    IdTokenFields<
        Claims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

type Relying = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// How a provider is set up.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its id in addresses.
    pub id: String,
    /// Its name, for people.
    pub title: String,
    /// Its address, as it names itself.
    pub issuer: IssuerUrl,
    /// What it calls this server.
    pub client_id: String,
    /// The secret that it shares with this server.
    pub client_secret: Option<String>,
    /// Where it leads people back to.
    pub redirect: RedirectUrl,
    /// What is asked of it beside `openid`.
    pub scopes: Vec<String>,
    /// The claim that names the account.
    pub name_claim: String,
    /// What whoever it names is granted.
    pub grants: Vec<Grant>,
}

/// A provider of sign-ons.
pub struct Provider {
    settings: ProviderSettings,
    client: reqwest::Client,
    known: Known,
}

/// Secrets must not get into logs.
impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Provider").field(&self.settings.id).finish()
    }
}

/// What somebody comes back with.
#[derive(Debug, Clone, Copy)]
pub struct Back<'a> {
    /// The code.
    pub code: &'a str,
    /// Who says that it is the provider, where it says so (RFC 9207).
    pub issuer: &'a str,
}

/// Whom a provider lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The issuer.
    pub issuer: String,
    /// The provider's own id of the person.
    pub subject: String,
    /// The name of the account.
    pub name: String,
    /// What the person is granted.
    pub granted: Granted,
}

/// The way to a provider, with what has to be remembered of it.
pub struct Way {
    /// Where the browser goes.
    pub address: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

impl Way {
    /// What has to be remembered.
    pub fn remembered<'a>(&'a self, provider: &'a Provider, next: &'a str) -> NewSignOn<'a> {
        NewSignOn {
            provider: provider.id(),
            nonce: self.nonce.secret(),
            verifier: self.verifier.secret(),
            next,
        }
    }
}

impl Provider {
    /// A provider of which nothing is asked yet.
    pub fn new(settings: ProviderSettings) -> Result<Self, SignOnFault> {
        Ok(Self {
            settings,
            client: http::client().map_err(unreachable)?,
            known: Known::default(),
        })
    }

    /// Its id in addresses.
    pub fn id(&self) -> &str {
        &self.settings.id
    }

    /// Its name, for people.
    pub fn title(&self) -> &str {
        &self.settings.title
    }

    /// The way to it, for a browser with a secret of its own.
    pub async fn way(&self, browser: &Token, now: Timestamp) -> Result<Way, SignOnFault> {
        let metadata = self
            .known
            .metadata(&self.settings.issuer, &self.client, now)
            .await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = browser.form_token();
        let client = self.relying(metadata);
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                || CsrfToken::new(state),
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge);
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let (address, _, nonce) = request.url();
        Ok(Way {
            address: address.to_string(),
            nonce,
            verifier,
        })
    }

    /// Whom the provider lets in, by what they come back with.
    pub async fn person(
        &self,
        back: Back<'_>,
        way: SignOn,
        catalog: &Catalog,
        now: Timestamp,
    ) -> Result<Person, SignOnFault> {
        if !back.issuer.is_empty() && back.issuer != self.settings.issuer.as_str() {
            return Err(SignOnFault::NotBelieved("another provider answers".to_owned()));
        }
        let metadata = self
            .known
            .metadata(&self.settings.issuer, &self.client, now)
            .await?;
        let client = self.relying(metadata);
        let call = |request| send(self.client.clone(), request);
        let tokens = client
            .exchange_code(AuthorizationCode::new(back.code.to_owned()))
            .map_err(unreachable)?
            .set_pkce_verifier(PkceCodeVerifier::new(way.verifier))
            .request_async(&call)
            .await
            .map_err(refused)?;
        let nonce = Nonce::new(way.nonce);
        let (client, claims) = self.believed(client, &tokens, &nonce, now).await?;
        let subject = claims.subject().clone();
        let own = named(&claims);
        let all = match self.is_enough(&own) {
            true => own,
            false => own.and(self.beside(&client, tokens.access_token(), &claims).await?),
        };
        let names = all.words(&self.settings.name_claim);
        let name = names
            .first()
            .map(|name| name.to_lowercase())
            .ok_or(SignOnFault::Name)?;
        Ok(Person {
            issuer: self.settings.issuer.to_string(),
            subject: subject.to_string(),
            name,
            granted: granted(&self.settings.grants, &all, catalog).ok_or(SignOnFault::NoGrant)?,
        })
    }

    /// The claims of the token, if all is right with it. A key that is not known makes the keys be asked for again, once.
    async fn believed(
        &self,
        client: Relying,
        tokens: &Tokens,
        nonce: &Nonce,
        now: Timestamp,
    ) -> Result<(Relying, IdTokenClaims<Claims, CoreGenderClaim>), SignOnFault> {
        match read(&client, tokens, nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let metadata = self.known.with_fresh_keys(&self.client, now).await?;
                let client = self.relying(metadata);
                let claims = read(&client, tokens, nonce, now).map_err(not_believed)?;
                Ok((client, claims))
            }
            read => Ok((client, read.map_err(not_believed)?)),
        }
    }

    /// What the provider says of the same person beside the token, where it says it there.
    async fn beside(
        &self,
        client: &Relying,
        access: &AccessToken,
        claims: &IdTokenClaims<Claims, CoreGenderClaim>,
    ) -> Result<Claims, SignOnFault> {
        let Ok(request) = client.user_info(access.clone(), Some(claims.subject().clone())) else {
            return Ok(Claims::default());
        };
        let call = |request| send(self.client.clone(), request);
        let told: UserInfoClaims<Claims, CoreGenderClaim> =
            request.request_async(&call).await.map_err(unreachable)?;
        let mut all = told.additional_claims().clone();
        let name = told.preferred_username().map(|name| name.as_str().to_owned());
        let email = told.email().filter(|_| told.email_verified() == Some(true));
        let email = email.map(|email| email.as_str().to_owned());
        keep(&mut all, "preferred_username", name);
        keep(&mut all, "email", email);
        Ok(all)
    }

    /// Whether the token tells all that is asked for.
    fn is_enough(&self, claims: &Claims) -> bool {
        let grants = self.settings.grants.iter();
        let wanted = grants.flat_map(|grant| std::iter::once(&grant.claim).chain(&grant.place_claim));
        let mut all = wanted.chain(std::iter::once(&self.settings.name_claim));
        all.all(|claim| claims.0.contains_key(claim))
    }

    fn relying(&self, metadata: CoreProviderMetadata) -> Relying {
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        Client::from_provider_metadata(metadata, ClientId::new(self.settings.client_id.clone()), secret)
            .set_redirect_uri(self.settings.redirect.clone())
    }
}

/// The claims of a token whose signature, issuer, audience, time and nonce are right.
fn read(
    client: &Relying,
    tokens: &Tokens,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<IdTokenClaims<Claims, CoreGenderClaim>, ClaimsVerificationError> {
    let token = tokens
        .id_token()
        .ok_or_else(|| ClaimsVerificationError::Other("there is no token".to_owned()))?;
    let second = now.as_second();
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs([
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            CoreJwsSigningAlgorithm::RsaSsaPssSha256,
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            CoreJwsSigningAlgorithm::EdDsa,
        ])
        .set_time_fn(move || DateTime::<Utc>::from_timestamp(second, 0).unwrap_or(DateTime::<Utc>::MAX_UTC));
    token.claims(&verifier, nonce).cloned()
}

/// The claims of a token under their names, the standard ones that matter here among them.
fn named(claims: &IdTokenClaims<Claims, CoreGenderClaim>) -> Claims {
    let mut all = claims.additional_claims().clone();
    keep(&mut all, "sub", Some(claims.subject().to_string()));
    let name = claims.preferred_username().map(|name| name.as_str().to_owned());
    keep(&mut all, "preferred_username", name);
    // An address that nobody verified says nothing of whose it is.
    let email = claims.email().filter(|_| claims.email_verified() == Some(true));
    keep(&mut all, "email", email.map(|email| email.as_str().to_owned()));
    all
}

fn keep(claims: &mut Claims, name: &str, value: Option<String>) {
    if let Some(value) = value {
        claims.0.insert(name.to_owned(), value.into());
    }
}

fn not_believed(fault: ClaimsVerificationError) -> SignOnFault {
    SignOnFault::NotBelieved(fault.to_string())
}

/// A code that the provider does not take is no fault of its server.
fn refused<E: std::error::Error + 'static>(
    fault: RequestTokenError<E, StandardErrorResponse<CoreErrorResponseType>>,
) -> SignOnFault {
    match fault {
        RequestTokenError::ServerResponse(said) => SignOnFault::Denied(said.error().to_string()),
        RequestTokenError::Parse(..) => SignOnFault::NotBelieved("its answer can't be read".to_owned()),
        other => unreachable(other),
    }
}
