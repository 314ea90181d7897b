//! What commands print, whoever reads it.

use crate::repository::{Repository, text};

#[test]
fn nobody_has_to_read_to_the_end() {
    let repository = Repository::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = repository.command(&["lint", "--explain"]);
    let output = command.stdout(writer).output().expect("it starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    // How the command ends does not depend on its reader.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = repository.command(&["lint", "--deny", "warning"]);
    let output = command.stdout(writer).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("error: 3 findings"));
}
