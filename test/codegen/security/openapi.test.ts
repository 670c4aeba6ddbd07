import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
// It comes with AsyncAPI's generator.
import SwaggerParser from "@apidevtools/swagger-parser";
import { generateFrom, libraryGolden, project } from "../support/contracts.ts";
import { keyedContract, openToAll, scheme, securedContract } from "./secured-contract.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document.
type OpenApi = any;

async function openApiOf(contract: unknown): Promise<OpenApi> {
  const { files, diagnostics } = await generateFrom(contract);
  assert.deepEqual(diagnostics, []);
  return JSON.parse(files?.get("openapi.json") ?? "");
}

/** Checks a document by the schema of OpenAPI 3.1, and what no schema can say of security. */
async function checkOpenApi(openapi: OpenApi): Promise<void> {
  const { license: _named, ...info } = openapi.info;
  // This parser's schema wants a license to have an address, which OpenAPI does not: https://spec.openapis.org/oas/v3.1.0#license-object
  await SwaggerParser.validate(structuredClone({ ...openapi, info }));
  const schemes = openapi.components.securitySchemes ?? {};
  const lists = [openapi, ...operationsOf(openapi)].flatMap(({ security = [] }) => security);
  for (const [name, scopes] of lists.flatMap((way) => Object.entries<readonly string[]>(way))) {
    assert.ok(Object.hasOwn(schemes, name), `no scheme ${name}`);
    const offered = Object.values<OpenApi>(schemes[name].flows ?? {}).flatMap((flow) => Object.keys(flow.scopes));
    if (schemes[name].type === "oauth2") for (const scope of scopes) assert.ok(offered.includes(scope), scope);
    if (schemes[name].type === "apiKey") assert.deepEqual(scopes, []);
  }
}

function operationsOf({ paths }: OpenApi): readonly OpenApi[] {
  return Object.values<OpenApi>(paths).flatMap((path) => Object.values<OpenApi>(path));
}

const read = (folder: string) => JSON.parse(readFileSync(join(folder, "openapi.json"), "utf8"));

for (const [name, folder] of Object.entries({ own: join(project, "generated"), library: libraryGolden })) {
  test(`the OpenAPI document is valid by OpenAPI's own schema (${name})`, () => checkOpenApi(read(folder)));
}

test("each operation says the key, the token and its scopes; health says none", async () => {
  const openapi = await openApiOf(securedContract());
  await checkOpenApi(openapi);
  const { paths, components } = openapi;
  const way = (...token: readonly string[]) => [{ functionKey: [], token }];
  assert.deepEqual(openapi.security, way());
  assert.deepEqual(paths["/api/commands/add"].post.security, way("counter.write"));
  assert.deepEqual(paths["/api/commands/{commandId}"].get.security, way());
  assert.deepEqual(paths["/api/totals/{id}"].get.security, way("counter.read"));
  assert.deepEqual(paths["/api/notifications"].get.security, way("counter.read"));
  assert.deepEqual(paths["/api/health"].get.security, []);
  const { token, functionKey } = components.securitySchemes;
  assert.equal(token.type, "openIdConnect");
  assert.equal(token.openIdConnectUrl, "https://login.counter.example/.well-known/openid-configuration");
  assert.match(token.description, /- `counter\.write`: Of whoever counts\./);
  assert.deepEqual([functionKey.type, functionKey.in, functionKey.name], ["apiKey", "header", "x-functions-key"]);
});

test("a key is its caller's where there are callers", async () => {
  const keyOf = async (contract: Parameters<typeof openApiOf>[0]) => {
    const { paths } = await openApiOf(contract);
    const parameters: OpenApi[] = paths["/api/commands/add"].post.parameters;
    return parameters.find(({ name }) => name === "Idempotency-Key").description.split(".")[0];
  };
  assert.equal(await keyOf(securedContract()), "Makes two posts of one caller the same command");
  assert.equal(await keyOf(openToAll()), "Makes two posts the same command");
});

test("refusals are answered with problem details and with the headers that say what to do", async () => {
  const { paths, components } = await openApiOf(securedContract());
  for (const operation of operationsOf({ paths })) {
    const { responses, operationId } = operation;
    const isOpen = operationId === "health";
    for (const status of ["401", "403", "429"]) {
      assert.equal(responses[status]?.$ref, isOpen ? undefined : `#/components/responses/Problem${status}`);
    }
    const success = responses["200"] ?? responses["202"];
    assert.equal(Object.hasOwn(success.headers ?? {}, "RateLimit-Policy"), !isOpen, operationId);
  }
  assert.ok(paths["/api/commands/add"].post.responses["202"].headers.Location);
  const { Problem401, Problem403, Problem429 } = components.responses;
  const codes = (response: OpenApi) =>
    response.content["application/problem+json"].schema.allOf[1].properties.code.examples;
  assert.deepEqual(codes(Problem401), ["token-missing", "token-invalid", "token-expired"]);
  assert.deepEqual(codes(Problem403), ["scope-missing", "not-yours"]);
  assert.deepEqual(codes(Problem429), ["rate-limited"]);
  assert.deepEqual(Object.keys(Problem401.headers), ["WWW-Authenticate"]);
  assert.deepEqual(Object.keys(Problem403.headers), ["WWW-Authenticate"]);
  assert.deepEqual(Object.keys(Problem429.headers), ["Retry-After", "RateLimit", "RateLimit-Policy"]);
  assert.equal(components.schemas.Problem.properties.scopes.type, "array");
});

