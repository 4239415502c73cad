//! Scalars of our own.
//!
//! Each tells a value that it cannot take before anything is executed (`is_valid`), so that a
//! wrong argument is a wrong request and never half an answer.

use std::borrow::Cow;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use finsam_model::stockholm;
use jiff::{Timestamp, Zoned, civil, fmt::temporal::DateTimePrinter};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateTime(pub(super) Timestamp);

impl DateTime {
    /// An instant of the content, if it is known.
    pub(super) fn of(instant: Option<&Zoned>) -> Option<Self> {
        instant.map(|instant| Self(instant.timestamp()))
    }
}

const A_DATE_TIME: &str = "a DateTime is written with its offset: 2018-07-05T08:00:00+02:00";
const A_DATE: &str = "a Date is a day that exists: 2018-07-05";

/// How a value of ours is written, for somebody whose value did not pass validation, which only
/// says what type it expected.
pub(super) fn advice(refusal: &str) -> Option<&'static str> {
    match refusal.rsplit_once("expected type ")?.1 {
        "\"DateTime\"" => Some(A_DATE_TIME),
        "\"Date\"" => Some(A_DATE),
        _ => None,
    }
}

/// To the second, as the description promises.
static PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(0));

/// En tidpunkt enligt RFC 3339 med sekunder och svensk förskjutning, till exempel
/// `2018-07-05T08:00:00+02:00`. Som indata godtas vilken förskjutning som helst.
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/date-time")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => {
                text.parse().map(Self).map_err(|_| InputValueError::custom(A_DATE_TIME))
            }
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if text.parse::<Timestamp>().is_ok())
    }

    fn to_value(&self) -> Value {
        let offset = stockholm().to_offset(self.0);
        Value::String(PRINTER.timestamp_with_offset_to_string(&self.0, offset))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date(pub(super) civil::Date);

/// En dag i kalendern: `2018-07-05`.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => {
                read_date(text).map(Self).ok_or_else(|| InputValueError::custom(A_DATE))
            }
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if read_date(text).is_some())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// Only the one way to write it: the library would take a time, or a year of six digits, too.
fn read_date(text: &str) -> Option<civil::Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url<'a>(pub(super) Cow<'a, str>);

impl<'a> Url<'a> {
    /// An address as it is written, if one is.
    pub(super) fn of(address: &'a Option<String>) -> Option<Self> {
        address.as_deref().map(|address| Self(address.into()))
    }
}

/// En webbadress, så som den är skriven i källan.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url<'_> {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text.into())),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(_))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone().into_owned())
    }
}
