//! What every page has around it: name, search, languages, programmes, the band over made-up data.

use catalog::{Arg, Language};
use minijinja::Value;
use minijinja::value::Rest;
use serde::Serialize;

use crate::app::App;
use crate::link::Link;
use crate::overview::scene::name_with_level;
use crate::say::Say;
use crate::script;
use crate::stylesheet;

/// The frame of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// `en`, `bn`, `hi`
    pub language: &'static str,
    /// The title of the window.
    pub title: String,
    /// The name of the home place.
    pub home: String,
    /// The address of the first page.
    pub home_address: String,
    /// The address of the stylesheet.
    pub stylesheet: String,
    /// The address of the script.
    pub script: String,
    /// Whether figures on the page are made up.
    pub sample: bool,
    /// What was looked for.
    pub q: String,
    /// The page in each language.
    pub languages: Vec<Tab>,
    /// Whether this is the first page.
    pub here_is_home: bool,
    /// The programmes.
    pub programmes: Vec<Tab>,
    /// The addresses of the pages of words.
    pub help: String,
    /// The address of the interface for programs.
    pub api: String,
    /// The address of the open data.
    pub open_data: String,
    /// The address of the accessibility statement.
    pub accessibility: String,
    /// The address of the glossary.
    pub glossary: String,
    /// The address of the map of the pages.
    pub site_map: String,
    /// The address of the policies.
    pub policies: String,
    /// The address where people write to the owner.
    pub feedback: String,
    /// The office that publishes: `District administration, Bankura`.
    pub owner: String,
    /// When the data last changed.
    pub updated: Option<String>,
    /// Looks up words that are the same on every page: `say("table")`.
    pub say: Value,
}

/// A choice among few.
#[derive(Debug, Clone, Serialize)]
pub struct Tab {
    /// The words.
    pub title: String,
    /// The code of the language of the words.
    pub language: &'static str,
    /// The address.
    pub address: String,
    /// Whether this is where the reader is.
    pub here: bool,
}

impl Frame {
    /// The frame of a page of that title at an address, in a programme or in none.
    pub fn new(app: &App, say: Say<'_>, title: &str, link: &Link, programme: Option<&str>) -> Self {
        let named = |path: String| Link::to(path).in_language(say.language);
        let home = app
            .catalog
            .places
            .get(&app.home)
            .map(|place| name_with_level(say, place));
        Self {
            language: say.language.code(),
            title: format!("{title} · jela"),
            home: home.unwrap_or_default(),
            home_address: named("/".to_owned()).to_string(),
            stylesheet: format!("/static/{}", stylesheet::name()),
            script: format!("/static/{}", script::name()),
            sample: false,
            q: String::new(),
            languages: Language::ALL
                .map(|language| Tab {
                    title: language.own_name().to_owned(),
                    language: language.code(),
                    address: link.clone().with("language", language.code()).to_string(),
                    here: language == say.language,
                })
                .to_vec(),
            here_is_home: false,
            programmes: app
                .catalog
                .programmes
                .in_order()
                .into_iter()
                .map(|known| Tab {
                    title: say.words(&known.title),
                    language: say.language.code(),
                    address: named(format!("/{}/{}", known.id, app.home)).to_string(),
                    here: programme == Some(known.id.as_str()),
                })
                .collect(),
            help: named("/help".to_owned()).to_string(),
            api: named("/api".to_owned()).to_string(),
            open_data: named("/open-data".to_owned()).to_string(),
            accessibility: named("/accessibility".to_owned()).to_string(),
            glossary: named("/help/glossary".to_owned()).to_string(),
            site_map: named("/site-map".to_owned()).to_string(),
            policies: named("/policies".to_owned()).to_string(),
            feedback: named("/feedback".to_owned()).to_string(),
            owner: owner(app, say),
            updated: app.updated().map(|moment| {
                let moment = super::uploads::moment(moment, say);
                say.about("last-updated", &[("date", Arg::Text(&moment))])
            }),
            say: words(say),
        }
    }

    /// The frame of a page with figures of which some are made up.
    pub fn sample(self, sample: bool) -> Self {
        Self { sample, ..self }
    }
}

/// The office that publishes: the one that the settings name, else the administration of the home place.
fn owner(app: &App, say: Say<'_>) -> String {
    if !app.owner().name.is_empty() {
        return app.owner().name.clone();
    }
    let home = app.catalog.places.get(&app.home);
    let home = home.map(|place| say.words(&place.name)).unwrap_or_default();
    say.about("owner-default", &[("place", Arg::Text(&home))])
}

/// The fixed words of templates. They are looked up by the template, which knows where they stand; what depends on
/// figures is worded before.
fn words(say: Say<'_>) -> Value {
    let language = say.language;
    let messages = crate::templates::messages();
    Value::from_function(move |id: String, _: Rest<Value>| messages.text(language, &id, &[]))
}
