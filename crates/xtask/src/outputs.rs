//! Built folders: whether they are older than their sources, and how large their files are.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::process::{Outcome, While, answer};
use crate::words::say;
use crate::workspace::Workspace;

/// Whether `product` is missing, or any file of `sources` (folders or files) is newer.
pub(crate) fn is_stale(product: &Path, sources: &[PathBuf]) -> bool {
    let Some(built) = modified(product) else {
        return true;
    };
    sources.iter().flat_map(|source| files(source)).any(|file| modified(&file) > Some(built))
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

/// Every file at or below `path`, in order of name.
pub(crate) fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else {
        return if path.is_file() { vec![path.to_owned()] } else { Vec::new() };
    };
    let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    inside.iter().flat_map(|entry| files(entry)).collect()
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome {
    for file in files(from) {
        let Ok(name) = file.strip_prefix(from) else {
            continue;
        };
        let target = to.join(name);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).when(format_args!("creating {}", folder.display()))?;
        }
        fs::copy(&file, &target).when(format_args!("copying {}", file.display()))?;
    }
    Ok(())
}

/// A line per file, compressed as a web server would; Node does that, as std does not.
pub(crate) fn print_sizes(workspace: &Workspace, folder: &Path) {
    const SCRIPT: &str = "const z = require('zlib'), f = require('fs');
        for (const p of process.argv.slice(1)) { const b = f.readFileSync(p);
        console.log([b.length, z.gzipSync(b, { level: 9 }).length, z.brotliCompressSync(b).length]
        .map((n) => (n / 1000).toFixed(1).padStart(9)).join('')); }";
    let files = files(folder);
    let mut node = workspace.command("node");
    let sizes = answer(node.args(["-e", SCRIPT]).args(&files)).unwrap_or_default();
    say("\n       kB     gzip   brotli");
    for (file, sizes) in files.iter().zip(sizes.lines()) {
        let name = file.strip_prefix(folder).unwrap_or(file);
        say(format_args!("{:>27}  {}", sizes.trim_end(), name.display()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_product_is_stale_and_one_newer_than_its_sources_is_not() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sources = [own.join("src")];
        assert!(is_stale(&own.join("absent"), &sources));
        assert!(!is_stale(&own.join("Cargo.toml"), &[own.join("absent")]));
        assert!(files(&own.join("src")).contains(&own.join("src/main.rs")));
    }
}
