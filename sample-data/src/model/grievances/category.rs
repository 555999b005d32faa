//! What people complain about, which departments deal with it, and how it ends.

/// A category of grievances.
#[derive(Debug)]
pub(crate) struct Category {
    pub(crate) title: &'static str,
    /// How many there are in villages and in towns, beside the others.
    pub(super) rural: f64,
    pub(super) urban: f64,
    pub(crate) subjects: &'static [&'static str],
    /// The departments that deal with it, each with its part in villages and in towns. None: whoever is concerned.
    pub(super) desks: &'static [(&'static str, f64, f64)],
    /// What comes of it, the usual outcome first.
    pub(super) outcomes: &'static [&'static str],
    /// Women among those who complain of it.
    pub(super) women: f64,
    /// How long it takes, 1 for most.
    pub(super) pace: f64,
}

/// Where `rural` and `urban` are shares of a hundred.
const fn category(
    title: &'static str,
    (rural, urban): (f64, f64),
    (women, pace): (f64, f64),
    subjects: &'static [&'static str],
    desks: &'static [(&'static str, f64, f64)],
    outcomes: &'static [&'static str],
) -> Category {
    Category {
        title,
        rural,
        urban,
        subjects,
        desks,
        outcomes,
        women,
        pace,
    }
}

const PANCHAYATS: &str = "Panchayats and Rural Development";
const TOWNS: &str = "Urban Development and Municipal Affairs";
const WELFARE: &str = "Women and Child Development and Social Welfare";
const HEALTH: &str = "Health and Family Welfare";
const SCHOOLS: &str = "School Education";
const CASTES: &str = "Backward Classes Welfare";
const WATER: &str = "Public Health Engineering";
const ROADS: &str = "Public Works";

/// Roads and bridges, of which more is heard where a road has broken.
pub(super) const ROADS_AND_BRIDGES: usize = 0;

