//! Hands the committed schema to cynic, so that a question the API cannot answer does not compile.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    cynic_codegen::register_schema("finsam")
        .from_sdl_file("../../schema/schema.graphql")?
        .as_default()?;
    Ok(())
}
