//! What sites and places are called.

/// The short name of the hub's own site.
pub(super) const HUB: &str = "navet";

/// Organisations that are everywhere; the hub tells who they are.
pub(super) const EVERYWHERE: [&str; 2] = ["Exempelverket", "Provkassan"];

const STARTS: &[&str] =
    &["Nordan", "Sunnan", "Östan", "Västan", "Mån", "Sol", "Stjärn", "Dimm", "Frost", "Regn"];
const ENDS: &[&str] =
    &["vind", "glänta", "skog", "dal", "äng", "backe", "mosse", "vik", "ås", "flod"];
const REGIONS: &[&str] =
    &["Påhittsland", "Låtsasland", "Provland", "Mönsterland", "Diktland", "Skissland"];

/// The place of member `n`; past the hundredth, the first again with a number.
pub(super) fn place(n: usize) -> String {
    // Neighbours differ in both halves of their names.
    let round = n / (STARTS.len() * ENDS.len());
    let shift = n / STARTS.len();
    let start = STARTS.get(n % STARTS.len()).copied().unwrap_or_default();
    let end = ENDS.get((n + shift) % ENDS.len()).copied().unwrap_or_default();
    numbered(format!("{start}{end}"), round)
}

/// The association of member `n`, which its site is named after.
pub(super) fn association(n: usize) -> String {
    format!("Exempelförbundet {}", place(n))
}

/// Region `n`.
pub(super) fn region(n: usize) -> String {
    let name = REGIONS.get(n % REGIONS.len()).copied().unwrap_or_default();
    format!("Region {}", numbered(name.to_owned(), n / REGIONS.len()))
}

fn numbered(name: String, round: usize) -> String {
    if round == 0 { name } else { format!("{name} {}", round + 1) }
}
