//! What is known beforehand, beside the languages.

use selon_gazetteer::Gazetteer;

use crate::actor::Registry;

/// What a report is read with: places and actors that are known. A caller with places or
/// actors of its own hands them in here; the reader opens no file.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'k> {
    /// Places and their names.
    pub gazetteer: &'k Gazetteer<'k>,
    /// People, groups and organisations and their names.
    pub registry: &'static Registry,
}

impl Default for Knowledge<'static> {
    fn default() -> Knowledge<'static> {
        Knowledge { gazetteer: Gazetteer::embedded(), registry: Registry::embedded() }
    }
}
