//! What a dataset keeps beside plain series of numbers: registers of units, cases, and the following of cases.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::places::PlaceLevel;
use crate::words::Words;

use super::docket::Docket;
use super::tally::Tally;

/// What the rows of a dataset are.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Keeps {
    /// Numbers of a place and day.
    #[default]
    Series,
    /// Numbers of a place, day and class, such as applications by scheme: a row for each value of its classes.
    Tally(Tally),
    /// A list of units below the geography, such as Anganwadi centres: each row makes its unit a place.
    Register(Register),
    /// One case a row, such as a child measured: known by a keyed hash, never by name.
    Cases(Cases),
    /// No rows of its own: the cases of another dataset, followed from entry to exit.
    Follow(Follow),
    /// One matter a row, such as a grievance, with the days of the steps it has gone through.
    Docket(Docket),
}

/// A list of units. A row's place is the unit; the place that it lies in and its name are kept beside it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The level of its units.
    pub unit: PlaceLevel,
}

impl Register {
    /// The text column with the name of the unit, which every register declares.
    pub const NAME: &'static str = "unit_name";

    /// The text column with the code of the place that the unit lies in, which every register declares.
    pub const PARENT: &'static str = "unit_parent";
}

/// Cases. The key of a row is its place, its case, and its reporting period (its day, where rows are due daily).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// The column of type `case` that tells one case from another.
    pub case: String,
    /// Columns of choices, declared or derived, by which counts can be broken down; at most three.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Columns computed from the others when facts are built.
    #[serde(default)]
    pub derive: Vec<Derive>,
    /// The register whose numbers measures may set beside the cases, such as children enrolled.
    #[serde(default)]
    pub register: Option<String>,
    /// A series of the same counts by unit, which stands in where a unit sent no cases for a period.
    #[serde(default)]
    pub totals: Option<String>,
}

/// A kind of derived columns.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Derive {
    /// Ages, z-scores, flags and classes of the WHO growth standards.
    Growth(Growth),
    /// How much weight was gained in a stay, and over how much weight and time.
    WeightGain(WeightGain),
}

/// Which columns the gain of weight in a stay is computed from; the stay begins on the day of the row. What it gives is
/// listed in [`WeightGain::COLUMNS`].
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeightGain {
    /// The day on which the stay ended.
    pub ended: String,
    /// The weight at its beginning.
    pub weight_before: String,
    /// The weight at its end.
    pub weight_after: String,
}

impl WeightGain {
    /// The derived columns: grams gained, less than 0 where weight was lost, and grams at the beginning times days. Both
    /// are null where a weight is missing or 0, or the stay has not lasted a day.
    pub const COLUMNS: [(&str, DerivedType); 2] =
        [("gain", DerivedType::Whole), ("gram_days", DerivedType::Whole)];
}

/// Which columns the growth standards are computed from; what they give is listed in [`Growth::COLUMNS`].
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// Choice `male`, `female`.
    pub sex: String,
    /// Date of birth.
    pub born: String,
    /// Age as typed, in months, used where no date of birth is known.
    pub age: String,
    /// Weight.
    pub weight: String,
    /// Length or height.
    pub height: String,
    /// Choice `lying`, `standing`.
    pub position: String,
    /// Mid-upper arm circumference.
    pub muac: String,
    /// Bilateral pitting oedema, yes or no.
    pub oedema: String,
}

impl Growth {
    /// The derived columns: z-scores in hundredths (`haz`, `waz`, `whz`, `baz`, `acz`), 1 where one is flagged as
    /// implausible, the classes of each (sev, mod, ok …), and the age in days and by group. From 60 months on the
    /// z-scores are those of the WHO 2007 reference, and the classes stand in `cls_len_2007` and `cls_wei_2007`.
    pub const COLUMNS: [(&str, DerivedType); 20] = [
        ("age_days", DerivedType::Whole),
        ("age_group", DerivedType::Class),
        ("haz", DerivedType::Whole),
        ("waz", DerivedType::Whole),
        ("whz", DerivedType::Whole),
        ("baz", DerivedType::Whole),
        ("acz", DerivedType::Whole),
        ("haz_flag", DerivedType::Whole),
        ("waz_flag", DerivedType::Whole),
        ("whz_flag", DerivedType::Whole),
        ("baz_flag", DerivedType::Whole),
        ("acz_flag", DerivedType::Whole),
        ("c9mo_flag", DerivedType::Whole),
        ("cls_len", DerivedType::Class),
        ("cls_wei", DerivedType::Class),
        ("cls_wfl", DerivedType::Class),
        ("cls_acute", DerivedType::Class),
        ("cls_len_2007", DerivedType::Class),
        ("cls_wei_2007", DerivedType::Class),
        ("cls_bmi_2007", DerivedType::Class),
    ];

