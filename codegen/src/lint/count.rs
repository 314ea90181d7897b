//! Counts what has words of ours, and what has none.

use std::fmt;

use crate::model::{Api, Item, Operation, Struct};

/// How many of something there are, and how many of them are described.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many there are.
    pub all: usize,
    /// How many have words.
    pub described: usize,
}

impl Counted {
    fn add(&mut self, described: bool) {
        self.all += 1;
        self.described += usize::from(described);
    }

    /// How many have no words.
    #[must_use]
    pub fn without(self) -> usize {
        self.all - self.described
    }
}

/// What of the crate has words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The operations.
    pub operations: Counted,
    /// The structs, enums, forms and unions.
    pub schemas: Counted,
    /// The fields and parameters.
    pub fields: Counted,
}

impl Words {
    /// Counts the words of an API.
    #[must_use]
    pub fn count(api: &Api) -> Self {
        let mut words = Self::default();
        for area in &api.areas {
            area.operations()
                .for_each(|operation| words.operation(operation));
            area.types.iter().for_each(|item| words.item(item));
        }
        words
    }

    fn operation(&mut self, operation: &Operation) {
        self.operations.add(!operation.doc.is_empty());
        for parameter in &operation.path_parameters {
            self.fields.add(!parameter.doc.is_empty());
        }
        operation
            .parameters
            .iter()
            .for_each(|parameters| self.members(parameters));
    }

    fn item(&mut self, item: &Item) {
        let doc = match item {
            Item::Struct(structure) | Item::Form(structure) => {
                self.members(structure);
                &structure.doc
            }
            Item::Enum(enumeration) => &enumeration.doc,
            Item::Union(union) => &union.doc,
        };
        self.schemas.add(!doc.is_empty());
    }

    fn members(&mut self, structure: &Struct) {
        for field in &structure.fields {
            self.fields.add(!field.doc.is_empty());
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operations,
            schemas,
            fields,
        } = self;
        write!(
            f,
            "without words: {} of {} operations, {} of {} schemas, {} of {} fields",
            operations.without(),
            operations.all,
            schemas.without(),
            schemas.all,
            fields.without(),
            fields.all,
        )
    }
}
