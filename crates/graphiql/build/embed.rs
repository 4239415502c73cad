//! Writes the chosen page to `OUT_DIR`: one gzip file for each of its files, and the Rust table
//! that includes them.

use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::{fs, str};

/// More than this, compressed, and the page is not what we think it is.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Where vite puts what the page loads; the page's own address, so that `./graphiql/x.js` on
/// `/graphiql` is `/graphiql/x.js`.
const ASSETS: &str = "graphiql/";

struct File {
    /// Path in the bundle, with `/` between folders.
    path: String,
    content: Vec<u8>,
}

/// Embeds the bundle that vite left in `dist`.
pub(crate) fn full(dist: &Path, out: &Path) -> Result<(), String> {
    let files = read(dist).map_err(|error| error.to_string())?;
    if !files.iter().any(|file| file.path.starts_with(ASSETS)) {
        return Err(format!("there is no folder {ASSETS} in it"));
    }
    write(&files, true, out)
}

/// Embeds the small explorer, with the worked examples written into its page.
pub(crate) fn small(folder: &Path, examples: &Path, out: &Path) -> Result<(), String> {
    let in_words = |error: io::Error| format!("{}: {error}", folder.display());
    let mut files = read(folder).map_err(in_words)?;
    let examples = fs::read_to_string(examples).map_err(in_words)?;
    let escaped = examples.replace('&', "&amp;").replace('<', "&lt;");
    for file in files.iter_mut().filter(|file| file.path == "index.html") {
        let page = str::from_utf8(&file.content).map_err(|error| error.to_string())?;
        file.content = page.replace("{{examples}}", &escaped).into_bytes();
    }
    write(&files, false, out)
}

/// All files below `folder`, sorted by path, so that the same bundle gives the same table.
fn read(folder: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().display());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else {
                files.push(File { path, content: fs::read(entry.path())? });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn write(files: &[File], full: bool, out: &Path) -> Result<(), String> {
    if !files.iter().any(|file| file.path == "index.html") {
        return Err("there is no index.html".to_owned());
    }
    let mut table = format!("const FULL: bool = {full};\nstatic ASSETS: &[Asset] = &[\n");
    let mut total = 0;
    for (number, file) in files.iter().enumerate() {
        let gzip = compress(&file.content).map_err(|error| error.to_string())?;
        total += gzip.len();
        let name = format!("{number}.gz");
        fs::write(out.join(&name), gzip).map_err(|error| error.to_string())?;
        describe(&mut table, file, full, &name).map_err(|error| error.to_string())?;
    }
    if total > MOST_BYTES {
        return Err(format!("{total} bytes compressed are more than the {MOST_BYTES} we embed"));
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table).map_err(|error| error.to_string())
}

/// Adds the entry of one file to the table.
fn describe(table: &mut String, file: &File, full: bool, gzip: &str) -> std::fmt::Result {
    let path = file.path.strip_prefix(ASSETS);
    // vite writes a hash of the contents into the names in that folder, and only there.
    let immutable = full && path.is_some();
    let etag: String =
        Sha256::digest(&file.content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    writeln!(
        table,
        "    Asset {{ path: {:?}, content_type: {:?}, etag: {:?}, immutable: {immutable}, \
         length: {}, gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{gzip}\")) }},",
        path.unwrap_or(&file.path),
        content_type(&file.path),
        format!("W/\"{etag}\""),
        file.content.len(),
    )
}

/// The same bytes for the same content: no name and no time in the header.
fn compress(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