    /// The age groups: those of the WHO's survey tables, and the year before school, in completed months of
    /// 30.4375 days, left-closed.
    pub const AGE_GROUPS: [(&str, i64, i64); 7] = [
        ("00-05", 0, 6),
        ("06-11", 6, 12),
        ("12-23", 12, 24),
        ("24-35", 24, 36),
        ("36-47", 36, 48),
        ("48-59", 48, 60),
        ("60-71", 60, 72),
    ];
}

/// What a derived column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DerivedType {
    /// Whole numbers.
    Whole,
    /// One of a few words.
    Class,
}

impl Cases {
    /// The type of a derived column.
    pub fn derived(&self, column: &str) -> Option<DerivedType> {
        let mut all = self.derive.iter().flat_map(|derive| match derive {
            Derive::Growth(_) => Growth::COLUMNS.iter(),
            Derive::WeightGain(_) => WeightGain::COLUMNS.iter(),
        });
        all.find(|(id, _)| *id == column).map(|(_, kind)| *kind)
    }

    /// From which columns the growth standards are computed, where they are.
    pub fn growth(&self) -> Option<&Growth> {
        self.derive.iter().find_map(|derive| match derive {
            Derive::Growth(growth) => Some(growth),
            Derive::WeightGain(_) => None,
        })
    }
}

/// The following of cases: who comes under care, and how each leaves it. The numbers of its rules are parameters of the
/// programme: `recovery_visits`, `default_months`, `relapse_within_months`, `ages_out_months`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// The dataset of cases, with one row a month.
    pub of: String,
    /// A dataset of cases with what happened to them elsewhere: columns `outcome` (a choice with `died`,
    /// `transferred` among others) and a date.
    #[serde(default)]
    pub events: Option<String>,
    /// A choice column of `of` that tells what became of a case: `died`, `left`, `joined` count, others don't.
    #[serde(default)]
    pub status: Option<String>,
    /// What a row must meet for its case to come under care.
    pub enters: Vec<Test>,
    /// What a row must meet to count towards recovery.
    pub recovers: Vec<Test>,
    /// The derived column with the age in days.
    pub age: String,
}

/// What must hold of a column of a row; exactly one of the conditions is given.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// A column, declared or derived.
    pub column: String,
    /// One of these words.
    #[serde(default)]
    pub is: Option<Vec<String>>,
    /// Known, and none of these words.
    #[serde(default)]
    pub is_not: Option<Vec<String>>,
    /// Known or not known.
    #[serde(default)]
    pub known: Option<bool>,
    /// Yes or no; what is not known is no.
    #[serde(default)]
    pub yes: Option<bool>,
    /// At least this stored whole number.
    #[serde(default)]
    pub at_least: Option<i64>,
    /// Less than this stored whole number.
    #[serde(default)]
    pub below: Option<i64>,
    /// Of a docket's day: at most so many days after another one.
    #[serde(default)]
    pub within: Option<DaysAfter>,
}

/// How long after another day a day lies at most.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysAfter {
    /// The column of the earlier day.
    pub after: String,
    /// The dated parameter with the number of days; the one in force on the earlier day holds, and where none is, nothing
    /// is in time.
    pub days: String,
}

impl Test {
    /// The columns that it reads.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let after = self.within.as_ref().map(|within| within.after.as_str());
        std::iter::once(self.column.as_str()).chain(after)
    }

    /// How many conditions are given.
    pub fn conditions(&self) -> usize {
        [
            self.is.is_some(),
            self.is_not.is_some(),
            self.known.is_some(),
            self.yes.is_some(),
            self.at_least.is_some(),
            self.below.is_some(),
            self.within.is_some(),
        ]
        .into_iter()
        .filter(|given| *given)
        .count()
    }
}

