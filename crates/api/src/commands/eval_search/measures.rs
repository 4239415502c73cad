//! How good a list of hits is.

use super::judged::Judged;

/// So many hits are looked at.
pub(super) const LOOKED_AT: usize = 10;

/// A query below this is told among the misses.
const GOOD: f64 = 0.8;

/// How well a query was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measured {
    /// Normalised discounted cumulative gain over the first ten, 0 to 1 (Järvelin & Kekäläinen 2002,
    /// with 2^grade − 1 as gain, as is usual on the web); none where nothing is relevant.
    pub(super) ndcg: Option<f64>,
    /// Where the known item came, from 1; none where it did not come or there is none.
    pub(super) rank: Option<usize>,
    sought_one: bool,
}

impl Measured {
    /// Whether somebody should look at it.
    pub(super) fn is_a_miss(self) -> bool {
        let too_late = self.sought_one && self.rank.is_none_or(|rank| rank > 3);
        too_late || self.ndcg.is_some_and(|ndcg| ndcg < GOOD)
    }
}

/// Measures the hits of a query, named by folder and slug, best first.
pub(super) fn measure(judged: &Judged, found: &[String]) -> Measured {
    let came = found.iter().take(LOOKED_AT).map(|place| judged.grade(place));
    let mut ideal: Vec<u8> = judged.relevant.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let most = gain(ideal.into_iter().take(LOOKED_AT));
    let known = judged.known_item.as_ref();
    let rank = known.and_then(|item| found.iter().position(|place| place == item));
    Measured {
        ndcg: (most > 0.0).then(|| gain(came) / most),
        rank: rank.map(|before| before + 1),
        sought_one: known.is_some(),
    }
}

fn gain(grades: impl Iterator<Item = u8>) -> f64 {
    let worth =
        |(grade, place): (u8, u32)| (2_f64.powi(grade.into()) - 1.0) / f64::from(place).log2();
    grades.zip(2_u32..).map(worth).sum()
}

/// The middle one.
pub(super) fn median(values: &[usize]) -> Option<usize> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(relevant: &[(&str, u8)], known_item: Option<&str>) -> Judged {
        let relevant: serde_json::Map<_, _> =
            relevant.iter().map(|(place, grade)| ((*place).to_owned(), (*grade).into())).collect();
        let judged = serde_json::json!({
            "query": "fråga", "kind": "topic", "relevant": relevant, "known_item": known_item,
        });
        serde_json::from_value(judged).unwrap()
    }

    #[test]
    fn what_hits_are_worth() {
        let check = |relevant: &[(&str, u8)], found: &[&str], expected: Option<f64>| {
            let found: Vec<String> = found.iter().map(|place| (*place).to_owned()).collect();
            let ndcg = measure(&judged(relevant, None), &found).ndcg;
            let near = |a: f64, b: f64| (a - b).abs() < 0.0005;
            let same = ndcg.zip(expected).map_or(ndcg == expected, |(a, b)| near(a, b));
            assert!(same, "{relevant:?} {found:?}: {ndcg:?}");
        };
        check(&[("a", 3), ("b", 1)], &["a", "b"], Some(1.0));
        check(
            &[("a", 3), ("b", 1)],
            &["b", "a"],
            Some((1.0 + 7.0 / 1.58496) / (7.0 + 1.0 / 1.58496)),
        );
        check(&[("a", 3)], &["x", "y", "a"], Some(0.5));
        check(&[("a", 3)], &["x"], Some(0.0));
        check(&[("a", 3)], &[], Some(0.0));
        check(&[], &["x"], None);
        // What comes after the tenth is worth nothing, and is not asked for.
        let late = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"];
        check(&[("a", 3)], &late, Some(0.0));
    }

    #[test]
    fn where_the_known_item_came() {
        let check = |found: &[&str], rank: Option<usize>, is_a_miss: bool| {
            let found: Vec<String> = found.iter().map(|place| (*place).to_owned()).collect();
            let measured = measure(&judged(&[("a", 3)], Some("a")), &found);
            assert_eq!((measured.rank, measured.is_a_miss()), (rank, is_a_miss), "{found:?}");
        };
        check(&["a", "b"], Some(1), false);
        check(&["x", "a"], Some(2), true);
        check(&["x", "y", "z", "a"], Some(4), true);
        check(&["x"], None, true);
    }
}
