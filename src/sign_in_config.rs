//! `[sign_in]` of `DATA/jela.toml`: what is asked of those who sign in, and by whom else they may come in.

use std::path::PathBuf;
use std::sync::Arc;

use dashboard::{Grant, Guard, IssuerUrl, Provider, ProviderSettings, RedirectUrl};
use figures::Role;
use serde::Deserialize;
use url::{Host, Url};

use crate::exit::Usage;

/// What is asked of those who sign in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInConfig {
    /// Roles whose accounts must have a second factor, also as `JELA_SECOND_FACTOR_FOR` with commas between.
    pub second_factor_for: Vec<String>,
    /// Other providers by which people come in.
    #[serde(rename = "provider")]
    pub providers: Vec<ProviderConfig>,
}

/// A provider of OpenID Connect.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// Its id in addresses.
    id: String,
    /// Its name, for people.
    title: String,
    /// Its address, as it names itself.
    issuer: String,
    /// What it calls this server.
    client_id: String,
    /// A file whose first line is the secret that it shares with this server; also in the environment, as
    /// `JELA_SIGN_IN_SECRET_` and the id.
    client_secret_file: Option<PathBuf>,
    /// What is asked of it beside `openid`.
    #[serde(default)]
    scopes: Vec<String>,
    /// The claim that names the account.
    #[serde(default = "preferred_username")]
    name_claim: String,
    /// What whoever it names is granted; the first that fits counts, and who fits none is nobody.
    #[serde(default, rename = "grant")]
    grants: Vec<GrantConfig>,
}

/// What those of whom a provider says something certain are granted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GrantConfig {
    /// The claim that counts.
    claim: String,
    /// What it must say.
    value: String,
    /// The role.
    role: String,
    /// Places that everybody has by this grant.
    #[serde(default)]
    places: Vec<String>,
    /// A claim that names the person's own places.
    place_claim: Option<String>,
    /// What stands before its words to make codes of them.
    #[serde(default)]
    place_prefix: String,
    /// Programmes; all unless told.
    #[serde(default)]
    programmes: Vec<String>,
}

fn preferred_username() -> String {
    "preferred_username".to_owned()
}

impl SignInConfig {
    /// Takes over what the environment gives.
    pub fn take_environment(&mut self) {
        if let Ok(roles) = std::env::var("JELA_SECOND_FACTOR_FOR") {
            let each = roles.split(',').map(str::trim).filter(|role| !role.is_empty());
            self.second_factor_for = each.map(str::to_owned).collect();
        }
    }

    /// The same, for the dashboard, which readers reach at an address, to which providers lead back.
    pub fn guard(&self, address: &str) -> Result<Guard, Usage> {
        let roles = self.second_factor_for.iter();
        let roles = roles.map(|word| role(word, "sign_in.second_factor_for"));
        let providers = self.providers.iter().map(|provider| provider.made(address));
        let guard = Guard {
            second_factor_for: roles.collect::<Result<_, _>>()?,
            providers: providers.collect::<Result<_, _>>()?,
        };
        let mut ids: Vec<&str> = self
            .providers
            .iter()
            .map(|provider| provider.id.as_str())
            .collect();
        ids.sort_unstable();
        match ids.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Usage(format!(
                "sign_in.provider: there are two with the id `{}`",
                pair[0]
            ))),
            None => Ok(guard),
        }
    }
}

impl ProviderConfig {
    fn made(&self, address: &str) -> Result<Arc<Provider>, Usage> {
        let wrong = |what: String| Usage(format!("sign_in.provider `{}`: {what}", self.id));
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if self.id.is_empty() || !self.id.bytes().all(letter) {
            return Err(wrong(
                "its id needs small Latin letters, digits and hyphens".to_owned(),
            ));
        }
        if !is_safe(&self.issuer) {
            return Err(wrong(format!(
                "`{}` is no address of an issuer; it begins with https://",
                self.issuer
            )));
        }
        let issuer =
            IssuerUrl::new(self.issuer.clone()).map_err(|fault| wrong(format!("issuer: {fault}")))?;
        let redirect = format!("{address}/sign-in/{}/callback", self.id);
        let redirect = RedirectUrl::new(redirect).map_err(|fault| wrong(format!("address: {fault}")))?;
        let grants = self.grants.iter().map(|grant| grant.made(&wrong));
        let settings = ProviderSettings {
            id: self.id.clone(),
            title: self.title.clone(),
            issuer,
            client_id: self.client_id.clone(),
            client_secret: self.secret().map_err(wrong)?,
            redirect,
            scopes: self.scopes.clone(),
            name_claim: self.name_claim.clone(),
            grants: grants.collect::<Result<_, _>>()?,
        };
        let provider = Provider::new(settings).map_err(|fault| wrong(fault.to_string()))?;
        Ok(Arc::new(provider))
    }

