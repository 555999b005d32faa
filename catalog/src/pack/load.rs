//! Loading packs: the built-in ones, and those a district declares in `DATA/reports/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::Pack;
use crate::programme::Programmes;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/reports");

/// Why packs could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The folder can't be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A pack of jela's own is wrong.
    #[error("{file}: {problem}")]
    Faulty {
        /// Which.
        file: String,
        /// What is wrong.
        problem: String,
    },
}

/// All packs, by id.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    known: BTreeMap<String, Pack>,
    left_out: Vec<String>,
}

impl Packs {
    /// The built-in packs and those in `DATA/reports/*.toml`, which replace by id. One that is wrong is left out, and
    /// takes no other down.
    pub fn load(data: Option<&Path>, programmes: &Programmes) -> Result<Self, PackError> {
        let mut packs = Self::default();
        for file in BUILT_IN.files() {
            let name = file.path().display().to_string();
            let text = file.contents_utf8().unwrap_or_default();
            let pack =
                parsed(text, programmes).map_err(|problem| PackError::Faulty { file: name, problem })?;
            packs.known.insert(pack.id.clone(), pack);
        }
        for file in data.map(declared_in).transpose()?.into_iter().flatten() {
            let read = std::fs::read_to_string(&file).map_err(|fault| fault.to_string());
            match read.and_then(|text| parsed(&text, programmes)) {
                Ok(pack) => {
                    packs.known.insert(pack.id.clone(), pack);
                }
                Err(problem) => {
                    let file = file.display();
                    let told = format!("report left out: {file}: {problem}; the others work");
                    packs.left_out.push(told);
                }
            }
        }
        Ok(packs)
    }

    /// The pack of that id.
    pub fn get(&self, id: &str) -> Option<&Pack> {
        self.known.get(id)
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.known.values()
    }

    /// What is wrong with declared packs, a line each.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }
}

fn parsed(text: &str, programmes: &Programmes) -> Result<Pack, String> {
    let pack: Pack = toml::from_str(text).map_err(|fault| fault.to_string().trim().replace('\n', " "))?;
    let faults = pack.check(programmes);
    if faults.is_empty() {
        Ok(pack)
    } else {
        Err(faults.join("; "))
    }
}

/// The files that declare packs in a data directory.
pub(crate) fn declared_in(data: &Path) -> Result<Vec<PathBuf>, PackError> {
    let folder = data.join("reports");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |source| PackError::Unreadable {
        path: folder.clone(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if file.extension().is_some_and(|extension| extension == "toml") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(files: &[(&str, &str)]) -> Packs {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir(data.path().join("reports")).unwrap();
        for (name, text) in files {
            std::fs::write(data.path().join("reports").join(name), text).unwrap();
        }
        Packs::load(Some(data.path()), &Programmes::built_in().unwrap()).unwrap()
    }

    #[test]
    fn a_district_declares_reports_over_programmes_of_its_own() {
        let text = "id = \"weekly\"\ntitle = { en = \"Weekly\" }\n[[section]]\nkind = \"review\"\nmost = 3\n";
        let packs = load(&[("weekly.toml", text)]);
        assert_eq!(packs.get("weekly").unwrap().sections.len(), 1);
        assert!(packs.get("district-review").is_some() && packs.get("block-pack").is_some());
        assert!(packs.left_out().is_empty());
    }

    #[test]
    fn a_wrong_one_is_left_out_with_every_fault_and_takes_no_other_down() {
        let faulty = "id = \"daily-employment\"\ntitle = { en = \"x\" }\n[[section]]\nkind = \"review\"\n\
                      programmes = [\"nothing\"]\nmost = 0\n[[section]]\nkind = \"report\"\nreport = \"none\"\n";
        let unknown = "id = \"x\"\ntitle = { en = \"x\" }\n[[section]]\nkind = \"formula\"\n";
        let packs = load(&[
            ("a.toml", faulty),
            ("b.toml", unknown),
            ("c.toml", "= no toml"),
            ("d.txt", ""),
        ]);
        let told = packs.left_out();
        assert_eq!(told.len(), 3);
        for word in [
            "`daily-employment`",
            "`nothing`",
            "most = 0",
            "`none`",
            "a.toml",
            "the others work",
        ] {
            assert!(told[0].contains(word), "{word}: {}", told[0]);
        }
        assert!(told[1].contains("formula") && packs.get("block-pack").is_some());
    }
}
