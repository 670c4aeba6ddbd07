import assert from "node:assert/strict";
import { test } from "node:test";
import type { RuleName } from "../../../codegen/diagnostics/catalogue.ts";
import { generateFrom } from "../support/contracts.ts";

const place = async (rule: RuleName, document: string, files: Readonly<Record<string, string>> = {}) => {
  const { diagnostics } = await generateFrom(document, files);
  const found = diagnostics.find(({ name }) => name === rule);
  assert.ok(found, JSON.stringify(diagnostics));
  return `${found.file}:${found.line}`;
};
const head = (version: string) => `asyncapi: ${version}\ninfo: { title: Lines, version: 1.0.0 }\n`;

test("a finding in a message of another file has the line of that file", async () => {
  const document = `${head("3.0.0")}channels:\n  c: { $ref: "./messages/order.yaml#/channel" }\n`;
  const order = `channel:
  address: orders
  messages:
    ordered:
      payload: { type: string }
      examples:
        - payload: fine
        - payload: 7
`;
  assert.equal(await place("example-invalid", document, { "messages/order.yaml": order }), "messages/order.yaml:8");
});

test("a finding in what a message has from a trait has the line of the trait", async () => {
  const document = `${head("3.0.0")}components:
  messages:
    seen:
      traits: [{ $ref: "#/components/messageTraits/common" }]
      payload: { type: string }
  messageTraits:
    common:
      examples:
        - payload: 7
`;
  assert.equal(await place("example-invalid", document), "asyncapi.yaml:11");
});

test("a finding behind an anchor of YAML has the line of what the anchor names", async () => {
  const document = `${head("3.0.0")}x-shared:
  seen: &seen
    type: object
    properties:
      a: { type: string, format: hour }
components:
  messages:
    seen: { payload: { <<: *seen, title: Seen } }
`;
  assert.equal(await place("format-unsupported", document), "asyncapi.yaml:7");
});

test("a finding in a converted document has the line of the original", async () => {
  const document = `${head("2.6.0")}channels:
  orders:
    publish:
      message:
        oneOf:
          - { payload: { type: integer } }
          - payload: { type: string, minLength: 2 }
            examples:
              - payload: fine
              - payload: 7
`;
  assert.equal(await place("example-invalid", document), "asyncapi.yaml:12");
  assert.equal(await place("document-converted", document), "asyncapi.yaml:1");
});
