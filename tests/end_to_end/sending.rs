//! Sends files through the upload address, as a browser does.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Reply, get_with, post, send_bytes};
use crate::command::Office;
use crate::sign_in::{cookie, csrf};

pub const PASSWORD: &str = "teal-river-79-mahua";
const BOUNDARY: &str = "----one-part-and-the-next";

/// Makes an account.
pub fn account(office: &Office, words: &str) {
    let file = office.file("password.txt", PASSWORD.as_bytes());
    let words = ["user", "add"].into_iter().chain(words.split_whitespace());
    office
        .jela(&words.chain(["--password-file", &file]).collect::<Vec<_>>())
        .ends_with(0);
}

/// Somebody who is signed in.
pub struct Visitor {
    address: String,
    cookie: String,
}

impl Visitor {
    pub fn signed_in(address: &str, name: &str) -> Self {
        Self::signed_in_with(address, name, PASSWORD)
    }

    /// The same with a password of its own.
    pub fn signed_in_with(address: &str, name: &str, password: &str) -> Self {
        let page = get_with(address, "/sign-in", &[]);
        let form_cookie = format!("jela_form={}", cookie(&page, "jela_form").unwrap());
        let token = csrf(&page, ".sign-in");
        let form = format!("name={name}&password={password}&csrf={token}&next=/");
        let reply = post(address, "/sign-in", &form_cookie, &form).is(303);
        Self {
            address: address.to_owned(),
            cookie: format!("jela_session={}", cookie(&reply, "jela_session").unwrap()),
        }
    }

    /// The same at another server over the same data.
    pub fn at(&self, address: &str) -> Self {
        Self {
            address: address.to_owned(),
            cookie: self.cookie.clone(),
        }
    }

    pub fn get(&self, path: &str) -> Reply {
        get_with(&self.address, path, &[("Cookie", &self.cookie)])
    }

    fn csrf(&self) -> String {
        csrf(&self.get("/uploads").is(200), ".upload")
    }

    /// Sends files with a form of its own; whatever comes of it.
    pub fn try_to_send(&self, files: &[(&str, &[u8])]) -> Reply {
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n",
            self.csrf()
        )
        .into_bytes();
        for (name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let head = format!(
            "POST /uploads HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Length: {}\r\n\
             Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nConnection: close\r\n\r\n",
            self.address,
            self.cookie,
            body.len()
        );
        send_bytes(&self.address, &[head.as_bytes(), &body].concat())
    }

    /// Sends files that are taken; the address of the upload.
    pub fn send(&self, files: &[(&str, &[u8])]) -> String {
        self.try_to_send(files).is(303).header("location").to_owned()
    }

    /// What is told of an upload.
    pub fn told(&self, upload: &str) -> Value {
        serde_json::from_slice(&self.get(&format!("{upload}.json")).is(200).body).unwrap()
    }

    /// What is told of it once it has come to rest.
    #[track_caller]
    pub fn rest(&self, upload: &str) -> Value {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            let told = self.told(upload);
            if !["queued", "reading"].contains(&told["state"].as_str().unwrap()) {
                return told;
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        panic!("{upload} is still {}", self.told(upload));
    }

    /// Confirms or discards an upload.
    pub fn decide(&self, upload: &str, what: &str) {
        let form = format!("csrf={}", self.csrf());
        post(&self.address, &format!("{upload}/{what}"), &self.cookie, &form).is(303);
    }

    /// Confirms an upload until it comes to rest otherwise: what would change something else by now waits for another word.
    #[track_caller]
    pub fn confirm(&self, upload: &str) -> Value {
        for _ in 0..40 {
            let told = self.rest(upload);
            if told["state"] != "review" {
                return told;
            }
            self.decide(upload, "confirm");
        }
        panic!("{upload} asks for another word again and again");
    }

    /// Sends files, confirms them, and waits until they are taken in.
    #[track_caller]
    pub fn take_in(&self, files: &[(&str, &[u8])]) -> Value {
        let upload = self.send(files);
        let read = self.rest(&upload);
        assert_eq!(read["state"], "review", "{read}");
        self.decide(&upload, "confirm");
        let taken = self.rest(&upload);
        assert_eq!(taken["state"], "taken", "{taken}");
        taken
    }
}
