//! The interface described, as OpenAPI 3.1: `/api/openapi.json`, and what `/api` shows.

use std::sync::OnceLock;

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::info::InfoBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, PathItem, PathsBuilder};
use utoipa::openapi::response::{ResponseBuilder, ResponsesBuilder};
use utoipa::openapi::schema::{ComponentsBuilder, Object, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{OpenApi, OpenApiBuilder, Ref, RefOr};

use super::answer::{Answer, Problem};
use super::datasets::DatasetItem;
use super::list::{self, Item, Part};
use super::measures::MeasureItem;
use super::parameters::{in_path, parameter};
use super::places::PlaceItem;
use super::programmes::{ProgrammeDetail, ProgrammeItem};
use super::query;
use crate::app::AppState;
use crate::error::AppError;
use crate::reply::{Content, answer};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::{NONE, OF_LISTS, OF_PLACES, OF_PROGRAMME_LISTS, OF_QUERIES, OF_WORDS};
use crate::visitor::Visitor;

const ABOUT: &str = "Aggregated figures of government programmes, with the definitions of every measure. Whoever asks \
without a key gets what is published; `Authorization: Bearer KEY` opens what the key's account may see. Every answer \
with data states its number of rows (`Jela-Row-Count`, of `Jela-Total-Count`) and the SHA-256 of its bytes \
(`Repr-Digest`, RFC 9530); it has an `ETag`, so that `If-None-Match` costs nothing. More than \
250,000 rows come as CSV and Parquet alone. Errors are problem+json (RFC 9457). \
Names and meanings within `/api/v1` are added to and never changed.";

/// The statuses of refusals that every address may give.
const REFUSALS: [(&str, &str); 8] = [
    (
        "400",
        "A parameter or question that means nothing; the words say what it could be.",
    ),
    ("401", "The key opens nothing."),
    (
        "403",
        "Not published at this detail, and outside the scope of the key.",
    ),
    ("404", "No such programme or place."),
    ("406", "None of the forms that `Accept` takes."),
    ("413", "A body, which no address takes."),
    ("414", "The address is too long."),
    (
        "429",
        "Too many requests; `Retry-After` says for how many seconds to wait.",
    ),
];

/// An address of the interface.
struct Address {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    about: &'static str,
    parameters: &'static [&'static str],
    required: &'static [&'static str],
    answers: Answers,
}

/// What an address answers with.
enum Answers {
    /// Data in some forms, whose JSON has a schema of that name.
    Data(&'static [Twin], &'static str),
    /// Something else, of a media type.
    Other(&'static str),
}

const ADDRESSES: [Address; 8] = [
    Address {
        path: "/api",
        id: "read",
        summary: "This description, to read",
        about: "A page in three languages, made from the description.",
        parameters: OF_WORDS,
        required: NONE,
        answers: Answers::Other("text/html"),
    },
    Address {
        path: "/api/openapi.json",
        id: "describe",
        summary: "This description, as OpenAPI",
        about: "For programs that write clients or tests.",
        parameters: NONE,
        required: NONE,
        answers: Answers::Other("application/json"),
    },
    Address {
        path: "/api/v1/programmes",
        id: "programmes",
        summary: "Programmes",
        about: "What there is, and whether all of it is public.",
        parameters: OF_LISTS,
        required: NONE,
        answers: Answers::Data(&list::FORMS, "ProgrammeList"),
    },
    Address {
        path: "/api/v1/programmes/{programme}",
        id: "programme",
        summary: "One programme",
        about: "With its classes, groups of units and publications.",
        parameters: NONE,
        required: NONE,
        answers: Answers::Data(&[Twin::Json], "ProgrammeDetail"),
    },
    Address {
        path: "/api/v1/datasets",
        id: "datasets",
        summary: "Datasets",
        about: "The kinds of rows that are kept, their columns, and who must report them how often.",
        parameters: OF_PROGRAMME_LISTS,
        required: NONE,
        answers: Answers::Data(&list::FORMS, "DatasetList"),
    },
    Address {
        path: "/api/v1/measures",
        id: "measures",
        summary: "Measures and indicators",
        about: "The data dictionary: definition, unit, direction, what each can be asked by, and what of it is published.",
        parameters: OF_PROGRAMME_LISTS,
        required: NONE,
        answers: Answers::Data(&list::FORMS, "MeasureList"),
    },
    Address {
        path: "/api/v1/places",
        id: "places",
        summary: "Places",
        about: "The geography by level, or within a place, with names in three languages.",
        parameters: OF_PLACES,
        required: NONE,
        answers: Answers::Data(&list::FORMS, "PlaceList"),
    },
    Address {
        path: "/api/v1/query",
        id: "query",
        summary: "Figures",
        about: "One question, answered with the same bytes as `jela query` gives on the command line to the same reader.",
        parameters: OF_QUERIES,
        required: &["programme", "measure"],
        answers: Answers::Data(&query::FORMS, "Answer"),
    },
];

/// `/api/openapi.json`
pub async fn openapi(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    request.view(NONE)?;
    answer(app, &request, &visitor, Language::En, |_, _| {
        let text = description().to_pretty_json().map_err(AppError::Written)?;
        Ok(Content::new(Twin::Json.media(), text + "\n"))
    })
    .await
}

/// The description, made once.
pub fn description() -> &'static OpenApi {
    static DESCRIPTION: OnceLock<OpenApi> = OnceLock::new();
    DESCRIPTION.get_or_init(described)
}

