//! Whose a data directory is: what another user writes into it, its server could not read.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::exit::Refused;

/// Refuses to go on as a user whose files would belong to another one than the directory does.
///
/// A file is made to see that, and not the numbers of users compared alone: some file systems give every file to one of them.
/// Where none can be made nothing would be written either.
///
/// # Errors
/// [`Refused`], with the user and how to give the command as that one.
pub fn check(data: &Path) -> Result<(), Refused> {
    let owner = |path: &Path| fs::metadata(path).map(|known| known.uid()).ok();
    let (Some(theirs), Some(own)) = (owner(data), owner(Path::new("/proc/self"))) else {
        return Ok(());
    };
    if theirs == own {
        return Ok(());
    }
    let probe = tempfile::Builder::new()
        .prefix(".unfinished-owner-")
        .tempfile_in(data);
    let made = probe.ok().and_then(|made| owner(made.path()));
    if made.is_none_or(|made| made == theirs) {
        return Ok(());
    }
    let name = name_of(theirs, &fs::read_to_string("/etc/passwd").unwrap_or_default());
    let by_name = name.unwrap_or_else(|| format!("'#{theirs}'"));
    Err(Refused(format!(
        "{}: the directory belongs to another user, who could not read what is written now; give the command as that user: \
         runuser -u {by_name} -- jela …",
        data.display()
    )))
}

/// The name of a user in the list of users.
fn name_of(user: u32, passwd: &str) -> Option<String> {
    let number = user.to_string();
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == number).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_named_as_in_the_list_of_users() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\njela:x:998:998:jela:/var/lib/jela:/usr/sbin/nologin\n";
        assert_eq!(name_of(998, passwd).as_deref(), Some("jela"));
        assert_eq!(name_of(99, passwd), None);
    }

    #[test]
    fn a_directory_of_ones_own_or_of_nobody_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        assert!(check(folder.path()).is_ok() && check(&folder.path().join("not-there")).is_ok());
    }
}
