//! Measures and indicators: what is added up, and what is divided.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::places::{PlaceCode, PlaceLevel};
use crate::unit::Unit;
use crate::words::Words;

use super::cases::{Flow, Test};
use super::docket::DocketCount;
use super::schema::Day;

/// A sum over reported rows.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// `persondays`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// How it is counted, in a sentence or two.
    #[serde(default)]
    pub definition: Option<Words>,
    /// The dataset whose rows are added up.
    pub dataset: String,
    /// The columns that are added up; with several, a row counts only where it has all of them. Of cases, over the rows
    /// that meet the tests of `count`; without `sum_of` these rows are counted.
    #[serde(default)]
    pub sum_of: Vec<String>,
    /// For series and tallies: how many places reported at least this much, as a stored whole number, instead of how much
    /// they reported. With 0 it is the number that reported anything. Of a tally the whole of a report counts, whatever its
    /// classes.
    #[serde(default)]
    pub places_with_at_least: Option<i64>,
    /// Only what places of this level report, where those of two levels do: coverage of wards, beside that of panchayats.
    #[serde(default)]
    pub at: Option<PlaceLevel>,
    /// For cases: what a row must meet to be counted. Without conditions every row counts.
    #[serde(default)]
    pub count: Option<Vec<Test>>,
    /// For cases: how many different values of this column there are at a place on a day among the rows counted, instead of
    /// how many rows: camps, where each row is a polling part that a camp serves.
    #[serde(default)]
    pub different: Option<String>,
    /// For cases with a number of the register: what a row must meet to be taken off that number.
    #[serde(default)]
    pub less: Option<Vec<Test>>,
    /// For cases: the columns of the dataset of totals that stand in for the count.
    #[serde(default)]
    pub totals: Vec<String>,
    /// For cases: the column of the register that is given instead of the count, for units that reported.
    #[serde(default)]
    pub register: Option<String>,
    /// For followed cases: what is counted of them.
    #[serde(default)]
    pub flow: Option<Flow>,
    /// For a docket: what is counted of it; with `sum_of`, that column is added up over what is counted.
    #[serde(default)]
    pub docket: Option<DocketCount>,
    /// How it goes over time.
    pub over_time: OverTime,
    /// Whether a cumulative count begins again at the programme's restarts.
    #[serde(default = "yes")]
    pub restarts: bool,
    /// Whether more is better.
    #[serde(default)]
    pub better: Better,
    /// Whether it counts different people or households, so that months don't add up to a year.
    #[serde(default)]
    pub distinct: bool,
    /// Whether it counts people, so that a small value may point at one; left out, the programme's `disclosure` tells.
    #[serde(default)]
    pub counts_people: Option<bool>,
    /// Dated targets.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
}

impl Measure {
    /// Whether what it says is taken to begin again at the programme's restarts.
    pub fn begins_again(&self) -> bool {
        self.over_time == OverTime::Cumulative && self.restarts
    }
}

fn yes() -> bool {
    true
}

/// How a measure goes over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OverTime {
    /// Events: values of a span are added up.
    Sum,
    /// A stock: the last value counts.
    Latest,
    /// A year-to-date series that begins again at each restart.
    Cumulative,
}

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither can be said.
    #[default]
    Neither,
}

/// A ratio of two sums, divided once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// `women_percent`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// How it is counted, in a sentence or two.
    #[serde(default)]
    pub definition: Option<Words>,
    /// The measures added up above the line.
    pub of: Vec<String>,
    /// What is made of them.
    #[serde(default)]
    pub kind: IndicatorKind,
    /// The measures added up below the line.
    #[serde(default)]
    pub per: Vec<String>,
    /// What the quotient is.
    pub unit: IndicatorUnit,
    /// Named bands of its values, lowest first; the last has no upper end.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// Who drew the bands: “WHO and UNICEF 2019”.
    #[serde(default)]
    pub bands_by: Option<Words>,
    /// Whether more is better.
    #[serde(default)]
    pub better: Better,
    /// Dated targets.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
}

