//! Chromium without a window, led through a pair of pipes as its makers' tools do.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::command::{Office, word};

const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
];

/// A browser with one page.
pub struct Chromium {
    _office: Office,
    child: Child,
    commands: File,
    answers: BufReader<File>,
    session: Value,
    last: u64,
}

impl Chromium {
    /// Starts one whose page is as wide as a telephone. Needs the Debian package chromium.
    pub fn as_wide_as(width: u32) -> Self {
        let office = Office::new();
        let [commands, answers] = ["commands", "answers"].map(|name| office.path(name));
        assert!(
            Command::new("mkfifo")
                .args([&commands, &answers])
                .status()
                .unwrap()
                .success()
        );
        // The browser reads commands from descriptor 3 and answers on 4; only a shell can give it those.
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            r#"in="$1"; out="$2"; shift 2; exec chromium "$@" 3<"$in" 4>"$out""#,
            "sh",
        ]);
        shell.arg(&commands).arg(&answers).args(FLAGS);
        shell.arg(format!("--user-data-dir={}", word(&office.path("profile"))));
        let child = shell
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let commands = OpenOptions::new().write(true).open(commands).unwrap();
        let answers = BufReader::new(File::open(answers).unwrap());
        let mut browser = Self {
            _office: office,
            child,
            commands,
            answers,
            session: Value::Null,
            last: 0,
        };
        let target = browser.ask("Target.createTarget", &json!({"url": "about:blank"}))["targetId"].clone();
        browser.session = browser.ask(
            "Target.attachToTarget",
            &json!({"targetId": target, "flatten": true}),
        )["sessionId"]
            .clone();
        browser.ask("Page.enable", &json!({}));
        browser.becomes_as_wide_as(width);
        browser
    }

    /// Makes the page as wide as another screen.
    pub fn becomes_as_wide_as(&mut self, width: u32) {
        let screen = json!({"width": width, "height": 800, "deviceScaleFactor": 2, "mobile": true});
        self.ask("Emulation.setDeviceMetricsOverride", &screen);
    }

    /// Lets the reader prefer `dark` or `light`.
    pub fn prefers(&mut self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.ask("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// Turns the scripts of pages on or off; questions of tests are answered all the same.
    pub fn runs_scripts(&mut self, runs: bool) {
        self.ask("Emulation.setScriptExecutionDisabled", &json!({"value": !runs}));
    }

    /// Presses a key and lets it go.
    pub fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowRight" => (39, ""),
            other => panic!("no test presses {other}"),
        };
        let mut event = json!({"key": key, "code": key, "windowsVirtualKeyCode": code});
        event["type"] = if text.is_empty() { "rawKeyDown" } else { "keyDown" }.into();
        if !text.is_empty() {
            event["text"] = text.into();
        }
        self.ask("Input.dispatchKeyEvent", &event);
        let up = json!({"type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code});
        self.ask("Input.dispatchKeyEvent", &up);
    }

    /// Writes into the field that has the focus.
    pub fn write(&mut self, text: &str) {
        self.ask("Input.insertText", &json!({"text": text}));
    }

    /// Moves the pointer to the middle of what a selector finds first.
    pub fn point_at(&mut self, selector: &str) {
        let found = format!(
            "[...document.querySelectorAll('{selector}')].find(e => e.getBoundingClientRect().width)"
        );
        self.value(&format!("{found}.scrollIntoView({{block: 'center'}}); true"));
        // What follows scrolling, such as putting away what was shown, comes with the next pictures.
        self.value(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
        );
        let middle =
            format!("(b => [b.left + b.width / 2, b.top + b.height / 2])({found}.getBoundingClientRect())");
        let middle = self.value(&middle);
        let at = json!({"type": "mouseMoved", "x": middle[0], "y": middle[1]});
        self.ask("Input.dispatchMouseEvent", &at);
    }

    /// Waits until an expression holds in the page.
    #[track_caller]
    pub fn waits_until(&mut self, expression: &str) {
        for _ in 0..200 {
            if self.value(expression) == true {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let page = self.value("location.href + ' ' + document.title");
        panic!("after 10 seconds `{expression}` does not hold on {page}");
    }

    /// Opens an address and waits until all of it is there.
    pub fn open(&mut self, address: &str) {
        let answer = self.ask("Page.navigate", &json!({"url": address}));
        assert!(answer.get("errorText").is_none(), "{address}: {answer}");
        while self.read()["method"] != "Page.loadEventFired" {}
    }

    /// What an expression comes to in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        self.ask(
            "Runtime.evaluate",
            &json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
        )["result"]["value"]
            .take()
    }

    /// A picture of the page, a PNG in base 64.
    pub fn picture(&mut self) -> String {
        let picture = self.ask("Page.captureScreenshot", &json!({"format": "png"}));
        picture["data"].as_str().unwrap().to_owned()
    }

    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.last += 1;
        let mut command = json!({"id": self.last, "method": method, "params": parameters});
        if !self.session.is_null() {
            command["sessionId"] = self.session.clone();
        }
        self.commands
            .write_all(format!("{command}\0").as_bytes())
            .unwrap();
        loop {
            let mut answer = self.read();
            if answer["id"] == self.last {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].take();
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut message = Vec::new();
        self.answers.read_until(0, &mut message).unwrap();
        assert_eq!(
            message.pop(),
            Some(0),
            "`chromium` must run; `make test` installs the package chromium"
        );
        serde_json::from_slice(&message).unwrap()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}
