//! PyPI's schemathesis makes requests of every type and shape from the OpenAPI description and sends them to a live server:
//! whatever it sends, the answer is one that the description knows, and never a fault of the server.

use std::process::Command;

use crate::app::served;

#[test]
fn whatever_the_description_allows_or_forbids_is_answered_as_it_says() {
    let python = std::env::var_os("JELA_PYTHON").expect("`make test` says which Python has schemathesis");
    let address = served();
    let examples = if std::env::var_os("JELA_SOAK").is_some() {
        "400"
    } else {
        "12"
    };
    let folder = tempfile::tempdir().unwrap();
    let ran = Command::new(python)
        .args([
            "-m",
            "schemathesis.cli",
            "run",
            &format!("http://{address}/api/openapi.json"),
        ])
        .args([
            "--checks",
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        ])
        .args(["--mode", "all", "--max-examples", examples, "--seed", "20261122"])
        .args(["--phases", "examples,coverage,fuzzing"])
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success(),
        "{told}\n{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    assert!(told.contains("/api/v1/query"), "{told}");
}
