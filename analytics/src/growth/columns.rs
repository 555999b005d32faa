//! The names of columns of measured and scored children, as WHO's software has them.

/// 1 male, 2 female.
pub const SEX: &str = "sex";
/// Age in days, which need not be whole.
pub const AGE_DAYS: &str = "age_days";
/// Age in months of 30.4375 days, which need not be whole.
pub const AGE_MONTHS: &str = "age_months";
/// Weight in kg.
pub const WEIGHT: &str = "weight_kg";
/// Length or height in cm, as measured.
pub const LENGTH: &str = "lenhei_cm";
/// Height in cm, of children of 60 months and more.
pub const HEIGHT: &str = "height_cm";
/// `l` lying, `h` standing.
pub const MEASURE: &str = "measure";
/// Mid-upper arm circumference in cm.
pub const ARM: &str = "armc_cm";
/// Head circumference in cm.
pub const HEAD: &str = "headc_cm";
/// Whether both feet have pitting oedema.
pub const OEDEMA: &str = "oedema";

/// Measurements, which are above zero or not there at all.
pub const MEASUREMENTS: [&str; 5] = [WEIGHT, LENGTH, HEIGHT, ARM, HEAD];

/// Length or height brought to the position of the age, in cm.
pub const CLENHEI: &str = "clenhei";
/// The position, unless the child was too young for it.
pub const CMEASURE: &str = "cmeasure";
/// Whether the child was too young to have stood.
pub const C9MO: &str = "c9mo_flag";
/// Body mass index in kg/m².
pub const BMI: &str = "cbmi";

/// Scores and their flags, in the order in which they are written: length for age, weight for age, weight for length,
/// BMI, arm and head for age.
pub const SCORES: [(&str, &str); 6] = [
    ("zlen", "flen"),
    ("zwei", "fwei"),
    ("zwfl", "fwfl"),
    ("zbmi", "fbmi"),
    ("zac", "fac"),
    ("zhc", "fhc"),
];
/// Classes, in the order in which they are written: by length, weight, weight for length, and all signs of acute
/// malnutrition.
pub const CLASSES: [&str; 4] = ["cls_len", "cls_wei", "cls_wfl", "cls_acute"];
/// Scores and flags from 60 months on: height, weight, BMI for age.
pub const OLDER_SCORES: [(&str, &str); 3] = [("zhfa", "fhfa"), ("zwfa", "fwfa"), ("zbfa", "fbfa")];

/// Every column that scoring adds to children under five, in order.
pub fn added() -> Vec<&'static str> {
    let pairs = SCORES.into_iter().flat_map(|(z, flag)| [z, flag]);
    [CLENHEI, CMEASURE, C9MO, BMI]
        .into_iter()
        .chain(pairs)
        .chain(CLASSES)
        .collect()
}

/// Every column that scoring adds to children of 60 months and more, in order.
pub fn added_to_older() -> Vec<&'static str> {
    OLDER_SCORES.into_iter().flat_map(|(z, flag)| [z, flag]).collect()
}
