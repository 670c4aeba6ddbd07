import assert from "node:assert/strict";
import { test } from "node:test";
import { counterContract, generateFrom } from "../support/contracts.ts";

const streetlights = () => ({
  asyncapi: "3.0.0",
  id: "urn:com:example:lights",
  info: { title: "Street Lights API", version: "1.0.0" },
  channels: {
    measured: {
      address: "lights/measured",
      messages: { lightMeasured: { $ref: "#/components/messages/lightMeasured" } },
    },
  },
  operations: { measure: { action: "receive", channel: { $ref: "#/channels/measured" } } },
  components: {
    messages: {
      lightMeasured: {
        payload: { $ref: "#/components/schemas/lightMeasuredPayload" },
        examples: [{ payload: { lumens: 3 } }, { payload: { lumens: "bright" } }],
      },
    },
    schemas: {
      lightMeasuredPayload: {
        properties: { lumens: { type: "integer", minimum: 0, format: "uint16", "x-unit": "lm" } },
      },
    },
  },
});

test("a document without any word of ours gets types, validators and classes, and nothing that runs", async () => {
  const { files, contract, diagnostics } = await generateFrom(streetlights());
  assert.deepEqual([...(files?.keys() ?? [])].sort(), [
    "contract.json",
    "manifest.json",
    "messages/index.ts",
    "messages/light-measured.ts",
    "types.ts",
    "validators/light-measured.v1.d.ts",
    "validators/light-measured.v1.js",
    "validators/runtime.js",
  ]);
  assert.equal(contract?.name, "street-lights-api");
  assert.equal(contract?.source, "urn:com:example:lights");
  assert.match(files?.get("types.ts") ?? "", /readonly lumens\?: number/);
  assert.match(files?.get("messages/light-measured.ts") ?? "", /type: "street-lights-api\.LightMeasured\.v1"/);
  assert.deepEqual(
    diagnostics.map(({ name, severity }) => `${severity} ${name}`),
    [
      "info contract-plain",
      "info kind-missing",
      "warning example-invalid",
      "info type-assumed",
      "info format-unsupported",
    ],
  );
});

test("in a contract of ours, a message without a kind gets its plain part, and the others everything", async () => {
  const contract = counterContract();
  contract.components.messages["was-seen"] = { payload: { properties: { at: { type: "string", format: "hour" } } } };
  const { files, diagnostics } = await generateFrom(contract);
  assert.deepEqual(
    diagnostics.map(({ name, severity, pointer }) => `${severity} ${name} ${pointer}`),
    [
      "warning vocabulary-missing /components/messages/was-seen",
      "info type-assumed /components/messages/was-seen/payload",
      "info format-unsupported /components/messages/was-seen/payload/properties/at/format",
    ],
  );
  assert.match(files?.get("messages/was-seen.ts") ?? "", /kind: "message"/);
  assert.match(files?.get("app.ts") ?? "", /commandEndpoints/);
  assert.match(files?.get("contract.json") ?? "", /was-seen/);
});
