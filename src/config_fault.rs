//! What is wrong with `jela.toml`, told as a person can mend it: the line, the key, the nearest key that there is.

use std::path::Path;

use crate::exit::Usage;
use crate::public_address;

/// A fault of the settings with file, line and hint.
pub fn of(file: &Path, text: &str, fault: &toml::de::Error) -> Usage {
    let line = fault.span().map(|span| line_of(text, span.start));
    let place = line.map_or_else(String::new, |line| format!("line {line}: "));
    let shown = line
        .and_then(|line| text.lines().nth(line - 1))
        .filter(|line| !looks_secret(line))
        .map_or_else(String::new, |line| format!("\n  {}", line.trim_end()));
    Usage(format!(
        "{}: {place}{}{shown}",
        file.display(),
        worded(fault.message(), line.and_then(|line| table_of(text, line)))
    ))
}

/// A line that may hold what nobody else should read is not repeated.
fn looks_secret(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    ["password", "secret", "token", "key"]
        .iter()
        .any(|word| line.contains(word))
        && !line.contains("_file")
}

fn line_of(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().iter().take(offset);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// The table that a line stands in, or the one that its own key names (`mail.host = …`).
fn table_of(text: &str, line: usize) -> Option<&str> {
    let own = text.lines().nth(line - 1)?.split('=').next()?.trim();
    if let Some((table, _)) = own.split_once('.') {
        return Some(table);
    }
    let before = text.lines().take(line).map(str::trim);
    before
        .filter_map(|line| line.strip_prefix('[')?.split(']').next())
        .last()
}

/// serde lists all keys there are; the nearest one is enough.
fn worded(message: &str, table: Option<&str>) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    let Some(unknown) = message
        .starts_with("unknown field")
        .then(|| names.next())
        .flatten()
    else {
        return format!(
            "{}; correct the line, or put a # before it to go back to the default",
            message.trim_end_matches('.').replace('\n', " ")
        );
    };
    if let Some(renamed) = public_address::renamed(table, unknown) {
        return renamed;
    }
    match catalog::spelling::nearest(unknown, names) {
        Some(nearest) => format!("there is no key `{unknown}`; did you mean `{nearest}`?"),
        None => format!(
            "there is no key `{unknown}`; the example in /usr/share/doc/jela/jela.toml names all, and `jela init` writes it"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn told(text: &str) -> String {
        let fault = toml::from_str::<Config>(text).unwrap_err();
        of(Path::new("DATA/jela.toml"), text, &fault).to_string()
    }

    #[test]
    fn a_mistyped_key_is_told_with_its_line_and_the_nearest_one() {
        let told = told("# settings\nhom = \"district-305\"\n");
        assert!(told.starts_with("DATA/jela.toml: line 2: "), "{told}");
        assert!(told.contains("did you mean `home`?"), "{told}");
        assert!(told.contains("hom = \"district-305\""), "{told}");
    }

    #[test]
    fn a_key_of_a_table_is_sought_in_that_table() {
        let told = told("[mail]\nhosts = \"mx\"\n");
        assert!(told.contains("line 2") && told.contains("`host`"), "{told}");
    }

    #[test]
    fn a_key_that_was_renamed_is_told_with_its_new_name() {
        for (text, line) in [
            ("[mail]\nhost = \"mx\"\ndashboard = \"https://a.in\"\n", "line 3"),
            ("mail.dashboard = \"https://a.in\"\n", "line 1"),
            ("home = \"x\"\n[sign_in]\naddress = \"https://a.in\"\n", "line 3"),
        ] {
            let told = told(text);
            assert!(told.contains(line) && told.contains("is now `address`"), "{told}");
        }
    }

    #[test]
    fn a_line_that_was_left_half_edited_is_named_by_its_number() {
        for text in [
            "home = \"district-305\nlisten = \"x\"\n",
            "home =\n",
            "workers = \"two\"\n",
            "[mail\n",
            "home district-305\n",
        ] {
            let told = told(text);
            assert!(told.contains("line 1: "), "{text}: {told}");
        }
    }

    #[test]
    fn a_secret_that_stands_where_it_may_not_is_not_repeated() {
        let told = told("[mail]\npassword = \"teal-river-79\"\n");
        assert!(told.contains("line 2") && !told.contains("teal-river"), "{told}");
    }
}
