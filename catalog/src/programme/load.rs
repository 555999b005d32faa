//! Loading programmes: the built-in ones, and those a district declares in `DATA/programmes/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use include_dir::{Dir, include_dir};

use super::{Programme, Severity, diagnose};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/programmes");

/// Why programmes could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    /// A folder or file can't be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not a well-formed programme.
    #[error("{file}: {source}")]
    Malformed {
        /// Which.
        file: String,
        /// What serde says of it, with line and column.
        source: Box<toml::de::Error>,
    },
    /// A programme makes no sense; all faults at once.
    #[error("{file}: {}", faults.join("; "))]
    Faulty {
        /// Which.
        file: String,
        /// Every fault.
        faults: Vec<String>,
    },
}

/// A declared programme that is left out because it is wrong; all others work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub problem: String,
}

impl std::fmt::Display for LeftOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let file = self.file.display();
        write!(f, "programme left out: {file}: {}; the others work", self.problem)
    }
}

/// All programmes, by id.
#[derive(Debug, Clone, Default)]
pub struct Programmes {
    known: BTreeMap<String, Programme>,
    left_out: Vec<LeftOut>,
}

impl Programmes {
    /// The built-in programmes.
    pub fn built_in() -> Result<Self, ProgrammeError> {
        let mut programmes = Self::default();
        for folder in BUILT_IN.dirs() {
            let name = folder.path().join("programme.toml");
            let Some(text) = folder.get_file(&name).and_then(|file| file.contents_utf8()) else {
                continue;
            };
            programmes.add(&name.display().to_string(), text)?;
        }
        Ok(programmes)
    }

    /// The built-in programmes as they are written, by their folders.
    #[cfg(test)]
    pub(crate) fn texts() -> impl Iterator<Item = (String, &'static str)> {
        BUILT_IN.dirs().filter_map(|folder| {
            let name = folder.path().join("programme.toml");
            Some((
                name.display().to_string(),
                folder.get_file(&name)?.contents_utf8()?,
            ))
        })
    }

    /// The built-in programmes and those in `DATA/programmes/*/programme.toml`, which replace by id. One that is wrong is
    /// left out, and takes no other down.
    pub fn load(data: Option<&Path>) -> Result<Self, ProgrammeError> {
        let mut programmes = Self::built_in()?;
        let mut declared: BTreeMap<String, PathBuf> = BTreeMap::new();
        let files = data.map(declared_in).transpose()?;
        for file in files.into_iter().flatten() {
            let added = Self::declared(&file).and_then(|programme| match declared.get(&programme.id) {
                Some(other) => Err(format!(
                    "`{}` is declared in {} too; give one of them another id",
                    programme.id,
                    other.display()
                )),
                None => Ok(programme),
            });
            match added {
                Ok(programme) => {
                    declared.insert(programme.id.clone(), file);
                    programmes.known.insert(programme.id.clone(), programme);
                }
                Err(problem) => programmes.left_out.push(LeftOut { file, problem }),
            }
        }
        Ok(programmes)
    }

    /// The programme in a file, or what is wrong with it in one line.
    pub fn declared(file: &Path) -> Result<Programme, String> {
        let text = std::fs::read_to_string(file).map_err(|fault| fault.to_string())?;
        parsed(&file.display().to_string(), &text).map_err(|fault| first_of(&text, &fault))
    }

    /// Declared programmes that are wrong.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Parses, checks and adds one programme.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), ProgrammeError> {
        let programme = parsed(file, text)?;
        self.known.insert(programme.id.clone(), programme);
        Ok(())
    }

    /// The programme of that id.
    pub fn get(&self, id: &str) -> Option<&Programme> {
        self.known.get(id)
    }

    /// The programmes in the order in which pages show them.
    pub fn in_order(&self) -> Vec<&Programme> {
        let mut all: Vec<&Programme> = self.iter().collect();
        all.sort_by_key(|programme| programme.order);
        all
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Programme> + Clone {
        self.known.values()
    }
}

