//! Whether a file has the shape of a programme: every mistyped key and kind at once, where serde stops at the first.
//!
//! The shape is the format's own JSON Schema, of which this reads as much as the format uses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::fault::nearest_of;

/// Something about the shape, at bytes of the file.
pub(super) struct Misshapen {
    pub(super) at: Range<usize>,
    pub(super) problem: String,
    pub(super) hint: String,
    /// Whether the programme can be understood without what stands there.
    pub(super) kind: ShapeKind,
    /// The entry of a list of the programme in which it stands, if it stands in one.
    pub(super) part: Option<(String, usize)>,
}

/// What is odd about a shape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ShapeKind {
    /// A key that there is not; without it the rest can be read.
    UnknownKey,
    /// Anything else that serde would refuse.
    Wrong,
    /// Words that a language does not have.
    Untranslated,
}

/// Everything odd about a document. Keys that there are not are taken out of it, so that the rest can be read.
pub(super) fn misshapen(document: &mut Spanned<DeTable<'_>>, schema: &Value) -> Vec<Misshapen> {
    let mut walk = Walk {
        schema,
        found: Vec::new(),
        list: None,
        entry: None,
    };
    let at = document.span();
    walk.table(schema, at, document.get_mut());
    walk.found
}

/// What is left of a document when the entries that could not be read are taken out.
pub(super) struct Left {
    /// The ids of those entries.
    pub(super) unread: Vec<String>,
    /// For each list, where the entries that are left stand in the file.
    pub(super) places: BTreeMap<String, Vec<usize>>,
}

/// Takes the entries that could not be read out of a document, so that the others can be checked; none where
/// something else could not be read.
pub(super) fn without_wrong(document: &mut Spanned<DeTable<'_>>, found: &[Misshapen]) -> Option<Left> {
    let wrong = found.iter().filter(|shape| shape.kind == ShapeKind::Wrong);
    let parts: BTreeSet<&(String, usize)> = wrong.map(|shape| shape.part.as_ref()).collect::<Option<_>>()?;
    let (mut ids, mut places) = (Vec::new(), BTreeMap::new());
    for (key, value) in document.get_mut().iter_mut() {
        let list = key.get_ref().to_string();
        let DeValue::Array(entries) = value.get_mut() else {
            continue;
        };
        let is_wrong = |at: usize| parts.iter().any(|(other, wrong)| (other, *wrong) == (&list, at));
        let mut kept = Vec::new();
        let all = std::mem::replace(entries, DeArray::new());
        for (at, one) in all.into_iter().enumerate() {
            if !is_wrong(at) {
                kept.push(at);
                entries.push(one);
            } else if let Some(id) = one.get_ref().as_table().and_then(|table| entry(table, "id")) {
                ids.extend(id.get_ref().as_str().map(str::to_owned));
            }
        }
        places.insert(list, kept);
    }
    Some(Left { unread: ids, places })
}

struct Walk<'s> {
    schema: &'s Value,
    found: Vec<Misshapen>,
    /// The list of the programme that is looked at, and which of its entries.
    list: Option<String>,
    entry: Option<usize>,
}

impl<'s> Walk<'s> {
    fn value(&mut self, node: &'s Value, value: &mut Spanned<DeValue<'_>>) {
        let node = self.resolved(node);
        let at = value.span();
        if let Some(branches) = branches(node) {
            return self.branch(branches, at, value);
        }
        match value.get_mut() {
            DeValue::Table(table) if is_of(node, "object") => self.table(node, at, table),
            DeValue::Array(entries) if is_of(node, "array") => {
                if let Some(items) = node.get("items") {
                    let is_list = self.list.is_some() && self.entry.is_none();
                    for (place, entry) in entries.iter_mut().enumerate() {
                        if is_list {
                            self.entry = Some(place);
                        }
                        self.value(items, entry);
                    }
                    if is_list {
                        self.entry = None;
                    }
                }
            }
            DeValue::String(text) if is_of(node, "string") => self.word(&[node], at, text),
            other => {
                let kind = json_type(other);
                let fits = is_of(node, kind) || (kind == "integer" && is_of(node, "number"));
                if !fits {
                    let hint = hint_for(node, other);
                    let found = article(kind);
                    self.wrong(at, format!("here stands {found}, where {}", wanted(node)), hint);
                }
            }
        }
    }

