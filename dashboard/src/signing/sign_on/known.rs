//! What is known of a provider: its metadata and keys, asked for once and again when a key is not among them.

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::CoreProviderMetadata;
use openidconnect::{IssuerUrl, JsonWebKeySet};
use reqwest::Client;
use tokio::sync::Mutex;

use super::fault::SignOnFault;
use super::http::send;

/// After this it is asked for again.
const FRESH: SignedDuration = SignedDuration::from_hours(12);

/// What is known of a provider.
#[derive(Debug, Default)]
pub struct Known(Mutex<Option<(CoreProviderMetadata, Timestamp)>>);

impl Known {
    /// The metadata, with keys.
    pub async fn metadata(
        &self,
        issuer: &IssuerUrl,
        client: &Client,
        now: Timestamp,
    ) -> Result<CoreProviderMetadata, SignOnFault> {
        let mut known = self.0.lock().await;
        if let Some((metadata, asked)) = known.as_ref() {
            let age = now.duration_since(*asked);
            if age >= SignedDuration::ZERO && age < FRESH {
                return Ok(metadata.clone());
            }
        }
        let call = |request| send(client.clone(), request);
        let metadata = CoreProviderMetadata::discover_async(issuer.clone(), &call)
            .await
            .map_err(unreachable)?;
        *known = Some((metadata.clone(), now));
        Ok(metadata)
    }

    /// The metadata with fresh keys: the provider may have others now.
    pub async fn with_fresh_keys(
        &self,
        client: &Client,
        now: Timestamp,
    ) -> Result<CoreProviderMetadata, SignOnFault> {
        let mut known = self.0.lock().await;
        let Some((metadata, _)) = known.take() else {
            return Err(SignOnFault::Unreachable("its metadata are not known".to_owned()));
        };
        let call = |request| send(client.clone(), request);
        let keys = JsonWebKeySet::fetch_async(metadata.jwks_uri(), &call)
            .await
            .map_err(unreachable)?;
        let metadata = metadata.set_jwks(keys);
        *known = Some((metadata.clone(), now));
        Ok(metadata)
    }
}

/// A provider that does not answer as it should.
pub fn unreachable(fault: impl std::error::Error) -> SignOnFault {
    let mut told = fault.to_string();
    let mut cause = fault.source();
    while let Some(deeper) = cause {
        told = format!("{told}: {deeper}");
        cause = deeper.source();
    }
    SignOnFault::Unreachable(told)
}
