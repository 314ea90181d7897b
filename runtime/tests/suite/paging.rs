//! Lists, against a server in this process that counts pages in every way the API does.

mod api;
mod ends;
mod positions;
mod streams;
mod styles;
#[cfg(feature = "blocking")]
mod waiting;

use highlevel_runtime::paging::{Cursor, CursorSource, Next, Paging};
use highlevel_runtime::{Error, ListCall, Method, Operation, Value};

/// A paging to vary.
const PLAIN: Paging = Paging {
    items: "/items",
    size: Some("limit"),
    next: Next::Offset("skip"),
    more: None,
    total: None,
};

static BY_OFFSET: Operation = list(&PLAIN);

/// A cursor in the answer, to vary.
const CURSOR: Paging = Paging {
    next: Next::Cursor(&[Cursor {
        parameter: "after",
        from: CursorSource::Answer("/next"),
    }]),
    ..PLAIN
};

static BY_CURSOR: Operation = list(&CURSOR);

const fn list(paging: &'static Paging) -> Operation {
    Operation {
        id: "list-things",
        method: Method::Get,
        path: "/things",
        paging: Some(paging),
        ..Operation::NONE
    }
}

/// The ids of all items.
async fn ids(call: ListCall<Value, Value>) -> Result<Vec<u64>, Error> {
    let mut items = call.items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item?["id"].as_u64().expect("an id"));
    }
    assert!(items.next().await.is_none(), "a list stays at its end");
    assert_eq!(items.position(), None);
    Ok(ids)
}

fn numbers(range: std::ops::Range<u64>) -> Vec<u64> {
    range.collect()
}
