//! Files that SES carries in no message.

/// The extensions of files for which SES refuses a whole message.
///
/// # Source
/// SES Developer Guide, "Unsupported attachment types".
#[rustfmt::skip]
const REFUSED: [&str; 90] = [
    "ade", "adp", "app", "asp", "bas", "bat", "cer", "chm", "cmd", "com", "cpl", "crt", "csh",
    "der", "exe", "fxp", "gadget", "hlp", "hta", "inf", "ins", "isp", "its", "js", "jse", "ksh",
    "lib", "lnk", "mad", "maf", "mag", "mam", "maq", "mar", "mas", "mat", "mau", "mav", "maw",
    "mda", "mdb", "mde", "mdt", "mdw", "mdz", "msc", "msh", "msh1", "msh2", "mshxml", "msh1xml",
    "msh2xml", "msi", "msp", "mst", "ops", "pcd", "pif", "plg", "prf", "prg", "reg", "scf", "scr",
    "sct", "shb", "shs", "sys", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "tmp", "url",
    "vb", "vbe", "vbs", "vps", "vsmacros", "vss", "vst", "vsw", "vxd", "ws", "wsc", "wsf", "wsh",
    "xnk",
];

/// The extension by which a computer would open `name`, in lower case: what
/// follows the last dot, without the dots and spaces that Windows takes off the end.
pub(super) fn extension(name: &str) -> Option<String> {
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let (_, extension) = name.rsplit_once('.')?;
    Some(extension.trim().to_ascii_lowercase())
}

/// Whether SES refuses files with that extension.
pub(super) fn is_refused(extension: &str) -> bool {
    REFUSED.contains(&extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_found_behind_what_hides_them() {
        for (name, found) in [
            ("a.pdf", Some("pdf")),
            ("a.pdf.EXE", Some("exe")),
            ("a.exe. . ", Some("exe")),
            ("a.exe\u{a0}", Some("exe")),
            (".bat", Some("bat")),
            ("exe", None),
            ("a.", None),
            ("...", None),
        ] {
            assert_eq!(extension(name).as_deref(), found, "{name:?}");
        }
    }

    #[test]
    fn the_table_is_that_of_aws() {
        let Some(path) = crate::shared::find("ses/data/limits.json") else { return };
        let limits = crate::shared::json(&path);
        assert_eq!(limits["blocked_attachment_extensions"], serde_json::json!(REFUSED.to_vec()));
    }
}
