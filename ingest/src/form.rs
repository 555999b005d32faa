//! Sources made ready for comparison: their headers folded, and those of the office's own map added.

use catalog::programme::{Dataset, DateFrom, Keeps, Layout, Programme, Source};
use catalog::{Catalog, PlaceLevel};

use crate::error::IngestError;
use crate::heading::{Pattern, fold};
use crate::mapping::{DATE, Mapping};
use crate::options::Options;
use crate::values::Reader;

/// Synonyms of one header, the likeliest first.
pub(crate) type Synonyms = Vec<Pattern>;

/// One source, ready for comparison.
#[derive(Debug, Clone)]
pub(crate) struct Form<'a> {
    pub(crate) programme: &'a Programme,
    pub(crate) dataset: &'a Dataset,
    pub(crate) source: &'a Source,
    pub(crate) recognised_by: Vec<Synonyms>,
    /// Text that must stand above the table, folded.
    pub(crate) title_has: Vec<String>,
    pub(crate) places: Vec<PlaceForm>,
    pub(crate) case: Option<CaseForm>,
    /// Headers of columns that name or reach people.
    pub(crate) personal: Synonyms,
    pub(crate) dates: Vec<DateForm>,
    pub(crate) values: ValuesForm,
    /// By position of the dataset's columns.
    pub(crate) readers: Vec<Reader<'a>>,
}

/// The headers that name a place of one level.
#[derive(Debug, Clone)]
pub(crate) struct PlaceForm {
    pub(crate) level: PlaceLevel,
    pub(crate) name: Synonyms,
    pub(crate) mgnrega_code: Synonyms,
    pub(crate) lgd_code: Synonyms,
    /// The source's own code of a unit.
    pub(crate) code: Synonyms,
}

/// The headers by which cases are told apart.
#[derive(Debug, Clone)]
pub(crate) struct CaseForm {
    pub(crate) number: Synonyms,
    pub(crate) words: Vec<Synonyms>,
}

/// The headers under which dates stand.
#[derive(Debug, Clone)]
pub(crate) enum DateForm {
    Column(Synonyms),
    YearAndMonth(Synonyms, Synonyms),
    CalendarMonth(Synonyms, Synonyms),
    CalendarYear(Synonyms),
    YearAndUpdate(Synonyms, Synonyms),
    AsOnLine,
}

/// The headers under which values stand, with the positions of the dataset's columns.
#[derive(Debug, Clone)]
pub(crate) enum ValuesForm {
    Wide(Vec<(usize, Synonyms)>),
    Long {
        name: Synonyms,
        value: Synonyms,
        /// Folded names of figures.
        names: Vec<(usize, Vec<String>)>,
    },
    Months(Vec<(usize, Synonyms)>),
    /// What headers begin with, folded, before a month and year.
    MonthHeaders(Vec<(usize, Vec<String>)>),
}

/// The sources that may be recognised.
pub(crate) fn forms<'a>(
    catalog: &'a Catalog,
    mapping: &Mapping,
    options: &Options,
) -> Result<Vec<Form<'a>>, IngestError> {
    let programmes: Vec<&Programme> = catalog
        .programmes
        .iter()
        .filter(|one| wanted(&options.programme, &one.id))
        .collect();
    if let (Some(asked), true) = (&options.programme, programmes.is_empty()) {
        let known = catalog
            .programmes
            .iter()
            .map(|programme| programme.id.clone())
            .collect();
        return Err(IngestError::UnknownProgramme {
            asked: asked.clone(),
            known,
        });
    }
    let datasets = || programmes.iter().flat_map(|programme| &programme.datasets);
    if let Some(asked) = options
        .dataset
        .as_ref()
        .filter(|asked| datasets().all(|dataset| dataset.id != **asked))
    {
        let known = datasets().map(|dataset| dataset.id.clone()).collect();
        return Err(IngestError::UnknownDataset {
            asked: asked.clone(),
            known,
        });
    }
    let sources = programmes
        .into_iter()
        .flat_map(|programme| programme.sources.iter().map(move |source| (programme, source)));
    let wanted = sources.filter(|(_, source)| wanted(&options.dataset, &source.dataset));
    Ok(wanted
        .filter_map(|(programme, source)| form(programme, source, mapping))
        .collect())
}

fn wanted(only: &Option<String>, id: &str) -> bool {
    only.as_ref().is_none_or(|only| only == id)
}

