//! The address at which readers reach the dashboard: one setting, for mails, reports and providers of sign-in alike.

use crate::exit::Usage;

/// A longer address makes a code that no camera reads from a page.
const LONGEST: usize = 200;

/// Names that `address` had before, each as it stood in `jela.toml` and in the environment.
const FORMER: [(&str, &str, &str); 2] = [
    ("mail", "dashboard", "JELA_MAIL_DASHBOARD"),
    ("sign_in", "address", "JELA_SIGN_IN_ADDRESS"),
];

/// The address that is told, or else the one at which the dashboard listens, without a slash at its end.
///
/// # Errors
/// A `Usage` where it is none, or holds what would break out of a mail, a page or a code.
pub fn of(told: Option<&str>, listen: &str) -> Result<String, Usage> {
    let told = told.map_or_else(|| format!("http://{listen}"), str::to_owned);
    let address = told.trim_end_matches('/');
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| address.strip_prefix(scheme).is_some_and(|host| !host.is_empty()));
    let breaks_out = |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"".contains(letter);
    if !is_address || address.chars().any(breaks_out) || address.len() > LONGEST {
        let shown: String = address.chars().take(LONGEST).collect();
        return Err(Usage(format!(
            "address: `{}` is no address; write it like https://jela.example.in",
            shown.escape_debug()
        )));
    }
    Ok(address.to_owned())
}

/// What to say of a key of `jela.toml` that is `address` now; nothing of any other.
pub fn renamed(table: Option<&str>, key: &str) -> Option<String> {
    let (table, key, _) = FORMER
        .iter()
        .find(|(of, name, _)| table == Some(*of) && key == *name)?;
    Some(format!(
        "`{key}` of [{table}] is now `address`, one setting for mails, reports and sign-in: delete the line here, and write \
         `address = \"https://…\"` above the first table"
    ))
}

/// Refuses former names in the environment, which would otherwise be passed over without a word.
pub fn refuse_former_names() -> Result<(), Usage> {
    match FORMER
        .iter()
        .find(|(_, _, name)| std::env::var_os(name).is_some())
    {
        Some((_, _, name)) => Err(Usage(format!(
            "{name} is now JELA_ADDRESS, one setting for mails, reports and sign-in: rename it in the environment"
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_come_where_it_is_told_and_else_where_it_listens() {
        assert_eq!(
            of(Some("https://jela.example.in/"), "127.0.0.1:8080").unwrap(),
            "https://jela.example.in"
        );
        assert_eq!(of(None, "127.0.0.1:8080").unwrap(), "http://127.0.0.1:8080");
    }

    #[test]
    fn what_is_no_address_is_refused_by_its_name() {
        let long = format!("https://{}", "x".repeat(LONGEST));
        for told in [
            "jela.in",
            "https://",
            "https://a\r\nb",
            "https://a\"b",
            "ftp://a",
            "",
            &long,
        ] {
            let Usage(fault) = of(Some(told), "127.0.0.1:8080").unwrap_err();
            assert!(fault.starts_with("address: "), "{told}: {fault}");
        }
    }

    #[test]
    fn former_names_are_told_in_their_table_only() {
        assert!(
            renamed(Some("mail"), "dashboard")
                .unwrap()
                .contains("is now `address`")
        );
        assert!(renamed(Some("sign_in"), "address").is_some());
        assert!(renamed(None, "dashboard").is_none() && renamed(Some("mail"), "address").is_none());
    }
}