    fn table(&mut self, node: &'s Value, at: Range<usize>, table: &mut DeTable<'_>) {
        let empty = Map::new();
        let known = node
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty)
            .keys();
        let known: Vec<String> = known.cloned().collect();
        self.needed(node, &at, table);
        self.translated(node, &at, table);
        let is_closed = node.get("additionalProperties") == Some(&Value::Bool(false));
        for (key, value) in table.iter_mut() {
            let name = key.get_ref().as_ref();
            let inner = node.get("properties").and_then(|properties| properties.get(name));
            if let Some(inner) = inner {
                let is_top = self.list.is_none();
                if is_top {
                    self.list = Some(name.to_owned());
                }
                self.value(inner, value);
                if is_top {
                    self.list = None;
                }
            } else if is_closed {
                let hint = nearest_of(name, known.iter().map(String::as_str));
                self.add(
                    key.span(),
                    format!("there is no key `{name}` here"),
                    hint,
                    ShapeKind::UnknownKey,
                );
            } else if let Some(inner) = node.get("additionalProperties").filter(|inner| inner.is_object()) {
                self.value(inner, value);
            }
        }
        if is_closed {
            let names = table.keys().map(|key| key.get_ref().to_string());
            let strange: Vec<String> = names.filter(|name| !known.contains(name)).collect();
            for name in strange {
                table.remove(name.as_str());
            }
        }
    }

    fn needed(&mut self, node: &Value, at: &Range<usize>, table: &DeTable<'_>) {
        let needed = node
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for key in needed
            .filter_map(Value::as_str)
            .filter(|key| entry(table, key).is_none())
        {
            let means = node
                .pointer(&format!("/properties/{key}/description"))
                .and_then(Value::as_str)
                .map(|means| format!(": {}", first_sentence(means)))
                .unwrap_or_default();
            let hint = format!("add `{key}`{means}");
            self.wrong(at.clone(), format!("`{key}` is missing"), hint);
        }
    }

    /// Words in English alone, where people read them in three languages.
    fn translated(&mut self, node: &Value, at: &Range<usize>, table: &DeTable<'_>) {
        let languages = ["en", "bn", "hi"];
        let of_words = languages
            .iter()
            .all(|code| node.pointer(&format!("/properties/{code}")).is_some());
        // Sheets are called by the names that their makers give them, in one language.
        let of_source = self.list.as_deref() == Some("source");
        if !of_words || of_source || entry(table, "en").is_none() {
            return;
        }
        let missing: Vec<String> = [("bn", "Bengali"), ("hi", "Hindi")]
            .into_iter()
            .filter(|(code, _)| entry(table, code).is_none())
            .map(|(code, name)| format!("{name} (`{code}`)"))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(" and ");
            self.add(
                at.clone(),
                format!("words without {missing}"),
                format!("add them in {missing}; until then the English ones stand in every language"),
                ShapeKind::Untranslated,
            );
        }
    }

    /// One of several forms: words, or tables told apart by a tag such as `kind`, or by their only key.
    fn branch(&mut self, branches: &'s [Value], at: Range<usize>, value: &mut Spanned<DeValue<'_>>) {
        let branches: Vec<&'s Value> = branches.iter().map(|branch| self.resolved(branch)).collect();
        let branches: Vec<&'s Value> = branches
            .into_iter()
            .filter(|branch| !is_of_only(branch, "null"))
            .collect();
        if let [only] = branches[..] {
            return self.value(only, value);
        }
        match value.get_mut() {
            DeValue::String(text) => self.word(&branches, at, text),
            DeValue::Table(table) => match tag(&branches) {
                Some(tag) => self.tagged(&branches, tag, at, table),
                None => self.keyed(&branches, at, table),
            },
            other => {
                let found = article(json_type(other));
                self.wrong(
                    at,
                    format!("here stands {found}, which means nothing"),
                    said(&words(&branches)),
                );
            }
        }
    }

    fn tagged(&mut self, branches: &[&'s Value], tag: &str, at: Range<usize>, table: &mut DeTable<'_>) {
        let of_branch = |branch: &Value| constant(&branch["properties"][tag]).map(str::to_owned);
        let known: Vec<String> = branches.iter().filter_map(|branch| of_branch(branch)).collect();
        let Some(given) = entry(table, tag) else {
            return self.wrong(at, format!("`{tag}` is missing"), said(&known));
        };
        let word = given.get_ref().as_str().unwrap_or_default().to_owned();
        match branches
            .iter()
            .find(|branch| of_branch(branch).as_deref() == Some(&word))
        {
            Some(branch) => self.table(branch, at, table),
            None => {
                let hint = nearest_of(&word, known.iter().map(String::as_str));
                let at = given.span();
                self.wrong(at, format!("there is no {tag} `{word}`"), hint);
            }
        }
    }

    fn keyed(&mut self, branches: &[&'s Value], at: Range<usize>, table: &mut DeTable<'_>) {
        let has = |branch: &&&Value| {
            let properties = branch.get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| properties.keys().any(|key| entry(table, key).is_some()))
        };
        match branches.iter().find(has) {
            Some(branch) => self.table(branch, at, table),
            None => self.wrong(
                at,
                "this table means nothing here".to_owned(),
                said(&words(branches)),
            ),
        }
    }

    fn word(&mut self, branches: &[&Value], at: Range<usize>, text: &str) {
        let any = branches.iter().any(|branch| {
            is_of(branch, "string")
                && branch.get("enum").is_none()
                && constant(branch).is_none()
                && branches_of_words(branch).is_none()
        });
        let known = words(branches);
        if !any && !known.iter().any(|known| known == text) {
            let hint = nearest_of(text, known.iter().map(String::as_str));
            self.wrong(at, format!("`{text}` means nothing here"), hint);
        }
    }

    fn resolved(&self, node: &'s Value) -> &'s Value {
        let path = node
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|path| path.strip_prefix('#'));
        path.and_then(|path| self.schema.pointer(path)).unwrap_or(node)
    }

    fn wrong(&mut self, at: Range<usize>, problem: String, hint: String) {
        self.add(at, problem, hint, ShapeKind::Wrong);
    }

    fn add(&mut self, at: Range<usize>, problem: String, hint: String, kind: ShapeKind) {
        self.found.push(Misshapen {
            at,
            problem,
            hint,
            kind,
            part: self.list.clone().zip(self.entry),
        });
    }
}