fn form<'a>(programme: &'a Programme, source: &'a Source, mapping: &Mapping) -> Option<Form<'a>> {
    let dataset = programme.dataset(&source.dataset)?; // the programme's own check has refused dangling sources
    let mut form = Form {
        programme,
        dataset,
        source,
        recognised_by: source
            .recognised_by
            .iter()
            .map(|group| Pattern::all(group))
            .collect(),
        title_has: source.title_has.iter().map(|text| fold(text)).collect(),
        places: source
            .places
            .iter()
            .map(|columns| PlaceForm {
                level: columns.level,
                name: Pattern::all(&columns.name),
                mgnrega_code: Pattern::all(&columns.mgnrega_code),
                lgd_code: Pattern::all(&columns.lgd_code),
                code: Pattern::all(&columns.code),
            })
            .collect(),
        case: source.case.as_ref().map(|case| CaseForm {
            number: Pattern::all(&case.number),
            words: case.words.iter().map(|texts| Pattern::all(texts)).collect(),
        }),
        personal: Pattern::all(&source.personal),
        dates: source.dates.iter().map(date_form).collect(),
        values: values_form(dataset, &source.layout),
        readers: readers(dataset),
    };
    form.add(mapping);
    Some(form)
}

fn readers(dataset: &Dataset) -> Vec<Reader<'_>> {
    let quotes = !matches!(dataset.keeps, Keeps::Cases(_) | Keeps::Docket(_));
    let columns = dataset.columns.iter();
    columns.map(|column| Reader::of(column, quotes)).collect()
}

fn date_form(from: &DateFrom) -> DateForm {
    match from {
        DateFrom::Column { headers } => DateForm::Column(Pattern::all(headers)),
        DateFrom::YearAndMonth { year, month } => {
            DateForm::YearAndMonth(Pattern::all(year), Pattern::all(month))
        }
        DateFrom::CalendarYear { year } => DateForm::CalendarYear(Pattern::all(year)),
        DateFrom::CalendarMonth { year, month } => {
            DateForm::CalendarMonth(Pattern::all(year), Pattern::all(month))
        }
        DateFrom::YearAndUpdate { year, updated } => {
            DateForm::YearAndUpdate(Pattern::all(year), Pattern::all(updated))
        }
        DateFrom::AsOnLine => DateForm::AsOnLine,
    }
}

fn values_form(dataset: &Dataset, layout: &Layout) -> ValuesForm {
    // In the order of the dataset, so that what is read does not depend on the alphabet.
    let columns = |texts: &std::collections::BTreeMap<String, Vec<String>>| -> Vec<(usize, Vec<String>)> {
        let ids = dataset.columns.iter().enumerate();
        ids.filter_map(|(at, column)| Some((at, texts.get(&column.id)?.clone())))
            .collect()
    };
    let patterns = |texts| {
        columns(texts)
            .into_iter()
            .map(|(at, texts)| (at, Pattern::all(&texts)))
            .collect()
    };
    let folded = |texts| {
        columns(texts)
            .into_iter()
            .map(|(at, texts)| (at, texts.iter().map(|text| fold(text)).collect()))
            .collect()
    };
    match layout {
        Layout::Wide { headers } => ValuesForm::Wide(patterns(headers)),
        Layout::Months { headers } => ValuesForm::Months(patterns(headers)),
        Layout::Long { name, value, names } => ValuesForm::Long {
            name: Pattern::all(name),
            value: Pattern::all(value),
            names: folded(names),
        },
        Layout::MonthHeaders { headers } => ValuesForm::MonthHeaders(folded(headers)),
    }
}

impl Form<'_> {
    /// `mgnrega/at-a-glance`, as messages name it.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.programme.id, self.source.id)
    }

    fn add(&mut self, mapping: &Mapping) {
        for place in &mut self.places {
            let headers: Synonyms = mapping
                .headers_of(place.level.id())
                .map(|header| Pattern::of(header))
                .collect();
            extend(&mut self.recognised_by, &mut place.name, headers);
        }
        let dates: Synonyms = mapping
            .headers_of(DATE)
            .map(|header| Pattern::of(header))
            .collect();
        if !dates.is_empty() {
            self.dates.insert(0, DateForm::Column(dates));
        }
        if let ValuesForm::Wide(values) = &mut self.values {
            for (at, synonyms) in values.iter_mut() {
                let id = &self.dataset.columns[*at].id;
                let headers: Synonyms = mapping.headers_of(id).map(|header| Pattern::of(header)).collect();
                extend(&mut self.recognised_by, synonyms, headers);
            }
        }
    }
}

/// Puts an office's own headers first, and lets them recognise the sheet where the source's own would.
fn extend(recognised_by: &mut [Synonyms], synonyms: &mut Synonyms, headers: Synonyms) {
    for group in recognised_by
        .iter_mut()
        .filter(|group| group.iter().any(|pattern| synonyms.contains(pattern)))
    {
        group.extend(headers.iter().cloned());
    }
    synonyms.splice(0..0, headers);
}
