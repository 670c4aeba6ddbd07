import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { assertConnected, recordingTelemetry, treeText } from "eventwright/testing";
import { startExample } from "./support/example.ts";

/** Where the client's own span stands. */
const client = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "shop=1" };
const traceId = client.traceparent.split("-")[1];

/**
 * What a held transfer sets off, from the click to the last notification. The decision is a request of its own: what the process
 * sends after it hangs from the event that the process was started by.
 */
const wholeStory = `\
POST /api/commands/transfer-credits
  send TransferCredits
    process TransferCredits
      project accounts
      project statements
      project transfers
      notify BalanceChanged
      publish CreditsReserved
      deliver transfer
      run transfer
      send HoldTransfer
        process HoldTransfer
          project transfers
          notify TransferProgressed
          publish TransferHeld
          POST /api/commands/approve-transfer
            send ApproveTransfer
              process ApproveTransfer
                project transfers
                notify TransferProgressed
                publish TransferApproved
                deliver transfer
                run transfer
                run transfer
      run transfer
      send CreditTransfer
        process CreditTransfer
          project accounts
          project statements
          notify BalanceChanged
          notify TransferReceived
          publish CreditsReceived
          deliver transfer
          run transfer
          send SettleTransfer
            process SettleTransfer
              project accounts
              project transfers
              notify BalanceChanged
              notify TransferProgressed
              publish TransferSettled
          run transfer`;

describe("a transfer with review", () => {
  it("is one connected trace from the client's request to the last notification", async () => {
    const telemetry = recordingTelemetry();
    const { app, open } = startExample({ telemetry });
    const [anna, mia] = [await open("anna", 300_000), await open("mia")];
    const transfer = { transferId: randomUUID(), fromAccountId: anna };
    const post = async (name: string, body: object, headers: Record<string, string>) => {
      const { status } = await app.request("POST", `/api/commands/${name}`, { body, headers });
      assert.equal(status, 202);
      await app.pump();
    };
    await post("transfer-credits", { ...transfer, toAccountId: mia, amount: 150_000, currency: "EUR" }, client);
    const held = app.publisher.published.find(({ type }) => type === "credits.TransferHeld.v1");
    const { traceparent = "", tracestate = "" } = held ?? {};
    await post("approve-transfer", { ...transfer, reviewer: "rita" }, { traceparent, tracestate });

    const story = telemetry.spans.filter((span) => span.traceId === traceId);
    assert.equal(treeText(story), wholeStory);
    assertConnected(story, { client });
    // Beside it there are only the requests that prepare it, what they set off, and batches.
    const [batches, rest] = [
      telemetry.spans.filter(({ name }) => name.startsWith("receive ")),
      telemetry.spans.filter(({ name, traceId: id }) => id !== traceId && !name.startsWith("receive ")),
    ];
    assert.ok(rest.every(({ name }) => !/transfer/i.test(name)));
    assert.ok(batches.every(({ parentId }) => parentId === undefined));
    // Batches and what is handled in them know each other.
    for (const span of story.filter(({ name }) => name.startsWith("process "))) {
      const batch = batches.find(({ context }) => span.links.some((link) => link.traceparent === context.traceparent));
      const parent = story.find(({ spanId }) => spanId === span.parentId);
      assert.ok(batch?.links.some((link) => link.traceparent === parent?.context.traceparent));
    }
  });

  it("goes on in what is stored, published and told", async () => {
    const telemetry = recordingTelemetry();
    const { app, open, get } = startExample({ telemetry });
    const [anna, mia] = [await open("anna", 300_000), await open("mia")];
    const body = { transferId: randomUUID(), fromAccountId: anna, toAccountId: mia, amount: 5_000, currency: "EUR" };
    await app.request("POST", "/api/commands/transfer-credits", { body, headers: client });
    await app.pump();
    const made = (traceparent: string | undefined) =>
      telemetry.spans.find(({ context }) => context.traceparent === traceparent)?.name;
    const published = app.publisher.published.filter(({ traceparent }) => traceparent?.includes(traceId ?? ""));
    assert.deepEqual(
      published.map(({ type, traceparent, tracestate }) => [type, made(traceparent), tracestate]),
      [
        ["credits.CreditsReserved.v1", "process TransferCredits", "shop=1"],
        ["credits.CreditsReceived.v1", "process CreditTransfer", "shop=1"],
        ["credits.TransferSettled.v1", "process SettleTransfer", "shop=1"],
      ],
    );
    const told = (await get("/notifications?recipient=mia")).items.filter(
      ({ type }: { type: string }) => type === "credits.TransferReceived.v1",
    );
    assert.deepEqual(
      told.map(({ traceparent }: { traceparent: string }) => made(traceparent)),
      ["notify TransferReceived"],
    );
  });
});
