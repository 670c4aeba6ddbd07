import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv, type AnySchemaObject } from "ajv";
import { parse } from "yaml";
import { project } from "./support/contracts.ts";

const read = (path: string): AnySchemaObject => JSON.parse(readFileSync(path, "utf8"));

/** A schema as an editor reads it: references are addresses of files. */
async function schemaOf(path: string) {
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    loadSchema: async (address) => read(fileURLToPath(address)),
  });
  return ajv.compileAsync({ ...read(path), $id: pathToFileURL(path).href });
}

test("the editor's schema takes this contract and refuses misspelt words of AsyncAPI and of x-eventwright", async () => {
  const validate = await schemaOf(join(project, "codegen/vocabulary/asyncapi.schema.json"));
  const contract = () => parse(readFileSync(join(project, "asyncapi.yaml"), "utf8"));
  assert.equal(validate(contract()), true, JSON.stringify(validate.errors));
  // biome-ignore lint/suspicious/noExplicitAny: the test reaches deep into the document to break it.
  const breaks: readonly ((document: any) => void)[] = [
    (document) => {
      document.operations.openAccount.action = "recieve";
    },
    (document) => {
      document["x-eventwright"].streems = {};
    },
    (document) => {
      document.components.messages.OpenAccount["x-eventwright"].kind = "order";
    },
    (document) => {
      document.asyncapi = "2.6.0";
    },
  ];
  for (const spoil of breaks) {
    const document = contract();
    spoil(document);
    assert.equal(validate(document), false, String(spoil));
  }
});

test("the editor's settings name schemas that are there", () => {
  const settings = read(join(project, ".vscode/settings.json"));
  const paths = [
    ...Object.keys(settings["yaml.schemas"] as object),
    ...(settings["json.schemas"] as { url: string }[]).map(({ url }) => url),
  ];
  assert.equal(paths.length, 3);
  for (const path of paths) assert.ok(existsSync(join(project, path)), path);
});
