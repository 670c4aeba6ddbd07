import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { graphOf } from "../../../dashboard/web/views/overview/graph.ts";
import { layOut } from "../../../dashboard/web/views/overview/layout.ts";
import { stateOf } from "../../../dashboard/web/views/overview/live.ts";
import { defineApp } from "../../../generated/app.ts";
import { handlers } from "../../../handlers/index.ts";
import type { ActivityAnswer } from "../../../platform/admin/shapes.ts";
import { topologyOf } from "../../../platform/admin/topology.ts";

const topology = topologyOf(defineApp(handlers));

describe("the topology of a contract", () => {
  it("has everything that the contract connects, by the names of its messages", () => {
    const { streams, messages, reactions, processes, notifiers } = topology;
    assert.deepEqual(
      streams.map(({ name }) => name),
      ["account", "merchant"],
    );
    const open = messages.find(({ name }) => name === "OpenAccount");
    assert.deepEqual(open, {
      name: "OpenAccount",
      kind: "command",
      version: 1,
      public: true,
      path: "/api/commands/open-account",
    });
    assert.equal(messages.find(({ name }) => name === "HoldTransfer")?.path, undefined);
    assert.deepEqual(reactions[0], { name: "creditMerchant", on: ["PaymentReserved"], sends: ["TakePayment"] });
    assert.ok(processes[0]?.startedBy.includes("CreditsReserved") && processes[0].sends.includes("HoldTransfer"));
    assert.deepEqual(notifiers.find(({ name }) => name === "TransferStuck")?.processes, ["transfer"]);
  });

  for (const every of [false, true]) {
    it(`is drawn with no edge into nowhere and nothing on top of another, ${every ? "every message" : "streams"}`, () => {
      const graph = graphOf(topology, every);
      const ids = new Set(graph.nodes.map(({ id }) => id));
      assert.equal(ids.size, graph.nodes.length);
      for (const { from, to, messages } of graph.edges)
        assert.ok(ids.has(from) && ids.has(to) && messages.length > 0, `${from} → ${to}`);
      const has = (from: string, to: string) => graph.edges.some((edge) => edge.from === from && edge.to === to);
      assert.ok(has("clients", every ? "command:OpenAccount" : "stream:account"));
      assert.ok(has(every ? "event:CreditsReserved" : "stream:account", "readModel:transfers"));
      assert.ok(has("topic", "process:transfer"));
      assert.ok(has("process:transfer", every ? "command:HoldTransfer" : "stream:account"));
      assert.ok(!has("clients", "command:HoldTransfer"));
      const { nodes, edges, width, height } = layOut(graph);
      assert.equal(edges.length, graph.edges.length);
      for (const [at, one] of nodes.entries()) {
        assert.ok(one.x - one.width / 2 >= 0 && one.x + one.width / 2 <= width, one.id);
        assert.ok(one.y - one.height / 2 >= 0 && one.y + one.height / 2 <= height, one.id);
        for (const other of nodes.slice(at + 1)) {
          const apart =
            Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
            Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
          assert.ok(apart, `${one.id} and ${other.id}`);
        }
      }
    });
  }

  it("shows at each node what is going on there", () => {
    const activity: ActivityAnswer = {
      ...{ until: "2026-11-26T12:00:00Z", seconds: 60, feeds: [] },
      messages: [
        { name: "TransferCredits", kind: "command", count: 4 },
        { name: "CreditsReserved", kind: "event", count: 3 },
      ],
      outcomes: [
        { name: "TransferCredits", status: "rejected", count: 1 },
        { name: "TransferCredits", status: "succeeded", count: 3 },
      ],
      parked: [{ handler: "projection-transfers", streams: 2 }],
      letters: [
        { handler: "projection-transfers", open: 2 },
        { handler: "commands", open: 5 },
      ],
      processes: [
        { process: "transfer", status: "Running", count: 7 },
        { process: "transfer", status: "Completed", count: 9 },
      ],
    };
    const node = (id: string) => graphOf(topology, false).nodes.find((one) => one.id === id)!;
    const calm = { count: 0, rejected: 0, failed: 0, parked: 0, letters: 0, running: 0 };
    assert.deepEqual(stateOf(node("stream:account"), activity), { ...calm, count: 7, rejected: 1 });
    assert.deepEqual(stateOf(node("readModel:transfers"), activity), { ...calm, count: 3, parked: 2, letters: 2 });
    assert.equal(stateOf(node("process:transfer"), activity).running, 7);
    assert.deepEqual(stateOf(node("stream:merchant"), undefined), calm);
  });
});
