import { randomUUID } from "node:crypto";
import type { Row, TableName } from "../tables.ts";
import { dataTypes } from "./data-types.ts";
import { Fields, InvalidItem } from "./fields.ts";

/** A row and where it belongs. */
export interface Ingested {
  readonly table: TableName;
  readonly row: Row;
}

/** The component that items are for. */
export interface Component {
  readonly instrumentationKey: string;
  readonly appId: string;
  readonly appName: string;
}

/** Items may be so old, ms. */
const oldest = 48 * 3_600_000;

/** The columns that come from `tags`, by the tags' names without `ai.`. */
const tagColumns = {
  operation_Id: "operation.id",
  operation_ParentId: "operation.parentId",
  operation_Name: "operation.name",
  operation_SyntheticSource: "operation.syntheticSource",
  session_Id: "session.id",
  user_Id: "user.id",
  user_AuthenticatedId: "user.authUserId",
  user_AccountId: "user.accountId",
  application_Version: "application.ver",
  client_Model: "device.model",
  client_OS: "device.osVersion",
  cloud_RoleName: "cloud.role",
  cloud_RoleInstance: "cloud.roleInstance",
  sdkVersion: "internal.sdkVersion",
} as const;

/** Text of an item whose key is not the component's; the whole request has this status when no item is good. */
export const wrongKey = "Invalid instrumentation key";

/**
 * Turns an envelope into rows, as they show in queries.
 * @param now the machine's time, ms since the epoch
 * @throws InvalidItem
 */
export function rowsOf(item: unknown, component: Component, now: number): readonly Ingested[] {
  const envelope = new Fields("Envelope", item);
  if (envelope.required("iKey").toLowerCase() !== component.instrumentationKey) throw new InvalidItem(wrongKey);
  envelope.required("name");
  const timestamp = timeOf(envelope, now);
  const data = new Fields("Data", envelope.raw("data"));
  const baseType = data.required("baseType");
  const dataType = dataTypes[baseType];
  if (dataType === undefined) {
    const known = Object.keys(dataTypes).join(", ");
    throw new InvalidItem(`The local Application Insights does not know ${baseType}. It takes: ${known}.`);
  }
  const baseData = new Fields(baseType, data.raw("baseData"));
  const common = {
    timestamp,
    ...tagsOf(envelope),
    customDimensions: baseData.texts("properties"),
    client_Type: "PC",
    // Addresses are masked over there, too, unless the component is told not to.
    client_IP: "0.0.0.0",
    ...{ appId: component.appId, appName: component.appName, iKey: component.instrumentationKey },
  };
  const itemCount = countOf(envelope);
  return dataType(baseData).map(({ table, itemType, counted, columns }) => ({
    table,
    row: {
      ...common,
      itemType,
      itemId: randomUUID(),
      ...(counted && { itemCount, customMeasurements: baseData.numbers("measurements") }),
      ...columns,
    },
  }));
}

function timeOf(envelope: Fields, now: number): string {
  const time = Date.parse(envelope.required("time"));
  if (Number.isNaN(time)) throw envelope.invalid("time", "time");
  if (time < now - oldest) {
    const what = "Field 'time' on type 'Envelope' is older than the allowed min date.";
    throw new InvalidItem(`103: ${what} Expected: now - ${oldest}ms, Actual: now - ${now - time}ms`);
  }
  return new Date(time).toISOString();
}

function tagsOf(envelope: Fields): Record<string, string> {
  const tags = envelope.texts("tags");
  return Object.fromEntries(Object.entries(tagColumns).map(([column, tag]) => [column, tags[`ai.${tag}`] ?? ""]));
}

/** How many items this one stands for, since the others of its kind were not sent. */
function countOf(envelope: Fields): number {
  const rate = envelope.number("sampleRate") ?? 100;
  return rate > 0 && rate <= 100 ? Math.max(1, Math.round(100 / rate)) : 1;
}
