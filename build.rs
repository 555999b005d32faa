//! What the linker is told about the program: to keep once what is the same, and to write its relocations short.
//!
//! Only the program itself is linked so. No crate is compiled another way, and tests and benchmarks link as before.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if !by_lld() {
        return;
    }
    for argument in ["-O2", "--icf=all"] {
        println!("cargo::rustc-link-arg-bins=-Wl,{argument}");
    }
    if c_library().is_some_and(|version| version >= SHORT_RELOCATIONS) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of the C library from which on programs with short relocations are loaded.
const SHORT_RELOCATIONS: (u32, u32) = (2, 36);

/// Whether the linker is the one that comes with Rust, as it is on this target unless somebody names another: others do not
/// know these arguments.
fn by_lld() -> bool {
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|known| known == value);
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    is("TARGET", "x86_64-unknown-linux-gnu")
        && !flags.contains("linker")
        && !flags.contains("fuse-ld")
        && std::env::var_os("RUSTC_LINKER").is_none()
}

/// The C library of this machine; unknown where the program is built for another one.
fn c_library() -> Option<(u32, u32)> {
    if std::env::var("HOST").ok()? != std::env::var("TARGET").ok()? {
        return None;
    }
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    let (major, minor) = told.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}
