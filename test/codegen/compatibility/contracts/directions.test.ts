import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../../codegen/compatibility/verdict.ts";
import { changed, counter, proving, refusing, sideOf, today, told, verdictOn } from "./support.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to change it.
const narrow = (message: string) => (c: any) => (c.components.messages[message].payload.properties.by.maximum = 5);

test("what clients send must go on being accepted: commands are compared from then to now", () => {
  const prove = refusing();
  const { findings } = verdictOn(counter(), counter(narrow("Add")), { prove });
  assert.deepEqual(prove.asked, ["AddData -> AddData"]);
  assert.deepEqual(
    findings
      .filter(({ instance }) => instance !== undefined)
      .map(({ side, subject }) => [side, subject.name, subject.version]),
    [["clients", "Add", 1]],
  );
});

test("a private command waits in the store, so it has to fit as well", () => {
  const { findings } = verdictOn(counter(), counter(narrow("Double")), { prove: refusing() });
  assert.deepEqual(
    findings.filter(({ instance }) => instance).map(({ side }) => side),
    ["store"],
  );
});

test("what is told must be what readers know: notifications are compared from now to then", () => {
  const { findings } = verdictOn(counter(), counter(narrow("Told")), { prove: refusing() });
  assert.deepEqual(
    findings.filter(({ instance }) => instance).map(({ side }) => side),
    ["readers"],
  );
});

for (const visibility of ["public", "private"]) {
  test(`a published version of a ${visibility} event must not change in either direction`, () => {
    const hide = (c: ReturnType<typeof counter>) => {
      c.components.messages.Added["x-eventwright"].visibility = visibility;
      c["x-eventwright"].reactions = {};
    };
    const before = counter(hide);
    const after = counter((c) => {
      hide(c);
      narrow("Added")(c);
    });
    const prove = refusing();
    const { findings } = verdictOn(before, after, { prove });
    const sides = findings.filter(({ instance }) => instance).map(({ side }) => side);
    assert.deepEqual(sides.toSorted(), visibility === "public" ? ["readers", "store"] : ["store", "store"]);
    const directions = findings.flatMap(({ direction }) => direction ?? []);
    assert.deepEqual(directions.toSorted(), ["backward", "forward"]);
  });
}

test("answers of queries are compared from now to then, and what they may be asked for from then to now", () => {
  const after = counter((c) => (c.components.schemas.Total.properties.total = { type: "number" }));
  const { findings } = verdictOn(counter(), after, { prove: refusing() });
  assert.deepEqual(
    findings
      .filter(({ instance }) => instance)
      .map(({ side, subject }) => `${subject.group} ${subject.name} ${side}`)
      .toSorted(),
    ["query listTotals clients", "read model totals readers"],
  );
});

test("documents that no query answers concern nobody outside", () => {
  const hide = (c: ReturnType<typeof counter>) => (c["x-eventwright"].readModels.totals.queries = {});
  const after = counter((c) => {
    hide(c);
    c.components.schemas.Total.properties.total = { type: "number" };
  });
  const prove = refusing();
  verdictOn(counter(hide), after, { prove });
  assert.deepEqual(prove.asked, []);
});

test("schemas that say the same in other words and another order are not compared at all", () => {
  const after = counter((c) => {
    const { payload } = c.components.messages.Add;
    const { id, by, note } = payload.properties;
    payload.properties = { note: { ...note, description: "What it was for." }, by, id };
    payload.title = "Adding";
  });
  const prove = refusing();
  assert.deepEqual(told(verdictOn(counter(), after, { prove })), []);
  assert.deepEqual(prove.asked, []);
});

test("what cannot be decided stops the contract", () => {
  const after = counter((c) => {
    narrow("Add")(c);
    c.info.version = "2.0.0";
  });
  const { ok, findings, stopped } = verdictOn(counter(), after, { prove: refusing("unknown") });
  assert.equal(ok, false);
  assert.equal(stopped, 1);
  assert.deepEqual(
    findings.map(({ weight }) => weight),
    ["unknown"],
  );
});

test("a mild finding about a schema stops nothing and asks for a minor version", () => {
  const { ok, version } = verdictOn(
    counter(),
    counter((c) => {
      narrow("Add")(c);
      c.info.version = "1.1.0";
    }),
    { prove: refusing("warning") },
  );
  assert.equal(ok, true);
  assert.equal(version?.bump, "minor");
});

test("what was stored stays readable from every version ever published, not only from the last one", () => {
  const first = sideOf(counter(), "1.0.0");
  const second = counter((c) => {
    narrow("Added")(c);
    c.info.version = "2.0.0";
  });
  // The break got out somehow. Against the last version nothing has changed …
  const base = sideOf(second, "2.0.0");
  const evidence = { base, now: sideOf(second), decisions: [], pins: [], today, prove: refusing() };
  assert.equal(judge({ ...evidence, published: [base] }).ok, true);
  // … but what the first one stored does not fit.
  const { ok, findings } = judge({ ...evidence, published: [base, first] });
  assert.equal(ok, false);
  assert.deepEqual(
    findings.map(({ subject, against, side }) => [subject.name, ...against, side]),
    [
      ["Added", "1.0.0", "store"],
      ["Added", "1.0.0", "readers"],
    ],
  );
});

test("the same loss against several published versions is told once", () => {
  const without = counter((c) => {
    delete c.components.messages.Added;
    delete c.channels.events.messages.Added;
    delete c.operations.publish;
    c.components.messages.Add["x-eventwright"].produces = [];
    c.info.version = "3.0.0";
  });
  const versions = ["2.0.0", "1.0.0"].map((label) =>
    sideOf(
      counter((c) => (c.info.version = label)),
      label,
    ),
  );
  const [base] = versions;
  assert.ok(base);
  const { findings } = judge({
    base,
    published: versions,
    now: sideOf(without),
    decisions: [],
    pins: [],
    today,
    prove: proving,
  });
  const gone = findings.filter(({ name }) => name === "message-removed");
  assert.deepEqual(
    gone.map(({ subject, against }) => [subject.name, ...against]),
    [["Added", "2.0.0", "1.0.0"]],
  );
});

test("commands and notifications are held against the last published version only", () => {
  const old = sideOf(counter(), "1.0.0");
  const last = counter((c) => {
    narrow("Add")(c);
    narrow("Told")(c);
    c.info.version = "2.0.0";
  });
  const base = sideOf(last, "2.0.0");
  const evidence = { base, now: sideOf(last), decisions: [], pins: [], today, prove: refusing() };
  assert.equal(judge({ ...evidence, published: [base, old] }).ok, true);
});

test("the place of a finding is in the new contract where it is there, else in the old one", () => {
  const after = changed((c) => {
    delete c.components.messages.Told;
    c["x-eventwright"].topic = "sums";
  });
  const { findings } = verdictOn(changed(), after);
  const places = new Map(findings.map(({ name, at }) => [name, at.file]));
  assert.equal(places.get("message-removed"), "before:asyncapi.yaml");
  assert.equal(places.get("topic-changed"), "now:asyncapi.yaml");
});
