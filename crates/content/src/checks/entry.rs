//! What holds for every document.

use super::Finding;
use crate::loaded::Written;

pub(super) fn unpublished_last(written: &Written) -> Vec<Finding> {
    let publication = written.node.publication();
    let both = publication.publish_at.as_ref().zip(publication.unpublish_at.as_ref());
    let reversed = both.filter(|(publish, unpublish)| unpublish <= publish);
    let finding = reversed.map(|_| {
        Finding::new(
            written.place("unpublishAt"),
            "Dokumentet tas bort innan det publiceras, så ingen får se det.",
            "Sätt unpublishAt efter publishAt. Ska det inte synas alls skriver du draft = true.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn same_elsewhere(written: &Written) -> Vec<Finding> {
    let own_site = written.node.id().site.as_str();
    let finding = written.node.same_as().filter(|same| same.site() == Some(own_site)).map(|same| {
        Finding::new(
            written.place("sameAs"),
            format!("”{same}” är ett dokument på den egna webbplatsen."),
            "Slå ihop de två dokumenten, och skriv det ena kortnamnet i formerly. sameAs är för det som en annan webbplats också har.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn formerly_other(written: &Written) -> Vec<Finding> {
    let own = written.node.formerly().contains(written.node.slug());
    let finding = own.then(|| {
        Finding::new(
            written.place("formerly"),
            format!("”{}” är dokumentets kortnamn nu, inget tidigare.", written.node.slug()),
            "Skriv bara de kortnamn som dokumentet har haft förut, äldst först.",
        )
    });
    Vec::from_iter(finding)
}
