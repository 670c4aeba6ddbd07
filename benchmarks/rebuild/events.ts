import type { AppDefinition } from "../../platform/app/definition.ts";
import { eventId, partitionOf, versionId } from "../../platform/messages/ids.ts";
import type { EventRecord } from "../../platform/stores/records.ts";

/** What every account is opened with, and what each load adds, minor units. */
const amount = 60_000;

/** The stored events of one account: opened, then loaded again and again. */
export function eventsOf(
  app: AppDefinition,
  accountId: string,
  count: number,
  nextId: () => string,
): readonly EventRecord[] {
  const opened = { accountId, owner: `owner-${accountId}`, currency: "EUR" };
  return Array.from({ length: count }, (_, index) =>
    index === 0
      ? record(app, "AccountOpened", accountId, 1, opened, nextId())
      : record(app, "CreditsLoaded", accountId, index + 1, loaded(accountId, nextId()), nextId()),
  );
}

function loaded(accountId: string, loadId: string) {
  return { accountId, amount, fee: 0, credited: amount, currency: "EUR", loadId };
}

function record(
  app: AppDefinition,
  name: string,
  streamId: string,
  version: number,
  data: unknown,
  cause: string,
): EventRecord {
  const message = app.messages.find(({ messageName }) => messageName === name);
  if (message === undefined) throw new Error(`The contract has no ${name}.`);
  const partition = partitionOf("account", streamId);
  return {
    id: versionId(version),
    kind: "event",
    streamid: partition,
    version,
    causationid: cause,
    causationindex: 0,
    envelope: {
      specversion: "1.0",
      id: eventId("account", streamId, version),
      source: message.source,
      type: message.type,
      subject: partition,
      time: new Date(0).toISOString(),
      datacontenttype: "application/json",
      dataschema: message.schemaId,
      correlationid: cause,
      causationid: cause,
      stream: "account",
      streamid: streamId,
      streamversion: version,
      data,
    },
  };
}
