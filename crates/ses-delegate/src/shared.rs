//! Facts and vectors that lie outside of the repository, for tests: in the
//! folder that `SES_DELEGATE_SHARED` names, else in `../shared` beside it.

use std::io::{Write as _, stderr};
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

/// The file or folder called `path`, unless it is not there: a test then passes
/// without it, and this says so.
pub(crate) fn find(path: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = env::var_os("SES_DELEGATE_SHARED").map_or(beside, PathBuf::from).join(path);
    if !found.exists() {
        // Past the test harness, which keeps what a passing test prints.
        let _ = writeln!(stderr(), "NOT TESTED: {} is not there", found.display());
    }
    found.exists().then_some(found)
}

pub(crate) fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}
