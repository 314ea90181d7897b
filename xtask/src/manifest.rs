//! What a manifest of cargo says.

/// The version of the workspace's packages, or else of the package; none where the manifest names none.
pub fn version(manifest: &str) -> Option<String> {
    let of = |section: &str| {
        let lines = manifest.lines().map(str::trim);
        let mut lines = lines.skip_while(|line| *line != section).skip(1);
        let line = lines
            .by_ref()
            .take_while(|line| !line.starts_with('['))
            .find_map(|line| line.strip_prefix("version = "))?;
        Some(line.trim().trim_matches('"').to_owned())
    };
    of("[workspace.package]").or_else(|| of("[package]"))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn the_version_is_the_packages_own() {
        let workspace = "[workspace.package]\nedition = \"2024\"\nversion = \"0.3.0\"\n";
        assert_eq!(version(workspace).as_deref(), Some("0.3.0"));
        assert_eq!(
            version("[package]\nversion = \"1.2.3\"\n").as_deref(),
            Some("1.2.3")
        );
        let other =
            "[package]\nversion.workspace = true\n[dependencies.serde]\nversion = \"1.0.0\"\n";
        assert_eq!(version(other), None);
    }
}
