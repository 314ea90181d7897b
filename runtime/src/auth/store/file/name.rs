//! Names of files: one for each account, on any system.

use crate::auth::account::Account;
use crate::auth::store::StoreError;

/// Longest name, so that an ending still fits in what file systems allow.
const LONGEST: usize = 200;

/// Returns the name of an account's files, without their ending.
///
/// Ids differ in case and not all systems see it, so an upper-case letter is `_` and its lower-case one. What is no
/// ASCII letter or digit is `-` and two hexadecimal digits a byte.
pub(super) fn of(account: &Account) -> Result<String, StoreError> {
    let mut name = format!("{}.", account.kind());
    for byte in account.id().bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => name.push(char::from(byte)),
            b'A'..=b'Z' => {
                name.push('_');
                name.push(char::from(byte.to_ascii_lowercase()));
            }
            _ => name.push_str(&format!("-{byte:02x}")),
        }
    }
    if account.id().is_empty() {
        return Err(StoreError::new(format!(
            "the id of the {} is empty",
            account.kind()
        )));
    }
    if name.len() > LONGEST {
        return Err(StoreError::new(format!(
            "the id of the {} is too long for the name of a file",
            account.kind()
        )));
    }
    Ok(name)
}