fn parsed(file: &str, text: &str) -> Result<Programme, ProgrammeError> {
    let programme: Programme = toml::from_str(text).map_err(|source| ProgrammeError::Malformed {
        file: file.to_owned(),
        source: Box::new(source),
    })?;
    let faults = programme.check();
    if !faults.is_empty() {
        return Err(ProgrammeError::Faulty {
            file: file.to_owned(),
            faults: faults.into_iter().map(|fault| fault.message).collect(),
        });
    }
    Ok(programme)
}

/// The first fault of a text with its line, and how many more there are.
fn first_of(text: &str, fault: &ProgrammeError) -> String {
    let mut faults = diagnose(text)
        .into_iter()
        .filter(|one| one.severity == Severity::Fault);
    let Some(first) = faults.next() else {
        return fault.to_string();
    };
    let more = match faults.count() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!(
        "line {}: {}{more} (`jela programme check` lists all)",
        first.line, first.problem
    )
}

/// What tells whether the declared programmes and reports of a data directory have changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl Stamp {
    /// The stamp of what is there now; what can't be read has none.
    pub fn of(data: &Path) -> Self {
        let reports = crate::pack::declared_in(data).unwrap_or_default();
        let files = declared_in(data).unwrap_or_default().into_iter().chain(reports);
        let files = files.chain([data.join(crate::convergence::FILE)]);
        let stamps = files.filter_map(|file| {
            let about = std::fs::metadata(&file).ok()?;
            Some((file, about.len(), about.modified().ok()))
        });
        Self(stamps.collect())
    }
}

fn declared_in(data: &Path) -> Result<Vec<PathBuf>, ProgrammeError> {
    let folder = data.join("programmes");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |source| ProgrammeError::Unreadable {
        path: folder.clone(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path().join("programme.toml");
        if file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../../programmes/mgnrega/programme.toml");

    fn declared(programmes: &[(&str, &str)]) -> (tempfile::TempDir, Programmes) {
        let data = tempfile::tempdir().unwrap();
        for (folder, text) in programmes {
            let folder = data.path().join("programmes").join(folder);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("programme.toml"), text).unwrap();
        }
        let loaded = Programmes::load(Some(data.path())).unwrap();
        (data, loaded)
    }

    #[test]
    fn a_wrong_programme_is_left_out_and_takes_no_other_down() {
        let right = GOOD.replacen("id = \"mgnrega\"", "id = \"works\"", 1);
        let wrong = GOOD.replacen("over_time", "overtime", 1);
        let (_data, loaded) = declared(&[("a", "= no toml"), ("mgnrega", &wrong), ("works", &right)]);
        assert!(loaded.get("works").is_some() && loaded.get("pushti").is_some());
        assert!(loaded.get("mgnrega").is_some(), "the built-in one holds");
        let told: Vec<String> = loaded.left_out().iter().map(LeftOut::to_string).collect();
        assert_eq!(told.len(), 2);
        assert!(
            told[1].contains("mgnrega/programme.toml: line ") && told[1].contains("`over_time`"),
            "{told:?}"
        );
    }

    #[test]
    fn of_two_programmes_of_one_id_the_second_is_left_out() {
        let (_data, loaded) = declared(&[("a", GOOD), ("b", GOOD)]);
        assert_eq!(loaded.left_out().len(), 1);
        let problem = &loaded.left_out()[0].problem;
        assert!(problem.contains("is declared in"), "{problem}");
    }

    #[test]
    fn a_stamp_changes_with_the_files_and_with_nothing_else() {
        let (data, _) = declared(&[("a", GOOD)]);
        let before = Stamp::of(data.path());
        assert_eq!(before, Stamp::of(data.path()));
        std::fs::write(data.path().join("programmes/a/programme.toml"), "id = \"x\"").unwrap();
        assert_ne!(before, Stamp::of(data.path()));
        assert_eq!(Stamp::of(Path::new("/nowhere")), Stamp::default());
    }
}
