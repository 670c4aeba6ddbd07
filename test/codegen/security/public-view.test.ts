import assert from "node:assert/strict";
import { test } from "node:test";
import { contractFrom, siteFrom } from "../site/support.ts";
import { generateFrom } from "../support/contracts.ts";
import { securedContract } from "./secured-contract.ts";

/** The closed contract, where a read model that nobody can ask for knows who owns what. */
function privatelyOwned(): ReturnType<typeof securedContract> {
  const contract = securedContract();
  const words = contract["x-eventwright"];
  contract.components.schemas.LedgerPage = {
    type: "object",
    additionalProperties: false,
    required: ["holder"],
    properties: { holder: { type: "string" } },
  };
  words.readModels.ledger = { description: "Who holds what.", document: "LedgerPage", per: "stream", folds: ["Added"] };
  const access = { readModel: "ledger", owner: "/holder", unlessScope: "counter.operate" };
  contract.components.messages.Add["x-eventwright"].access = access;
  Object.assign(words.readModels.totals.queries.getTotal, { access, description: "How much it is." });
  words.readModels.totals.queries.listTotals.access = { readModel: "ledger", owner: "/holder", key: "owner" };
  words.notifications.access = { readModel: "ledger", owner: "/holder" };
  return contract;
}

const names = /ledger|\bholder\b/i;
const sentence = (key: string) =>
  `Only for the owner of what \`${key}\` names; everybody else is answered 403 \`not-yours\`.`;
const operators = " Whoever has the scope `counter.operate` is not asked.";

test("the public contract names no read model that is not shown, says that there is an owner, and is whole", async () => {
  const { files, diagnostics } = await generateFrom(privatelyOwned());
  assert.deepEqual(diagnostics, []);
  assert.match(files?.get("app.ts") ?? "", /access: \{ readModel: "ledger"/);
  const text = files?.get("asyncapi.json") ?? "";
  assert.doesNotMatch(text, names);
  const { components, "x-eventwright": words } = JSON.parse(text);
  const { Add } = components.messages;
  assert.equal("access" in Add["x-eventwright"], false);
  assert.equal(Add.description, `Adds.\n\n${sentence("/id")}${operators}`);
  const { getTotal, listTotals } = words.readModels.totals.queries;
  assert.equal("access" in getTotal || "access" in listTotals, false);
  assert.equal(getTotal.description, `How much it is.\n\n${sentence("id")}${operators}`);
  assert.equal(listTotals.description, sentence("owner"));
  const again = await generateFrom(text);
  assert.deepEqual(
    again.diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
});

test("the public contract keeps rules of ownership that name what is shown, or nothing", async () => {
  const { files } = await generateFrom(securedContract());
  const { components, "x-eventwright": words } = JSON.parse(files?.get("asyncapi.json") ?? "");
  const given = securedContract();
  const { Add } = given.components.messages;
  assert.deepEqual(components.messages.Add["x-eventwright"].access, Add["x-eventwright"].access);
  assert.equal(components.messages.Add.description, Add.description);
  assert.deepEqual(words.readModels.totals.queries, given["x-eventwright"].readModels.totals.queries);
});

test("the documentation says that there is an owner, and no name of what is not shown", () => {
  const site = siteFrom(contractFrom(privatelyOwned()));
  for (const [path, text] of site) assert.doesNotMatch(text, names, path);
  const owned = /Only for[\s\S]{0,20}the owner of what <code>(\/?\w+)<\/code> names/g;
  const keysOn = (path: string) => [...(site.get(path) ?? "").matchAll(owned)].map(([, key]) => key);
  assert.deepEqual(keysOn("messages/add/v1.html"), ["/id"]);
  assert.deepEqual(keysOn("read-models/totals.html"), ["id", "owner"]);
  assert.deepEqual(keysOn("messages/told/v1.html"), ["recipient"]);
});
