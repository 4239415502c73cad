//! What an address leads to, and how it is sent: a page that was written is kept, as it is and
//! compressed, for everybody who asks for it until the content or the moment moves on.

use askama::Template;
use axum::{
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, uri::PathAndQuery,
    },
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get},
};

use super::{
    super::{
        App,
        answer::{Answer, Freshness},
        answers::{Asked, Place},
        middleware::Fault,
    },
    frame::NotFound,
};
use crate::{graphql::Scope, metrics::Outcome};

const HTML: &str = "text/html; charset=utf-8";

/// Nothing from anywhere but here, and no script.
pub(super) const NOTHING_FROM_ELSEWHERE: &str = "default-src 'none'; style-src 'self'; \
     img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// It may be otherwise at the next stroke of the clock, so whoever keeps it asks whether it holds; a
/// shared cache may go on with it for a day when we do not answer.
const CACHE_CONTROL: HeaderValue =
    HeaderValue::from_static("public, no-cache, stale-if-error=86400");

/// A page needs none of a browser's senses.
pub(in super::super) const PERMISSIONS: (HeaderName, HeaderValue) = (
    HeaderName::from_static("permissions-policy"),
    HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"),
);

/// What an address leads to.
pub(in super::super) enum Shown {
    /// The same for everybody until the content or the moment moves on.
    Lasting(Text),
    /// Of this very second: the answer to a question is.
    Passing(Text),
    /// The same by the address that holds now.
    Elsewhere(String),
    Nothing,
    Failed(Fault),
}

/// Something written, ready to be sent.
pub(in super::super) struct Text {
    pub(super) content_type: &'static str,
    pub(super) body: String,
}

impl Text {
    /// A page that stands in a template.
    pub(super) fn of(page: &impl Template) -> Result<Self, Fault> {
        let body = page.render();
        let body = body.map_err(|error| Fault(format!("a page cannot be written: {error}")))?;
        Ok(Self { content_type: HTML, body })
    }

    fn answer(self, status: StatusCode) -> Answer {
        let outcome = if status.is_success() { Outcome::Answered } else { Outcome::Refused };
        Answer::new(status, outcome, self.content_type, self.body.into_bytes())
    }
}

impl Shown {
    /// A page, until the content or the moment moves on.
    pub(in super::super) fn lasting(page: &impl Template) -> Self {
        Text::of(page).map_or_else(Self::Failed, Self::Lasting)
    }

    /// A page that is so only now.
    pub(super) fn passing(page: &impl Template) -> Self {
        Text::of(page).map_or_else(Self::Failed, Self::Passing)
    }
}

/// Finds what an address leads to.
pub(in super::super) type Show = fn(&Scope, &Uri) -> Shown;

/// A route to pages that may load nothing but what the policy names.
pub(in super::super) fn route(policy: &'static str, show: Show) -> MethodRouter<App> {
    get(async move |State(app): State<App>, method: Method, uri: Uri, headers: HeaderMap| {
        respond(&app, show, policy, &method, &uri, &headers)
    })
}

fn respond(
    app: &App,
    show: Show,
    policy: &'static str,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response {
    let live = app.live();
    let (published, now, stale) = (live.published(), live.now(), live.board().stale());
    let snapshot = published.at(&now);
    let address = uri.path_and_query().map_or("/", PathAndQuery::as_str).as_bytes();
    let lull = live.lull(&published, &now);
    let asked = Asked::of(snapshot, &stale, lull.moment, HTML, Place::Path, address);
    let scope = || app.scope_of(&published, &stale, &now);
    let (answer, lasts) = match app.answers().get(&asked) {
        Some(answer) => (answer, true),
        None => match show(&scope(), uri) {
            Shown::Lasting(text) => (app.answers().keep(asked, text.answer(StatusCode::OK)), true),
            Shown::Passing(text) => (text.answer(StatusCode::OK).into(), false),
            Shown::Elsewhere(address) => return Redirect::permanent(&address).into_response(),
            Shown::Nothing => {
                let page = Text::of(&NotFound::of(&scope()));
                let answer = page.map_or_else(failed, |text| text.answer(StatusCode::NOT_FOUND));
                (answer.into(), false)
            }
            Shown::Failed(fault) => (failed(fault).into(), false),
        },
    };
    let last_modified = lasts.then(|| lull.last_modified()).flatten().map(Into::into);
    let freshness = Freshness { last_modified, ..Freshness::default() };
    let mut response = answer.respond_for(&freshness, method, headers);
    let holds = matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED);
    let about = response.headers_mut();
    about.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    about.insert(PERMISSIONS.0, PERMISSIONS.1);
    if holds {
        about.insert(header::CACHE_CONTROL, CACHE_CONTROL);
    }
    response
}

fn failed(fault: Fault) -> Answer {
    let said = "Sidan kunde inte visas. Felet är vårt.\n".into();
    let plain = "text/plain; charset=utf-8";
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    Answer::new(status, Outcome::Refused, plain, said).with_fault(fault)
}

/// There is no such page, but ways to others.
pub(in super::super) async fn no_such_page(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    respond(&app, |_, _| Shown::Nothing, NOTHING_FROM_ELSEWHERE, &method, &uri, &headers)
}

/// The address is right, but not for this method; which ones are right stands in `Allow`.
pub(in super::super) async fn wrong_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, "Den här adressen tar inte emot en sådan begäran.\n")
        .into_response()
}