fn described() -> OpenApi {
    let info = InfoBuilder::new()
        .title("jela")
        .version(concat!("v1, ", env!("CARGO_PKG_VERSION")))
        .description(Some(ABOUT));
    let paths = ADDRESSES.iter().fold(PathsBuilder::new(), |paths, address| {
        paths.path(address.path, PathItem::new(HttpMethod::Get, operation(address)))
    });
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "A key that `jela user` makes for an account; without one, the public's answers.",
        ));
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas())
        .security_scheme("key", SecurityScheme::Http(key.build()));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

fn operation(address: &Address) -> OperationBuilder {
    let forms: &[Twin] = match address.answers {
        Answers::Data(forms, _) => forms,
        Answers::Other(_) => &[],
    };
    let words: Vec<&'static str> = forms.iter().map(|form| form.extension()).collect();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(address.id))
        .summary(Some(address.summary))
        .description(Some(address.about))
        .responses(responses(address))
        // Either a key or nobody's.
        .securities(Some([
            SecurityRequirement::default(),
            SecurityRequirement::new("key", Vec::<String>::new()),
        ]));
    if address.path.contains("{programme}") {
        operation = operation.parameter(in_path("programme", "mgnrega", "The programme's id."));
    }
    address
        .parameters
        .iter()
        .filter_map(|name| parameter(name, address.required.contains(name), &words))
        .fold(operation, OperationBuilder::parameter)
}

fn responses(address: &Address) -> ResponsesBuilder {
    let mut found = ResponseBuilder::new().description("The answer.");
    match &address.answers {
        Answers::Data(forms, schema) => {
            for form in *forms {
                let content = match form {
                    Twin::Json => ContentBuilder::new().schema(Some(Ref::from_schema_name(*schema))),
                    _ => ContentBuilder::new().schema(Some(Object::with_type(Type::String))),
                };
                found = found.content(form.media(), content.build());
            }
            for (name, kind, about) in [
                ("Jela-Row-Count", Type::Integer, "How many rows the answer holds."),
                (
                    "Jela-Total-Count",
                    Type::Integer,
                    "How many there are altogether.",
                ),
                (
                    "Repr-Digest",
                    Type::String,
                    "The SHA-256 of the bytes, as RFC 9530 writes it.",
                ),
                ("ETag", Type::String, "Give it back as `If-None-Match`."),
                (
                    "Link",
                    Type::String,
                    "Where a list goes on: `rel=\"next\"`, RFC 8288.",
                ),
            ] {
                let header = HeaderBuilder::new()
                    .schema(Object::with_type(kind))
                    .description(Some(about));
                found = found.header(name, header.build());
            }
        }
        Answers::Other(media) => {
            let content = ContentBuilder::new().schema(Some(Object::with_type(Type::String)));
            found = found.content(*media, content.build());
        }
    }
    let unchanged = ResponseBuilder::new().description("Nothing changed since `If-None-Match`.");
    let responses = ResponsesBuilder::new()
        .response("200", found.build())
        .response("304", unchanged.build());
    REFUSALS.iter().fold(responses, |responses, (status, about)| {
        let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
        let mut refusal = ResponseBuilder::new()
            .description(*about)
            .content("application/problem+json", problem.build());
        // A page is refused with a page.
        if let Answers::Other("text/html") = address.answers {
            let page = ContentBuilder::new().schema(Some(Object::with_type(Type::String)));
            refusal = refusal.content("text/html", page.build());
        }
        responses.response(*status, refusal.build())
    })
}

fn schemas() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = Vec::new();
    list_of::<ProgrammeItem>("ProgrammeList", &mut schemas);
    list_of::<DatasetItem>("DatasetList", &mut schemas);
    list_of::<MeasureItem>("MeasureList", &mut schemas);
    list_of::<PlaceItem>("PlaceList", &mut schemas);
    one::<ProgrammeDetail>("ProgrammeDetail", &mut schemas);
    one::<Answer>("Answer", &mut schemas);
    one::<Problem>("Problem", &mut schemas);
    schemas
}

fn list_of<T: Item>(name: &str, schemas: &mut Vec<(String, RefOr<Schema>)>) {
    one::<Part<T>>(name, schemas);
    schemas.push((T::name().into_owned(), T::schema()));
}

fn one<T: ToSchema>(name: &str, schemas: &mut Vec<(String, RefOr<Schema>)>) {
    T::schemas(schemas);
    schemas.push((name.to_owned(), T::schema()));
}