/// What a measure counts of followed cases, each counted once in its month. Opening, new, relapsed, returned and
/// transferred in add up to recovered, defaulted, died, aged out, transferred out and closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Under care on the day before the span begins.
    Opening,
    /// Came under care for the first time, or long after recovery.
    New,
    /// Came again within the time that counts as a relapse.
    Relapsed,
    /// Came again after having been lost sight of.
    Returned,
    /// Came from another place while under care.
    TransferredIn,
    /// Met the rule of recovery.
    Recovered,
    /// Not seen in as many months as make a default, counting only those in which the place reported.
    Defaulted,
    /// Died.
    Died,
    /// Grew out of the ages that the rule covers.
    AgedOut,
    /// Went to another place while under care.
    TransferredOut,
    /// Under care on the last day.
    Closing,
}

impl Flow {
    /// All, in the order of the balance.
    pub const ALL: [Self; 11] = [
        Self::Opening,
        Self::New,
        Self::Relapsed,
        Self::Returned,
        Self::TransferredIn,
        Self::Recovered,
        Self::Defaulted,
        Self::Died,
        Self::AgedOut,
        Self::TransferredOut,
        Self::Closing,
    ];

    /// The word in programmes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::New => "new",
            Self::Relapsed => "relapsed",
            Self::Returned => "returned",
            Self::TransferredIn => "transferred_in",
            Self::Recovered => "recovered",
            Self::Defaulted => "defaulted",
            Self::Died => "died",
            Self::AgedOut => "aged_out",
            Self::TransferredOut => "transferred_out",
            Self::Closing => "closing",
        }
    }

    /// Whether it is a way of coming under care; the other ways and stocks are not.
    pub fn is_entry(self) -> bool {
        matches!(
            self,
            Self::New | Self::Relapsed | Self::Returned | Self::TransferredIn
        )
    }

    /// Whether it is a number standing on a day rather than what came about.
    pub fn is_stock(self) -> bool {
        matches!(self, Self::Opening | Self::Closing)
    }
}

/// One of the values that a column of choices may have.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The word in the lake and in CSV: `female`.
    pub id: String,
    /// Other words for it in sheets, in any script; compared after folding case, spacing and punctuation.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether it says no more than a blank cell does, such as `Data not entered`: nothing is reported.
    #[serde(default)]
    pub not_reported: bool,
    /// What it is called.
    pub title: Words,
}

/// A column by which answers can be broken down, with its values in order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// A column of choices or a derived class: `sex`, `age_group`.
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// What its values are told from.
    #[serde(default)]
    pub of: ClassOf,
    /// Whether it says something about persons, so that whoever breaks counts down by it counts people.
    #[serde(default)]
    pub of_people: bool,
    /// The part of the Census population that each value is measured against.
    #[serde(default)]
    pub population: Option<PopulationOf>,
    /// Its values, in the order in which they are shown; what is not known comes last by itself.
    pub values: Vec<Choice>,
}

/// What the values of a class are told from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClassOf {
    /// The column of the same id.
    #[default]
    Column,
    /// A column of whole numbers: the ids of the values are ranges, both ends counted, such as `18-29` and `60+`.
    Ranges(String),
    /// A column of choices whose values are put together: the `words` of a value here are ids of values there.
    Groups(String),
    /// Of a docket: days since receipt on the day asked about, in ranges.
    DaysWaiting,
    /// Of a docket: the step that a pending matter has reached on the day asked about.
    Step,
}

impl ClassOf {
    /// Whether values change from day to day though nothing is delivered.
    pub fn moves(&self) -> bool {
        matches!(self, Self::DaysWaiting | Self::Step)
    }
}

/// A way in which the Census of India 2011 divides people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PopulationOf {
    /// `female` and `male`.
    Sex,
    /// `sc` and `st`; others are not told apart.
    SocialGroup,
    /// `rural`: people of blocks; `urban`: people of municipalities. Census towns lie in blocks.
    Area,
}

/// The range that the id of a value names: least and, unless open, most.
pub fn range(id: &str) -> Option<(i64, Option<i64>)> {
    if let Some(least) = id.strip_suffix('+') {
        return Some((least.parse().ok()?, None));
    }
    let (least, most) = id.split_once('-')?;
    let (least, most) = (least.parse().ok()?, most.parse().ok()?);
    (least <= most).then_some((least, Some(most)))
}

/// A named way in which the register groups its units: an office hierarchy beside the geography.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitGroup {
    /// A text column of a register: `project`.
    pub id: String,
    /// What one is called.
    pub title: Words,
}
