//! How far a key reaches: as far as its account, or as the part of it that the key was made for.

use catalog::{Catalog, PlaceCode};
use figures::{Reader, Role};
use store::state::{Account, KeyHolder};

use crate::error::AppError;

/// The places and programmes of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Codes of places.
    pub places: Vec<String>,
    /// Ids of programmes; empty for all.
    pub programmes: Vec<String>,
}

/// What of some places and programmes an account has; none where it has nothing of them. What is not narrowed is all that
/// the account has.
pub fn reach(
    account: &Account,
    places: &[String],
    programmes: &[String],
    catalog: &Catalog,
) -> Option<Reach> {
    let is_narrowed = !places.is_empty() || !programmes.is_empty();
    let role: Option<Role> = account.role.parse().ok();
    // Those who are in office nowhere in particular have no part of it: an administrator's narrowed key must not open all.
    if is_narrowed && !role.is_some_and(Role::has_places) {
        return None;
    }
    let inside = |code: &&String| is_inside(code, &account.places, catalog);
    let known = |id: &&String| {
        let is_own = account.programmes.is_empty() || account.programmes.contains(id);
        is_own && catalog.programme(id).is_some()
    };
    let reach = Reach {
        places: narrowed(places, &account.places, inside),
        programmes: narrowed(programmes, &account.programmes, known),
    };
    let lost_all = reach.places.is_empty() && !places.is_empty()
        || reach.programmes.is_empty() && !programmes.is_empty();
    (!lost_all).then_some(reach)
}

/// The reader behind a key; none where its account no longer has anything that the key was made for.
pub fn reader(holder: &KeyHolder, catalog: &Catalog) -> Result<Option<Reader>, AppError> {
    let account = &holder.account;
    let Some(reach) = reach(account, &holder.places, &holder.programmes, catalog) else {
        return Ok(None);
    };
    let reader = Reader::of_account(&account.name, &account.role, &reach.places, &reach.programmes);
    reader.map(Some).map_err(AppError::Account)
}

fn narrowed(asked: &[String], own: &[String], has: impl Fn(&&String) -> bool) -> Vec<String> {
    match asked.is_empty() {
        true => own.to_vec(),
        false => asked.iter().filter(has).cloned().collect(),
    }
}

fn is_inside(code: &str, own: &[String], catalog: &Catalog) -> bool {
    let places = &catalog.places;
    let Ok(code) = code.parse::<PlaceCode>() else {
        return false;
    };
    let own: Vec<PlaceCode> = own.iter().filter_map(|code| code.parse().ok()).collect();
    let own: Vec<&PlaceCode> = own
        .iter()
        .map(|code| places.redirect(code).unwrap_or(code))
        .collect();
    let code = places.redirect(&code).unwrap_or(&code);
    own.contains(&code)
        || places
            .ancestors(code)
            .iter()
            .any(|outer| own.contains(&&outer.code))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn account(role: &str, places: &[&str], programmes: &[&str]) -> Account {
        Account {
            name: "x".to_owned(),
            role: role.to_owned(),
            places: words(places),
            programmes: words(programmes),
            created: Timestamp::UNIX_EPOCH,
            disabled: None,
        }
    }

    fn reached(
        account: &Account,
        places: &[&str],
        programmes: &[&str],
    ) -> Option<(Vec<String>, Vec<String>)> {
        let catalog = Catalog::load(None).unwrap();
        let reach = reach(account, &words(places), &words(programmes), &catalog);
        reach.map(|reach| (reach.places, reach.programmes))
    }

    #[test]
    fn a_key_reaches_as_far_as_its_account_or_a_part_of_it() {
        let dm = account("officer", &["district-305"], &[]);
        assert_eq!(
            reached(&dm, &[], &[]),
            Some((words(&["district-305"]), Vec::new()))
        );
        let part = reached(&dm, &["block-2774"], &["mgnrega"]);
        assert_eq!(part, Some((words(&["block-2774"]), words(&["mgnrega"]))));
    }

    #[test]
    fn what_the_account_has_not_its_key_has_not() {
        let bdo = account("officer", &["block-2774"], &["mgnrega"]);
        assert_eq!(reached(&bdo, &["district-305"], &[]), None);
        assert_eq!(reached(&bdo, &["block-2775"], &[]), None);
        assert_eq!(reached(&bdo, &[], &["pushti"]), None);
        assert_eq!(reached(&bdo, &["nowhere"], &[]), None);
        let dm = account("officer", &["district-305"], &[]);
        assert_eq!(reached(&dm, &[], &["moonlight"]), None);
        let some = reached(&bdo, &["block-2774", "block-2775"], &["pushti", "mgnrega"]);
        assert_eq!(some, Some((words(&["block-2774"]), words(&["mgnrega"]))));
    }

    #[test]
    fn a_narrowed_key_of_who_became_an_administrator_opens_nothing() {
        let admin = account("admin", &[], &[]);
        assert_eq!(reached(&admin, &["block-2774"], &[]), None);
        assert_eq!(reached(&admin, &[], &["mgnrega"]), None);
        assert_eq!(reached(&admin, &[], &[]), Some((Vec::new(), Vec::new())));
    }
}