/// The value of a key.
pub(super) fn entry<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    let mut entries = table.iter();
    entries.find_map(|(known, value)| (known.get_ref().as_ref() == key).then_some(value))
}

fn branches(node: &Value) -> Option<&Vec<Value>> {
    node.get("oneOf")
        .or_else(|| node.get("anyOf"))
        .and_then(Value::as_array)
}

fn branches_of_words(node: &Value) -> Option<Vec<String>> {
    let found: Vec<String> = branches(node)?
        .iter()
        .filter_map(constant)
        .map(str::to_owned)
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The key whose constant tells tables apart.
fn tag<'s>(branches: &[&'s Value]) -> Option<&'s str> {
    let properties = branches.first()?.get("properties")?.as_object()?;
    let mut keys = properties.iter();
    keys.find_map(|(key, node)| constant(node).map(|_| key.as_str()))
}

fn constant(node: &Value) -> Option<&str> {
    node.get("const").and_then(Value::as_str)
}

/// All words that some forms allow.
fn words(branches: &[&Value]) -> Vec<String> {
    let of_branch = |branch: &&Value| -> Vec<String> {
        let listed = branch.get("enum").and_then(Value::as_array).into_iter().flatten();
        let listed = listed.filter_map(Value::as_str).map(str::to_owned);
        let inner = branches_of_words(branch).unwrap_or_default();
        listed
            .chain(constant(branch).map(str::to_owned))
            .chain(inner)
            .collect()
    };
    branches.iter().flat_map(of_branch).collect()
}

fn said(known: &[String]) -> String {
    let known: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
    format!("write one of {}", known.join(", "))
}

fn is_of(node: &Value, kind: &str) -> bool {
    match node.get("type") {
        Some(Value::String(own)) => own == kind,
        Some(Value::Array(own)) => own.iter().any(|own| own == kind),
        _ => false,
    }
}

fn is_of_only(node: &Value, kind: &str) -> bool {
    node.get("type").and_then(Value::as_str) == Some(kind)
}

fn json_type(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

const TYPES: [(&str, &str); 7] = [
    ("string", "text in quotation marks"),
    ("integer", "a whole number"),
    ("number", "a number"),
    ("boolean", "`true` or `false`"),
    ("array", "a list in `[ ]`"),
    ("object", "a table in `{ }`"),
    ("date", "a bare date"),
];

fn article(kind: &str) -> &'static str {
    TYPES
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("something else", |(_, said)| said)
}

fn wanted(node: &Value) -> String {
    let wanted: Vec<&str> = TYPES
        .iter()
        .filter(|(kind, _)| is_of(node, kind))
        .map(|(_, said)| *said)
        .collect();
    format!("{} belongs", wanted.join(" or "))
}

fn hint_for(node: &Value, found: &DeValue<'_>) -> String {
    match found {
        DeValue::Datetime(day) => format!("put the day in quotation marks: \"{day}\""),
        _ if is_of(node, "array") => "put it in `[ ]`, even if it is the only one".to_owned(),
        _ => "see the format with `jela programme schema`".to_owned(),
    }
}

fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").or_else(|| text.find(".\n"));
    text[..end.unwrap_or(text.len())].trim_end_matches('.')
}
