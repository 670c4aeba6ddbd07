import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cloudFiles } from "../../../codegen/init/cloud-files.ts";
import { SettingError } from "../../../platform/app/setting-error.ts";
import { tokenSettings } from "../../../platform/http/security/token-settings.ts";
import { project } from "../support/contracts.ts";

const read = (path: string) => readFileSync(join(project, path), "utf8");

test("a project that begins without tokens asks for them on Azure as soon as its contract does", () => {
  const files = cloudFiles({ name: "shop", tokens: false }, read);
  const { allowedValues } = JSON.parse(read("generated/azure/deployment.json")).parameters.apiTokens;
  for (const environment of ["dev", "prod"]) {
    const { apiTokens } = JSON.parse(files.get(`infra/parameters/${environment}.json`) ?? "").parameters;
    assert.ok(allowedValues.includes(apiTokens.value), environment);
    const settings = { ApiTokens: apiTokens.value, OidcIssuer: "", OidcAudience: "" };
    assert.equal(tokenSettings(settings, false), undefined, "open while the contract asks for none");
    assert.throws(() => tokenSettings(settings, true), SettingError, "closed until it is said whose tokens count");
  }
});

test("a project that begins with tokens asks for them", () => {
  const files = cloudFiles({ name: "shop", tokens: true }, read);
  const { apiTokens } = JSON.parse(files.get("infra/parameters/prod.json") ?? "").parameters;
  assert.equal(apiTokens.value, "required");
});
