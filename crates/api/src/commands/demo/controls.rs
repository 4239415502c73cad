//! What can be typed while the network runs.

use std::ops::Range;

use super::member::{Broken, Member};

/// What is told to `help`.
pub(super) const HELP: &str = "\
  sites                every member: where it is and how it is
  break SITES [HOW]    down (nobody answers; the usual way), hang (takes connections and says
                       nothing), slow (answers after three seconds), garbage (answers rubbish),
                       empty (all its documents are gone)
  mend SITES           as it was before
  edit SITES           changes the title of a seminar, as an editor would
  confirm              tells the hub that what disappeared is meant to be gone
  quit                 ends everything
SITES is a short name, a number, several of them as 1-20, or all.";

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Control {
    Help,
    Sites,
    Break(Sites, Broken),
    Mend(Sites),
    Edit(Sites),
    Confirm,
    Quit,
}

/// Which members are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sites {
    All,
    Named(String),
    /// By their numbers, counted from 1, with both ends.
    Numbered(usize, usize),
}

impl Sites {
    fn read(text: &str) -> Self {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (text, first.parse(), last.parse()) {
            ("all", ..) => Self::All,
            (_, Ok(first), Ok(last)) => Self::Numbered(first, last),
            _ => Self::Named(text.to_owned()),
        }
    }

    /// The places of those that are meant, in the order of their numbers.
    pub(super) fn places(&self, members: &[Member]) -> Result<Range<usize>, String> {
        let all = members.len();
        let none = || "there is no such site; `sites` tells which there are".to_owned();
        match self {
            Self::All => Ok(0..all),
            Self::Named(name) => {
                let place = members.iter().position(|member| member.site == *name);
                place.map(|place| place..place + 1).ok_or_else(none)
            }
            Self::Numbered(first, last) if (1..=*last).contains(first) && *last <= all => {
                Ok(first - 1..*last)
            }
            Self::Numbered(..) => Err(none()),
        }
    }
}

/// What a line says to do; nothing, if it is empty.
pub(super) fn read(line: &str) -> Result<Option<Control>, String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    Ok(Some(match words.as_slice() {
        [] => return Ok(None),
        ["help" | "?"] => Control::Help,
        ["sites"] => Control::Sites,
        ["break", sites] => Control::Break(Sites::read(sites), Broken::Down),
        ["break", sites, how] => Control::Break(Sites::read(sites), how.parse()?),
        ["mend", sites] => Control::Mend(Sites::read(sites)),
        ["edit", sites] => Control::Edit(Sites::read(sites)),
        ["confirm"] => Control::Confirm,
        ["quit" | "exit"] => Control::Quit,
        _ => return Err("that is no control; `help` tells which there are".to_owned()),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_control_or_told_to_be_none() {
        let check = |line: &str, expected: Option<Control>| {
            assert_eq!(read(line).ok().flatten(), expected, "{line:?}");
        };
        let named = || Sites::Named("frost-vik".to_owned());
        check("", None);
        check("  help ", Some(Control::Help));
        check("break frost-vik", Some(Control::Break(named(), Broken::Down)));
        check("break 3 hang", Some(Control::Break(Sites::Numbered(3, 3), Broken::Hang)));
        check("mend 1-20", Some(Control::Mend(Sites::Numbered(1, 20))));
        check("edit all", Some(Control::Edit(Sites::All)));
        check("confirm", Some(Control::Confirm));
        check("quit", Some(Control::Quit));
        for wrong in ["break", "break a b c", "break a gently", "mend", "halp", "sites all"] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