    /// The secret, from the environment or from a file and from nowhere else.
    fn secret(&self) -> Result<Option<String>, String> {
        let name = format!("JELA_SIGN_IN_SECRET_{}", self.id.to_uppercase().replace('-', "_"));
        if let Ok(secret) = std::env::var(&name) {
            return Ok(Some(secret));
        }
        let Some(file) = &self.client_secret_file else {
            return Ok(None);
        };
        let text = std::fs::read_to_string(file)
            .map_err(|fault| format!("client_secret_file {} can't be read: {fault}", file.display()))?;
        let secret = text.lines().next().unwrap_or_default().trim().to_owned();
        if secret.is_empty() {
            return Err(format!("client_secret_file {} is empty", file.display()));
        }
        Ok(Some(secret))
    }
}

impl GrantConfig {
    fn made(&self, wrong: &impl Fn(String) -> Usage) -> Result<Grant, Usage> {
        let role = role(&self.role, "grant.role").map_err(|Usage(fault)| wrong(fault))?;
        let names_places = !self.places.is_empty() || self.place_claim.is_some();
        if role.has_places() != names_places {
            let what = if names_places {
                format!("{role} is no office in a place; leave places and place_claim out")
            } else {
                format!("{role} is an office in a place; give places or place_claim")
            };
            return Err(wrong(what));
        }
        Ok(Grant {
            claim: self.claim.clone(),
            value: self.value.clone(),
            role,
            places: self.places.clone(),
            place_claim: self.place_claim.clone(),
            place_prefix: self.place_prefix.clone(),
            programmes: self.programmes.clone(),
        })
    }
}

fn role(word: &str, key: &str) -> Result<Role, Usage> {
    let role: Role = word.parse().map_err(|fault| Usage(format!("{key}: {fault}")))?;
    let has_accounts = role.has_accounts().then_some(role);
    has_accounts.ok_or_else(|| Usage(format!("{key}: nobody signs in as {role}")))
}

/// By TLS, or on this machine.
fn is_safe(address: &str) -> bool {
    let Ok(address) = Url::parse(address) else {
        return false;
    };
    let is_here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    address.scheme() == "https" || (address.scheme() == "http" && is_here)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(text: &str) -> Result<Guard, String> {
        let config: SignInConfig = toml::from_str(text).map_err(|fault| fault.to_string())?;
        config
            .guard("https://jela.example.in")
            .map_err(|Usage(fault)| fault)
    }

    const PROVIDER: &str = r#"
        [[provider]]
        id = "parichay"
        title = "Parichay"
        issuer = "https://sso.example.in"
        client_id = "jela"
        [[provider.grant]]
        claim = "designation"
        value = "BDO"
        role = "officer"
        place_claim = "lgd"
        place_prefix = "block-"
    "#;

    #[test]
    fn a_provider_is_declared_with_what_it_grants() {
        let guard = guard(PROVIDER).unwrap();
        assert_eq!(guard.provider("parichay").unwrap().title(), "Parichay");
        assert!(guard.provider("meri").is_none());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let twice = PROVIDER.repeat(2);
        for (text, told) in [
            (
                PROVIDER.replace("https://sso", "http://sso"),
                "begins with https://",
            ),
            (
                PROVIDER.replace("\"officer\"", "\"admin\""),
                "no office in a place",
            ),
            (PROVIDER.replace("place_claim = \"lgd\"", ""), "office in a place"),
            (PROVIDER.replace("\"officer\"", "\"operator\""), "nobody signs in"),
            (
                PROVIDER.replace("\"parichay\"", "\"../x\""),
                "small Latin letters",
            ),
            (PROVIDER.replace("title", "tittle"), "tittle"),
            (twice, "two with the id"),
            ("second_factor_for = [\"king\"]".to_owned(), "king"),
            ("client_secret = \"x\"".to_owned(), "client_secret"),
        ] {
            let fault = guard(&text).err().unwrap_or_default();
            assert!(fault.contains(told), "{told}: {fault}");
        }
    }
}
