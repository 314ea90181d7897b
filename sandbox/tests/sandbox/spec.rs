//! A specification with constructs that the real one may not have.

use highlevel_sandbox::{Sandbox, Source};

/// The dated generation.
const V2: &str = r##"
openapi: 3.0.3
info: { title: Things, version: "1.0" }
paths:
  /things/{thingId}:
    parameters:
      - { name: thingId, in: path, schema: { type: string, maxLength: 30 } }
    get:
      operationId: get-thing
      parameters: [{ $ref: "#/components/parameters/Version" }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
    put:
      operationId: put-thing
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses: { "204": { description: Done. } }
    delete:
      operationId: delete-thing
      responses: { "204": { description: Gone. } }
  /things/search:
    get:
      operationId: search-things
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1 } }
        - { name: deep, in: query, schema: { type: boolean } }
        - { name: tags, in: query, schema: { type: array, items: { type: string } } }
        - { name: numbers, in: query, explode: false, schema: { type: array, items: { type: number } } }
        - { name: location_id, in: query, required: true, schema: { type: string } }
      responses:
        "200": { description: They., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Thing" } } } } }
  /things/:
    get:
      operationId: list-things
      responses: { "200": { description: They., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Thing" } } } } } }
  /things/{a}/parts/{b}:
    get:
      operationId: get-part
      responses:
        "200":
          description: It.
          content: { application/json: { schema: { type: object, properties: { a: { type: string }, partId: { type: string } } } } }
  /headed:
    get:
      operationId: headed
      parameters:
        - { name: X-Mode, in: header, required: true, schema: { type: string, enum: [fast, slow] } }
        - { name: X-Count, in: header, schema: { type: integer } }
      responses: { "204": { description: Done. } }
  /free:
    post:
      operationId: free
      security: []
      responses: { "204": { description: Done. } }
  /checked:
    post:
      operationId: checked
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      responses:
        "201": { description: Done. }
        "422":
          description: Why not.
          content:
            application/json:
              schema:
                type: object
                properties:
                  statusCode: { type: number, example: 400 }
                  message: { type: array, items: { type: string }, example: [wrong] }
                  error: { type: string, example: Unprocessable Entity }
  /forms:
    post:
      operationId: send-form
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [photo, name]
              properties:
                photo: { type: string, format: binary }
                name: { type: string, minLength: 2 }
                count: { type: integer }
                tags: { type: array, items: { type: string } }
                extra: { type: object, additionalProperties: { type: string, format: binary } }
      responses: { "204": { description: Done. } }
  /unusable:
    post:
      operationId: unusable
      requestBody: { required: true, content: { application/json: { schema: { type: string, pattern: "(" } } } }
      responses: { "204": { description: Done. } }
components:
  parameters:
    Version: { name: Version, in: header, required: true, schema: { type: string, enum: ["2021-07-28"] } }
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: { type: string, example: t1 }
        name: { type: string, nullable: true, example: First }
        ownerIds: { type: array, items: { type: string } }
        paid: { type: string, example: "yes" }
        inner: { $ref: "#/components/schemas/Thing" }
"##;

/// The third generation: one path of its own meaning, one that it shares.
const V3: &str = r##"
openapi: 3.0.3
info: { title: Things, version: "1.0" }
paths:
  /things/{thingId}:
    get:
      operationId: get-thing-v3
      parameters: [{ $ref: "#/components/parameters/Version" }]
      responses: { "204": { description: It. } }
  /things/latest:
    get:
      operationId: latest-thing
      parameters: [{ $ref: "#/components/parameters/Version" }]
      responses: { "204": { description: It. } }
components:
  parameters:
    Version: { name: Version, in: header, required: true, schema: { type: string, enum: [v3] } }
"##;

/// This specification.
pub const THINGS: [(&str, &str); 2] = [("spec/v2/things.yaml", V2), ("spec/v3/things.yaml", V3)];

/// A sandbox of this specification.
pub async fn things() -> Sandbox {
    let sources = THINGS.map(|(path, text)| Source::new(path, text)).to_vec();
    let sandbox = Sandbox::builder().spec(sources).start().await;
    sandbox.expect("the specification is sound")
}

/// A sandbox of the documentation page alone, so that these tests stand still while the API grows.
pub async fn real() -> Sandbox {
    let page = include_str!("../../spec/v2/conversations.yaml");
    let sandbox = Sandbox::builder().spec(vec![Source::new("spec/v2/conversations.yaml", page)]);
    sandbox.start().await.expect("the page is sound")
}