/// What an indicator makes of its measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKind {
    /// `of` divided by `per`.
    #[default]
    Ratio,
    /// `of` divided by `per`, of two datasets that the same places report equally often; only where all who report have
    /// told both, so that the two are of the same places.
    Across,
    /// `of` for each lakh of people counted in 2011; where no population is known, not applicable.
    PerLakh,
    /// `of` in percent of the people counted in 2011; where no population is known, not applicable.
    PopulationPercent,
    /// The places that `of` counts, in percent of all that report.
    PlacesPercent,
    /// The middle one of the values that the measure `of` adds up, exactly; of an even number, the mean of the two.
    Median,
    /// `of` of one value of the class asked by, of all whose value is known.
    Share,
    /// How many have a known value of the class asked by.
    Known,
    /// The share, divided by the share of the same people in the population of 2011.
    Representation,
    /// The lower end of its 95 % interval: Wilson's for the share, divided by the population's share.
    RepresentationLow,
    /// The upper end.
    RepresentationHigh,
}

impl IndicatorKind {
    /// Whether it divides measures by others.
    pub fn divides(self) -> bool {
        matches!(self, Self::Ratio | Self::Across)
    }

    /// Whether it sets the values of a class against one another, so that a class must be asked by.
    pub fn needs_class(self) -> bool {
        matches!(
            self,
            Self::Share
                | Self::Known
                | Self::Representation
                | Self::RepresentationLow
                | Self::RepresentationHigh
        )
    }

    /// Whether it sets something against the population.
    pub fn needs_population(self) -> bool {
        matches!(
            self,
            Self::PerLakh
                | Self::PopulationPercent
                | Self::Representation
                | Self::RepresentationLow
                | Self::RepresentationHigh
        )
    }
}

/// One band of values.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The value at which the next band begins; none for the last.
    #[serde(default)]
    pub below: Option<f64>,
    /// What it is called: “High”.
    pub title: Words,
}

impl Indicator {
    /// The band in which a value lies.
    pub fn band(&self, value: f64) -> Option<&Band> {
        self.bands
            .iter()
            .find(|band| band.below.is_none_or(|below| value < below))
    }
}

/// What a quotient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorUnit {
    /// The quotient times 100.
    Percent,
    /// Days for each of something.
    Days,
    /// Rupees for each of something.
    Rupees,
    /// A bare quotient.
    Index,
    /// Grams for each kilogram and day, where grams are divided by grams times days.
    GramsPerKilogramDay,
}

/// A value to be reached or not to be passed, from a day on, in a place and all inside it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// In the unit of the measure.
    pub value: f64,
    /// First day on which it holds.
    #[schemars(with = "Day")]
    pub from: Date,
    /// Last day, when it has ended.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub to: Option<Date>,
    /// Where it holds; everywhere when left out.
    #[serde(default)]
    pub place: Option<PlaceCode>,
    /// How near below (or above, where less is better) is still worth watching, in the same unit.
    #[serde(default)]
    pub watch_within: f64,
}

impl Target {
    /// The target in force on a day, the later one where two overlap; places are the caller's to sort out.
    pub fn on(targets: &[Self], day: Date) -> Option<&Self> {
        targets
            .iter()
            .filter(|target| target.from <= day && target.to.is_none_or(|to| day <= to))
            .max_by_key(|target| target.from)
    }
}

/// A measure or an indicator: what a query may ask for.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A sum.
    Measure(&'a Measure),
    /// A ratio.
    Indicator(&'a Indicator),
}

impl<'a> Subject<'a> {
    /// Its id.
    pub fn id(self) -> &'a str {
        match self {
            Self::Measure(measure) => &measure.id,
            Self::Indicator(indicator) => &indicator.id,
        }
    }

    /// What it is called.
    pub fn title(self) -> &'a Words {
        match self {
            Self::Measure(measure) => &measure.title,
            Self::Indicator(indicator) => &indicator.title,
        }
    }

    /// How it is counted.
    pub fn definition(self) -> Option<&'a Words> {
        match self {
            Self::Measure(measure) => measure.definition.as_ref(),
            Self::Indicator(indicator) => indicator.definition.as_ref(),
        }
    }

    /// Which direction is good.
    pub fn better(self) -> Better {
        match self {
            Self::Measure(measure) => measure.better,
            Self::Indicator(indicator) => indicator.better,
        }
    }

    /// Its dated targets.
    pub fn targets(self) -> &'a [Target] {
        match self {
            Self::Measure(measure) => &measure.targets,
            Self::Indicator(indicator) => &indicator.targets,
        }
    }
}

impl IndicatorUnit {
    /// The unit in which the quotient is shown.
    pub fn unit(self) -> Unit {
        match self {
            Self::Percent => Unit::Percent,
            Self::Days => Unit::Days,
            Self::Rupees => Unit::Rupees,
            Self::Index => Unit::Index,
            Self::GramsPerKilogramDay => Unit::GramsPerKilogramDay,
        }
    }
}
