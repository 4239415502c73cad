//! Scalars of our own.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use finsam_model::stockholm;
use jiff::{Timestamp, Zoned, civil};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct DateTime(pub(super) Zoned);

/// En tidpunkt enligt RFC 3339 med sekunder och svensk förskjutning, till exempel
/// `2018-07-05T08:00:00+02:00`. Som indata godtas vilken förskjutning som helst.
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/date-time")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text
                .parse::<Timestamp>()
                .map(|instant| Self(instant.to_zoned(stockholm())))
                .map_err(|_| {
                    InputValueError::custom(
                        "a DateTime is written with its offset: 2018-07-05T08:00:00+02:00",
                    )
                }),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        let in_stockholm = self.0.with_time_zone(stockholm());
        Value::String(in_stockholm.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date(pub(super) civil::Date);

/// En dag i kalendern: `2018-07-05`.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) if text.len() == 10 => text
                .parse()
                .map(Self)
                .map_err(|_| InputValueError::custom("a Date is a day that exists: 2018-07-05")),
            Value::String(_) => Err(InputValueError::custom("a Date is written 2018-07-05")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url(pub(super) String);

/// En webbadress, så som den är skriven i källan.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
