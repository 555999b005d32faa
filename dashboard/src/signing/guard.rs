//! What is asked of those who sign in.

use std::sync::Arc;

use figures::Role;

use super::sign_on::Provider;

/// What is asked of those who sign in. The default one asks for a password, and for a code where an account has a second
/// factor.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    /// Roles whose accounts must have a second factor.
    pub second_factor_for: Vec<Role>,
    /// Providers by which people may come in as well.
    pub providers: Vec<Arc<Provider>>,
}

impl Guard {
    /// Whether accounts of a role, as it is stored, must have a second factor.
    pub fn needs_factor(&self, role: &str) -> bool {
        self.second_factor_for.iter().any(|needs| needs.id() == role)
    }

    /// A provider by its id.
    pub fn provider(&self, id: &str) -> Option<&Arc<Provider>> {
        self.providers.iter().find(|provider| provider.id() == id)
    }
}
