import assert from "node:assert/strict";
import {
  type InMemoryApp,
  type PlacedSpan,
  type RecordedSpan,
  type RecordingTelemetry,
  treeText,
} from "eventwright/testing";

/** Where the client's own span stands when it asks for the transfer. */
export const client = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "shop=1" };

const anna = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const mia = "0d0f7a52-95a8-4c5c-8a0e-6f1f6c1d2e22";
const transferId = "c0a4a3f2-1111-4a6e-8f00-2f6f0d9c3b33";
export const transfer = { transferId, fromAccountId: anna };

/** Opens two accounts and asks for a transfer that has to be reviewed, with the client's trace. */
export async function askForTransfer(app: InMemoryApp): Promise<void> {
  await post(app, "open-account", { accountId: anna, owner: "anna", currency: "EUR" });
  await post(app, "open-account", { accountId: mia, owner: "mia", currency: "EUR" });
  await post(app, "load-credits", { accountId: anna, amount: 300_000, currency: "EUR", loadId: transferId });
  const body = { ...transfer, toAccountId: mia, amount: 150_000, currency: "EUR" };
  await post(app, "transfer-credits", body, client);
}

/** Approves it as the approvals web application does: in the trace and the story of the event that it got. */
export async function approve(app: InMemoryApp): Promise<void> {
  const held = app.publisher.published.find(({ type }) => type === "credits.TransferHeld.v1");
  assert.ok(held, "The transfer was never held.");
  const { traceparent = "", tracestate = "", correlationid } = held;
  const headers = { traceparent, tracestate, "x-correlation-id": correlationid };
  await post(app, "approve-transfer", { ...transfer, reviewer: "rita" }, headers);
}

/** Asks for a transfer and approves it. */
export async function transferAndApprove(app: InMemoryApp): Promise<void> {
  await askForTransfer(app);
  await approve(app);
}

/** What became of the transfer. */
export async function statusOf(app: InMemoryApp): Promise<string> {
  return (await app.request("GET", `/api/transfers/${transferId}`)).body.status;
}

/** The spans of the transfer's trace. */
export function storyOf({ spans }: RecordingTelemetry): readonly RecordedSpan[] {
  return spans.filter(({ traceId }) => traceId === client.traceparent.split("-")[1]);
}

/** Which messages the spans of a trace are about, each with the operations that touched it, sorted: whatever the order and number. */
export function touchedBy(spans: readonly RecordedSpan[]): readonly string[] {
  const told = spans.flatMap(({ name, attributes }) => {
    const id = attributes["messaging.message.id"];
    return id === undefined || name.startsWith("run ") ? [] : [`${name}: ${id}`];
  });
  return [...new Set(told)].sort();
}

/** For assertions: what a trace looked like. */
export const shown = treeText;

/** Which kind of span follows from which, each pair once: the shape of a story, whatever the order and number. */
export function shapeOf(spans: readonly PlacedSpan[]): readonly string[] {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  return [...new Set(spans.map(({ name, parentId = "" }) => `${names.get(parentId) ?? "client"} > ${name}`))].sort();
}

async function post(app: InMemoryApp, name: string, body: object, headers = {}): Promise<void> {
  const { status, body: answer } = await app.request("POST", `/api/commands/${name}`, { body, headers });
  assert.equal(status, 202, JSON.stringify(answer));
  await app.pump();
}