/// All categories; the last one holds what fits no other.
pub(crate) const CATEGORIES: [Category; 24] = [
    category(
        "Roads and bridges",
        (12.0, 9.0),
        (0.38, 2.0),
        &["Village road", "Main road", "Bridge or culvert"],
        &[(PANCHAYATS, 0.65, 0.0), (ROADS, 0.35, 0.4), (TOWNS, 0.0, 0.6)],
        &[
            "Road repaired",
            "Information given",
            "Referred to another authority",
        ],
    ),
    category(
        "Drinking water",
        (9.0, 9.0),
        (0.5, 1.2),
        &["Tube well", "Piped water", "Water quality"],
        &[(WATER, 0.6, 0.4), (PANCHAYATS, 0.4, 0.0), (TOWNS, 0.0, 0.6)],
        &[
            "Water supplied",
            "Information given",
            "Referred to another authority",
        ],
    ),
    category(
        "Electricity",
        (5.0, 6.0),
        (0.35, 0.6),
        &["New connection", "Power cut or low voltage", "Bill or meter"],
        &[("Power", 1.0, 1.0)],
        &["Connection given", "Service restored", "Record corrected"],
    ),
    category(
        "Housing",
        (14.0, 5.0),
        (0.5, 1.6),
        &[
            "Name on the housing list",
            "Instalment of housing money",
            "Damaged house",
        ],
        &[(PANCHAYATS, 1.0, 0.0), (TOWNS, 0.0, 0.8), ("Housing", 0.0, 0.2)],
        &["Shelter provided", "Not eligible", "Information given"],
    ),
    category(
        "Pension",
        (8.0, 7.0),
        (0.6, 1.2),
        &["Old age pension", "Widow pension", "Disability pension"],
        &[(WELFARE, 0.6, 0.6), (PANCHAYATS, 0.4, 0.0), (TOWNS, 0.0, 0.4)],
        &["Pension sanctioned", "Not eligible", "Information given"],
    ),
    category(
        "Ration card",
        (6.0, 7.0),
        (0.5, 0.8),
        &[
            "New ration card",
            "Correction of a ration card",
            "Ration not supplied",
        ],
        &[("Food and Supplies", 1.0, 1.0)],
        &["Ration card issued", "Record corrected", "Not eligible"],
    ),
    category(
        "Land records",
        (7.0, 6.0),
        (0.28, 2.2),
        &["Mutation", "Correction of a land record", "Encroachment"],
        &[(
            "Land and Land Reforms and Refugee Relief and Rehabilitation",
            1.0,
            1.0,
        )],
        &[
            "Record corrected",
            "Enquiry done and action taken",
            "Referred to another authority",
        ],
    ),
    category(
        "Police",
        (5.0, 8.0),
        (0.42, 1.7),
        &["No action by the police", "Dispute", "Cyber crime"],
        &[("Home and Hill Affairs", 1.0, 1.0)],
        &[
            "Enquiry done and action taken",
            "Referred to another authority",
            "Withdrawn or not traced",
        ],
    ),
    category(
        "Health",
        (4.0, 5.0),
        (0.5, 0.9),
        &["Service of a hospital", "Supply of medicine", "Ambulance"],
        &[(HEALTH, 1.0, 1.0)],
        &[
            "Service restored",
            "Information given",
            "Enquiry done and action taken",
        ],
    ),
    category(
        "Education",
        (3.0, 4.0),
        (0.45, 1.1),
        &["School building", "Shortage of teachers", "Mid-day meal"],
        &[(SCHOOLS, 0.9, 0.8), ("Higher Education", 0.1, 0.2)],
        &[
            "Information given",
            "Enquiry done and action taken",
            "Service restored",
        ],
    ),
    category(
        "Employment guarantee",
        (4.0, 0.0),
        (0.45, 1.4),
        &["Job card", "Work not given", "Wages not paid"],
        &[(PANCHAYATS, 1.0, 0.0)],
        &["Payment released", "Information given", "Not eligible"],
    ),
    category(
        "Scholarships",
        (3.0, 4.0),
        (0.55, 1.0),
        &[
            "Scholarship not paid",
            "Application for a scholarship",
            "Student credit card",
        ],
        &[
            (SCHOOLS, 0.5, 0.5),
            (CASTES, 0.3, 0.3),
            ("Minority Affairs and Madrasah Education", 0.2, 0.2),
        ],
        &["Payment released", "Information given", "Not eligible"],
    ),
    category(
        "Caste certificate",
        (3.0, 3.0),
        (0.45, 0.9),
        &["Application for a certificate", "Delay of a certificate"],
        &[(CASTES, 1.0, 1.0)],
        &["Certificate issued", "Not eligible", "Information given"],
    ),
    category(
        "Lakshmir Bhandar",
        (3.0, 3.0),
        (0.9, 0.8),
        &["Application for Lakshmir Bhandar", "Payment stopped"],
        &[(WELFARE, 1.0, 1.0)],
        &["Payment released", "Record corrected", "Not eligible"],
    ),
    category(
        "Swasthya Sathi",
        (2.0, 3.0),
        (0.5, 0.8),
        &["New health card", "Refused by a hospital"],
        &[(HEALTH, 1.0, 1.0)],
        &["Service restored", "Information given", "Record corrected"],
    ),
    category(
        "Sanitation",
        (2.0, 5.0),
        (0.5, 1.3),
        &["Toilet", "Drainage", "Waste"],
        &[(PANCHAYATS, 1.0, 0.0), (TOWNS, 0.0, 1.0)],
        &[
            "Service restored",
            "Enquiry done and action taken",
            "Information given",
        ],
    ),
    category(
        "Irrigation",
        (1.5, 0.0),
        (0.2, 1.8),
        &[
            "Canal water",
            "Erosion of a river bank",
            "River lift or deep tube well",
        ],
        &[
            ("Irrigation and Waterways", 0.7, 0.0),
            ("Water Resources Investigation and Development", 0.3, 0.0),
        ],
        &[
            "Water supplied",
            "Information given",
            "Referred to another authority",
        ],
    ),
    category(
        "Agriculture",
        (2.5, 0.3),
        (0.25, 1.0),
        &["Krishak Bandhu", "Crop insurance", "Purchase of paddy"],
        &[("Agriculture", 1.0, 1.0)],
        &["Payment released", "Information given", "Not eligible"],
    ),
    category(
        "Labour",
        (1.5, 2.0),
        (0.35, 1.1),
        &["Labour card", "Migrant worker", "Dispute about wages"],
        &[("Labour", 1.0, 1.0)],
        &[
            "Payment released",
            "Enquiry done and action taken",
            "Information given",
        ],
    ),
    category(
        "Transport",
        (0.7, 1.5),
        (0.3, 1.0),
        &["Bus service", "Driving licence"],
        &[("Transport", 1.0, 1.0)],
        &["Service restored", "Information given", "Certificate issued"],
    ),
    category(
        "Municipal services",
        (0.0, 12.0),
        (0.42, 1.2),
        &["Street light", "Property tax", "Birth or death certificate"],
        &[(TOWNS, 0.0, 1.0)],
        &["Service restored", "Certificate issued", "Information given"],
    ),
    category(
        "Panchayat services",
        (3.0, 0.0),
        (0.4, 1.2),
        &[
            "Certificate of the panchayat",
            "Use of panchayat money",
            "Relief after a disaster",
        ],
        &[(PANCHAYATS, 1.0, 0.0)],
        &[
            "Certificate issued",
            "Enquiry done and action taken",
            "Information given",
        ],
    ),
    category(
        "Bank and loan",
        (0.8, 1.2),
        (0.5, 1.3),
        &["Loan refused", "Bank account"],
        &[
            ("Finance", 0.6, 0.6),
            ("Co-operation", 0.2, 0.2),
            ("Self Help Group and Self Employment", 0.2, 0.2),
        ],
        &[
            "Information given",
            "Referred to another authority",
            "Payment released",
        ],
    ),
    category(
        "Other",
        (5.0, 7.0),
        (0.42, 1.2),
        &["Other subject"],
        &[],
        &[
            "Information given",
            "Enquiry done and action taken",
            "Referred to another authority",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::department::{DEPARTMENTS, department};
    use super::*;

    #[test]
    fn every_department_that_is_named_exists() {
        for (name, ..) in CATEGORIES.iter().flat_map(|category| category.desks) {
            assert_eq!(DEPARTMENTS[department(name)], *name);
        }
    }

    #[test]
    fn the_parts_of_departments_are_wholes_wherever_there_are_cases() {
        for category in CATEGORIES.iter().filter(|category| !category.desks.is_empty()) {
            let whole = |part: fn(&(&str, f64, f64)) -> f64| category.desks.iter().map(part).sum::<f64>();
            let (rural, urban) = (whole(|desk| desk.1), whole(|desk| desk.2));
            assert!(
                category.rural == 0.0 || (rural - 1.0).abs() < 1e-9,
                "{}",
                category.title
            );
            assert!(
                category.urban == 0.0 || (urban - 1.0).abs() < 1e-9,
                "{}",
                category.title
            );
        }
    }

    #[test]
    fn sheets_say_the_words_of_the_programme() {
        let programmes = catalog::programme::Programmes::built_in().unwrap();
        let cases = programmes.get("grievance").unwrap().dataset("cases").unwrap();
        let words = |column: &str| -> BTreeSet<&str> {
            let values = &cases.column(column).unwrap().values;
            values.iter().map(|value| value.title.en.as_str()).collect()
        };
        let (categories, subjects) = (words("category"), words("sub_category"));
        let (outcomes, departments) = (words("outcome"), words("department"));
        for category in &CATEGORIES {
            assert!(categories.contains(category.title), "{}", category.title);
            assert!(
                category.subjects.iter().all(|subject| subjects.contains(subject)),
                "{}",
                category.title
            );
            assert!(
                category.outcomes.iter().all(|outcome| outcomes.contains(outcome)),
                "{}",
                category.title
            );
        }
        assert!(DEPARTMENTS.iter().all(|name| departments.contains(name)));
    }
}