test("with keys alone nothing is said of tokens; a key that is wrong is answered without a body", async () => {
  const openapi = await openApiOf(keyedContract());
  await checkOpenApi(openapi);
  assert.deepEqual(Object.keys(openapi.components.securitySchemes), ["functionKey"]);
  const { responses } = openapi.paths["/api/commands/add"].post;
  assert.equal(responses["401"].$ref, "#/components/responses/Unauthorized");
  assert.equal(openapi.components.responses.Unauthorized.content, undefined);
  assert.deepEqual([responses["403"], responses["429"].$ref], [undefined, "#/components/responses/Problem429"]);
  const { code, scopes } = openapi.components.schemas.Problem.properties;
  assert.ok(code.examples.includes("rate-limited") && !code.examples.includes("token-missing"));
  assert.equal(scopes, undefined);
});

test("an open API says nothing of callers", async () => {
  const openapi = await openApiOf(openToAll());
  await checkOpenApi(openapi);
  assert.deepEqual([openapi.security, openapi.components.securitySchemes], [undefined, undefined]);
  assert.doesNotMatch(JSON.stringify(openapi), /token|scope-|rate-limited|issuer-/);
});

test("http with bearer is said as such, and each of several ways is one", async () => {
  const contract = securedContract();
  const { securitySchemes } = contract.components;
  securitySchemes.writer = { type: "http", scheme: "bearer", description: "A token of ours." };
  for (const name of ["reader", "operator"])
    securitySchemes[name] = { ...securitySchemes[name], type: "openIdConnect" };
  contract.operations.tell.security = [scheme("reader"), scheme("operator")];
  const openapi = await openApiOf(contract);
  await checkOpenApi(openapi);
  // Of two kinds, what is true of both.
  assert.deepEqual(
    [openapi.components.securitySchemes.token.type, openapi.components.securitySchemes.token.scheme],
    ["http", "bearer"],
  );
  assert.deepEqual(openapi.paths["/api/notifications"].get.security, [
    { functionKey: [], token: ["counter.operate"] },
    { functionKey: [], token: ["counter.read"] },
  ]);
  assert.deepEqual(openapi.paths["/api/commands/add"].post.security, [{ functionKey: [], token: [] }]);
});

test("oauth2 keeps its flows, with the scopes that all schemes offer", async () => {
  const contract = securedContract();
  const oauth2 = (scope: string, words: string) => ({
    type: "oauth2",
    scopes: [scope],
    flows: {
      authorizationCode: {
        authorizationUrl: "https://login.counter.example/authorize",
        tokenUrl: "https://login.counter.example/token",
        refreshUrl: "https://login.counter.example/refresh",
        availableScopes: { [scope]: words },
      },
      clientCredentials: { tokenUrl: "https://login.counter.example/token", availableScopes: { [scope]: words } },
    },
  });
  const { components } = contract;
  components.securitySchemes.writer = oauth2("counter.write", "Counts.");
  components.securitySchemes.reader = oauth2("counter.read", "Looks.");
  const openapi = await openApiOf(contract);
  await checkOpenApi(openapi);
  const { type, flows } = openapi.components.securitySchemes.token;
  assert.equal(type, "oauth2");
  const scopes = { "counter.write": "Counts.", "counter.read": "Looks." };
  assert.deepEqual(flows, {
    authorizationCode: {
      authorizationUrl: "https://login.counter.example/authorize",
      tokenUrl: "https://login.counter.example/token",
      refreshUrl: "https://login.counter.example/refresh",
      scopes,
    },
    clientCredentials: { tokenUrl: "https://login.counter.example/token", scopes },
  });
});

test("a document with a fault about security is refused by the check of these tests", async () => {
  const openapi = await openApiOf(securedContract());
  openapi.components.securitySchemes.token = { type: "openIdConnect" };
  await assert.rejects(checkOpenApi(openapi), /openIdConnectUrl/);
  const other = await openApiOf(securedContract());
  other.paths["/api/totals"].get.security = [{ tokens: [] }];
  await assert.rejects(checkOpenApi(other), /no scheme tokens/);
});
