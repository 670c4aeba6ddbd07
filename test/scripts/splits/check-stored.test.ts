import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { versionId } from "../../../platform/messages/ids.ts";
import { checkStored } from "../../../scripts/splits/check-stored.ts";
import type { Stored } from "../../../scripts/splits/stored.ts";

/** A document, as far as the check looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: stands for documents of several kinds.
type Doc = any;

interface World {
  commands: Doc[];
  events: Doc[];
  outcomes: Doc[];
  deadLetters: Doc[];
}

/** Two streams: a was opened and loaded, b was opened, refused something, and got a command because of an event of a. */
function world(): World {
  const command = (id: string, streamid: string, type: string, causationid = id) => ({
    id,
    streamid,
    envelope: { id, type, causationid },
  });
  const event = (streamid: string, version: number, causationid: string, causationindex = 0) => ({
    id: versionId(version),
    kind: "event",
    streamid,
    version,
    causationid,
    causationindex,
  });
  const outcome = (commandId: string, ...versions: number[]) => ({
    commandId,
    events: versions.map((version) => ({ version })),
  });
  const placed = (documents: Doc[]) => documents.map((document, index) => ({ ...document, _lsn: index + 1 }));
  return {
    commands: placed([
      command("open-a", "a", "Open"),
      command("open-b", "b", "Open"),
      command("load-a", "a", "Load"),
      command("refused-b", "b", "Load"),
      command("credit-b", "b", "Credit", "a:2"),
    ]),
    events: placed([
      event("a", 1, "open-a"),
      event("b", 1, "open-b"),
      event("a", 2, "load-a"),
      event("a", 3, "load-a", 1),
      { id: "outcome-refused-b", kind: "outcome", streamid: "b", causationid: "refused-b", causationindex: 0 },
      event("b", 2, "credit-b"),
    ]),
    outcomes: placed([
      outcome("open-a", 1),
      outcome("open-b", 1),
      outcome("load-a", 2, 3),
      outcome("refused-b"),
      outcome("credit-b", 2),
    ]),
    deadLetters: [],
  };
}

/** What is found once something was done to the world. */
function found(change: (world: World) => void): string {
  const changed = world();
  change(changed);
  return checkStored(changed as Stored).join("\n");
}

describe("the check of what is stored", () => {
  it("finds nothing where all is well", () => {
    assert.equal(
      found(() => {}),
      "",
    );
  });

  it("finds an event that is missing, and one that was stored before an earlier one", () => {
    assert.match(
      found(({ events }) => void events.splice(2, 1)),
      /a: event 2 as stored has version 3/,
    );
    assert.match(
      found(({ events }) => events.reverse()),
      /a: event 1 as stored has version 3/,
    );
  });

  it("finds a command that was never decided, and one that was decided twice", () => {
    assert.match(
      found(({ events }) => void events.splice(4, 1)),
      /refused-b: was accepted and never decided/,
    );
    const marker = { id: "outcome-open-b", kind: "outcome", streamid: "b", causationid: "open-b", causationindex: 0 };
    assert.match(
      found(({ events }) => void events.push(marker)),
      /open-b: was decided twice/,
    );
    assert.match(
      found(({ events }) => void events.push({ ...events[2], id: versionId(4), version: 4 })),
      /load-a: event 1 is number 0, version 4/,
    );
  });

  it("finds outcomes that are missing, doubled, or tell something else", () => {
    assert.match(
      found(({ outcomes }) => void outcomes.pop()),
      /credit-b: has 0 outcomes/,
    );
    assert.match(
      found(({ outcomes }) => void outcomes.push(outcomes[0])),
      /open-a: has 2 outcomes/,
    );
    assert.match(
      found(({ outcomes }) => void outcomes[2].events.pop()),
      /load-a: its outcome tells other events/,
    );
  });

  it("finds commands that overtook each other within their stream, and lets those of others do so", () => {
    assert.match(
      found(({ commands }) => {
        [commands[0], commands[2]] = [commands[2], commands[0]];
      }),
      /a: open-a was decided before a command that came earlier/,
    );
    assert.equal(
      found(({ commands }) => {
        [commands[0], commands[1]] = [commands[1], commands[0]];
      }),
      "",
    );
  });

  it("finds a message that was answered twice", () => {
    assert.match(
      found(({ commands }) => {
        const { envelope } = commands[4];
        commands.push({ id: "again", streamid: "b", envelope: { ...envelope, id: "again" } });
      }),
      /a:2 caused Credit in b 2 times/,
    );
  });

  it("finds results and outcomes of commands that are not there", () => {
    const lost = found(({ commands }) => void commands.splice(3, 1));
    assert.match(lost, /refused-b: has a result, and there is no such command/);
    assert.match(lost, /refused-b: has an outcome, and there is no such command/);
  });

  it("finds whatever was parked", () => {
    assert.match(
      found(({ deadLetters }) => void deadLetters.push({ id: "letter", streamid: "b" })),
      /b: dead letter or parking letter/,
    );
  });
});
