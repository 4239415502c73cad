//! What stands in the address of a saved query: the values of its variables, and what a subscriber
//! chose of a calendar.

use async_graphql::{
    Positioned,
    parser::types::{BaseType, Type},
};

use finsam_outlets::calendar;
use serde_json::{Map, Value};

use super::{Format, Operation, Problem};

/// The most reminders of one event.
const MOST_ALARMS: usize = 5;

/// The earliest that one may be reminded: four weeks before.
const EARLIEST_ALARM_S: u32 = 28 * 86_400;

/// What was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) variables: Map<String, Value>,
    pub(super) calendar: calendar::Options,
    /// Whether it is said how many documents, or from where.
    pub(super) says_which_page: bool,
}

impl Given {
    /// Reads a query string. A parameter without a value is as good as none.
    ///
    /// # Errors
    /// When a parameter is not known, its value is of another type, or one is missing. A text that is
    /// the default of one is an example, for those who try the query out: nobody who left it out meant
    /// just that.
    pub(super) fn read(
        operation: &Operation,
        format: Format,
        query: &str,
    ) -> Result<Self, Problem> {
        let mut given = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            if value.is_empty() {
                continue;
            }
            let variable = operation.variable(&key).map(|variable| &variable.var_type.node);
            match (&*key, variable) {
                (key, Some(of_type)) => given.set(key, of_type, &value)?,
                ("alarm", None) if format == Format::Ics => {
                    given.calendar.alarms_s.push(alarm(&value)?);
                }
                ("allday", None) if format == Format::Ics => {
                    given.calendar.all_day = boolean("allday", &value)?;
                }
                (key, None) => return Err(unknown(key, operation, format)),
            }
        }
        let is_example =
            |default: &Positioned<_>| matches!(default.node, async_graphql::Value::String(_));
        let missing = operation.variables.iter().find(|variable| {
            variable.default_value.as_ref().is_some_and(is_example)
                && !given.variables.contains_key(variable.name.node.as_str())
        });
        if let Some(missing) = missing {
            let detail = format!("`{}` is needed", missing.name.node);
            return Err(Problem::bad_user_input(detail));
        }
        if given.calendar.alarms_s.len() > MOST_ALARMS {
            let detail = format!("there may be {MOST_ALARMS} of `alarm`");
            return Err(Problem::bad_user_input(detail));
        }
        Ok(given)
    }

    fn set(&mut self, key: &str, of_type: &Type, value: &str) -> Result<(), Problem> {
        self.says_which_page |= matches!(key, "first" | "after");
        let one = match &of_type.base {
            BaseType::List(of) => {
                let one = coerced(key, &of.base, value)?;
                let list = self.variables.entry(key).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(list) = list {
                    list.push(one);
                }
                return Ok(());
            }
            base => coerced(key, base, value)?,
        };
        if self.variables.insert(key.to_owned(), one).is_some() {
            return Err(Problem::bad_user_input(format!("`{key}` is given twice")));
        }
        Ok(())
    }
}

/// A value as its variable's type wants it. Whether it is one of an enum's, or a date, is left to
/// GraphQL.
fn coerced(key: &str, base: &BaseType, value: &str) -> Result<Value, Problem> {
    let wrong = |wanted: &str| Problem::bad_user_input(format!("`{key}` is {wanted}"));
    match base {
        BaseType::Named(name) => match name.as_str() {
            "Int" => value.parse::<i32>().map(Value::from).map_err(|_| wrong("a whole number")),
            "Float" => value.parse::<f64>().map(Value::from).map_err(|_| wrong("a number")),
            "Boolean" => boolean(key, value).map(Value::from),
            "String" | "ID" => Ok(value.into()),
            // No scalar and no enum has a value that begins with a brace: it is an input object.
            _ if value.starts_with('{') => {
                serde_json::from_str(value).map_err(|_| wrong("a JSON object"))
            }
            _ => Ok(value.into()),
        },
        BaseType::List(_) => serde_json::from_str(value).map_err(|_| wrong("a JSON list")),
    }
}

fn boolean(key: &str, value: &str) -> Result<bool, Problem> {
    match value {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Problem::bad_user_input(format!("`{key}` is `true` or `false`"))),
    }
}

/// `15m`, `1h`, `2d`, in seconds.
fn alarm(value: &str) -> Result<u32, Problem> {
    let units = [('m', 60), ('h', 3_600), ('d', 86_400)];
    let seconds = units.into_iter().find_map(|(unit, seconds)| {
        let number = value.strip_suffix(unit)?;
        let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse::<u32>().ok().filter(|_| is_plain)?.checked_mul(seconds)
    });
    let seconds = seconds.filter(|seconds| *seconds <= EARLIEST_ALARM_S);
    seconds.ok_or_else(|| {
        Problem::bad_user_input(
            "`alarm` is a time before the start, as `15m`, `1h` or `2d`, at most `28d`",
        )
    })
}

fn unknown(key: &str, operation: &Operation, format: Format) -> Problem {
    let mut known: Vec<String> =
        operation.variables.iter().map(|variable| format!("`{}`", variable.name.node)).collect();
    if format == Format::Ics {
        known.extend(["`alarm`".to_owned(), "`allday`".to_owned()]);
    }
    let key: String = key.chars().take(40).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Problem::bad_user_input(format!("there is no parameter `{key}` here; there is {known}"))
}

/// The same query string for the page after a cursor.
pub(super) fn after(query: &str, cursor: &str) -> String {
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != "after");
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .append_pair("after", cursor)
        .finish()
}
