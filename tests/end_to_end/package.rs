//! The package, installed in a root of its own: from there to the dashboard.

use std::path::Path;
use std::process::Command;

use crate::command::{Office, word};

/// Megabytes that the program may have: as many as it has, and a little. docs/reliability.md tells what they are made of.
const LARGEST: u32 = 178;

fn script(name: &str) -> Command {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(folder.join(".ci").join(name));
    command.current_dir(folder);
    command
}

fn made(out: &Path) -> String {
    // Hardly compressed: that takes a minute and shows nothing.
    let mut make = script("package");
    make.args([env!("CARGO_BIN_EXE_jela"), &word(out)])
        .env("DPKG_DEB_OPTIONS", "-Zgzip -z1");
    let made = make.output().unwrap();
    let told = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{told}");
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_package_is_installed_in_a_fresh_root_and_opens_the_dashboard() {
    let office = Office::new();
    let package = made(&office.path("first"));
    let may_chroot = Command::new("chroot").args(["/", "/bin/true"]).status();
    if !may_chroot.is_ok_and(|status| status.success()) {
        eprintln!("NOT TRIED: installing in a fresh root needs the right to chroot; run as root");
        return;
    }
    let tried = script("try-package").arg(&package).output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&tried.stdout),
        String::from_utf8_lossy(&tried.stderr),
    );
    assert!(tried.status.success(), "{out}\n{err}");
    assert!(out.contains("from package to dashboard"), "{out}");
    let size = out
        .lines()
        .find_map(|line| line.strip_prefix("installed: the program has "));
    let size: u32 = size.unwrap().trim_end_matches(" MB").parse().unwrap();
    assert!(size <= LARGEST, "the program has {size} MB");
}

#[test]
fn behind_nginx_by_the_example_people_read_sign_in_and_send_and_nobody_pretends_an_address() {
    let tried = script("try-proxy")
        .arg(env!("CARGO_BIN_EXE_jela"))
        .output()
        .unwrap();
    if tried.status.code() == Some(77) {
        eprintln!("NOT TRIED: there is no nginx on this machine");
        return;
    }
    let (out, err) = (
        String::from_utf8_lossy(&tried.stdout),
        String::from_utf8_lossy(&tried.stderr),
    );
    assert!(
        tried.status.success() && out.contains("behind nginx"),
        "{out}\n{err}"
    );
}

#[test]
fn the_same_program_gives_the_same_package() {
    let office = Office::new();
    let (first, second) = (made(&office.path("first")), made(&office.path("second")));
    assert!(std::fs::read(first).unwrap() == std::fs::read(second).unwrap());
}
