//! Content trees on disk, as a store would hand them over.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{fs, path::Path};

use finsam_content::Change;

/// Every file below `root`, which is given from the top of the repository.
pub(crate) fn tree(root: &str) -> Vec<Change> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(root);
    let mut changes = Vec::new();
    collect(&root, "", &mut changes);
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

fn collect(folder: &Path, prefix: &str, changes: &mut Vec<Change>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), changes);
        } else {
            changes.push(Change { path, bytes: Some(fs::read(entry.path()).unwrap()) });
        }
    }
}
