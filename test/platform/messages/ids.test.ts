import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hashOf } from "../../../platform/messages/hash.ts";
import {
  commandHash,
  commandId,
  documentId,
  parseCommandId,
  partitionOf,
  streamOfPartition,
  versionId,
} from "../../../platform/messages/ids.ts";
import { resolvePointer } from "../../../platform/messages/json-pointer.ts";
import { Add, AddMany } from "../support/messages.ts";

describe("ids", () => {
  it("a command id leads back to hash and stream id, in one spelling only", () => {
    const hash = hashOf("x");
    for (const streamId of [
      "a",
      "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11",
      "~a",
      "a.b",
      "ü 🙂",
      "x".repeat(128),
      "x".repeat(129),
      "a/b",
    ]) {
      assert.deepEqual(parseCommandId(commandId(hash, streamId)), { hash, streamId });
      assert.doesNotMatch(commandId(hash, streamId), /[^A-Za-z0-9_.~-]/);
    }
    for (const wrong of [
      "",
      hash,
      `${hash}.`,
      `${hash}.~`,
      `${hash}.~YQ`,
      `${hash}.~YR`,
      `x${hash}.a`,
      `${hash}.a.b`,
    ]) {
      assert.equal(parseCommandId(wrong), undefined, wrong);
    }
  });

  it("the kinds of dedupe keys never meet", () => {
    const data = { key: "k", sender: "k", payload: "k" };
    const hashes = [
      commandHash(Add, data, { by: "payload" }),
      commandHash(Add, data, { by: "client", key: "k" }),
      commandHash(Add, data, { by: "sender", key: "k" }),
      commandHash({ ...Add, type: "tally.Other.v1" } as typeof Add, data, { by: "client", key: "k" }),
    ];
    assert.equal(new Set(hashes).size, 4);
  });

  it("what two callers send is never the same, and what nobody is named for has the hash that it always had", () => {
    const data = { counterId: "a", times: 1, ref: "r" };
    const keys = [{ by: "payload" }, { by: "client", key: "k" }] as const;
    for (const message of [Add, AddMany]) {
      for (const key of keys) {
        const of = (caller?: string) => commandHash(message, data, key, undefined, caller);
        assert.equal(of("anna"), of("anna"));
        assert.equal(new Set([of(), of("anna"), of("ben"), of("")]).size, 4);
      }
    }
    // Stored commands are found under these: they may never change.
    assert.equal(commandHash(Add, data, keys[0]), hashOf({ type: Add.type, payload: data }));
    assert.equal(commandHash(Add, data, keys[1]), hashOf({ type: Add.type, key: "k" }));
    assert.equal(commandHash(AddMany, data, keys[0]), hashOf({ type: AddMany.type, selected: [["/ref", "r"]] }));
    const sent = { by: "sender", key: "k" } as const;
    assert.equal(commandHash(Add, data, sent, undefined, "anna"), hashOf({ type: Add.type, sender: "k" }));
  });

  it("partitions of streams with other names differ, and document ids are safe for Cosmos", () => {
    assert.deepEqual(streamOfPartition(partitionOf("a", "b/c")), { stream: "a", streamId: "b/c" });
    assert.equal(versionId(42), "000000000042");
    for (const text of ["a/b", "a?b", "a#b", "a\\b", "..", "", "ü", "x".repeat(300)]) {
      assert.match(documentId(text), /^~[A-Za-z0-9_-]*$/);
    }
    assert.equal(documentId("plain-1.2:3"), "plain-1.2:3");
  });

  it("pointers find own properties only", () => {
    assert.equal(resolvePointer({ "a/b": { "~": [1, 2] } }, "/a~1b/~0/1"), 2);
    assert.equal(resolvePointer({}, "/constructor"), undefined);
    assert.deepEqual(resolvePointer({ a: 1 }, ""), { a: 1 });
  });
});
