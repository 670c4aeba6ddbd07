import type { TableName } from "../tables.ts";
import { exceptionColumns } from "./exception-data.ts";
import { Fields } from "./fields.ts";
import { millisecondsOf, performanceBucket } from "./time.ts";

/** A row of a table, without what all rows have. */
export interface DataRow {
  readonly table: TableName;
  readonly itemType: string;
  /** Whether it can stand for several: metrics were counted before. */
  readonly counted: boolean;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** Reads the data of one type of item. @throws InvalidItem */
type DataType = (data: Fields) => readonly DataRow[];

const counted = true;
const yesNo = (value: boolean) => (value ? "True" : "False");

function timing(data: Fields) {
  const text = data.required("duration");
  const duration = millisecondsOf(text);
  if (duration === undefined) throw data.invalid("duration", "time span");
  return { duration, performanceBucket: performanceBucket(duration) };
}

/** What is taken, by `baseType`. Source of the fields: https://github.com/microsoft/ApplicationInsights-Home, EndpointSpecs */
export const dataTypes: Readonly<Record<string, DataType>> = {
  RequestData: (data) => {
    const columns = {
      id: data.required("id"),
      name: data.text("name"),
      source: data.text("source"),
      url: data.text("url"),
      success: yesNo(data.bool("success", true)),
      resultCode: data.required("responseCode"),
      ...timing(data),
    };
    return [{ table: "requests", itemType: "request", counted, columns }];
  },
  RemoteDependencyData: (data) => {
    const columns = {
      id: data.text("id"),
      name: data.required("name"),
      target: data.text("target"),
      type: data.text("type"),
      data: data.text("data"),
      success: yesNo(data.bool("success", true)),
      resultCode: data.text("resultCode"),
      ...timing(data),
    };
    return [{ table: "dependencies", itemType: "dependency", counted, columns }];
  },
  MessageData: (data) => {
    const columns = { message: data.required("message"), severityLevel: severityOf(data) };
    return [{ table: "traces", itemType: "trace", counted, columns }];
  },
  ExceptionData: (data) => {
    const columns = { ...exceptionColumns(data), severityLevel: severityOf(data) };
    return [{ table: "exceptions", itemType: "exception", counted, columns }];
  },
  EventData: (data) => [
    { table: "customEvents", itemType: "customEvent", counted, columns: { name: data.required("name") } },
  ],
  MetricData: (data) => data.list("metrics").map(metricRow),
  AvailabilityData: (data) => {
    const columns = {
      id: data.required("id"),
      name: data.required("name"),
      location: data.text("runLocation"),
      message: data.text("message"),
      success: yesNo(data.bool("success", true)),
      ...timing(data),
    };
    return [{ table: "availabilityResults", itemType: "availabilityResult", counted, columns }];
  },
  PageViewData: (data) => {
    const duration = millisecondsOf(data.text("duration"));
    const columns = {
      id: data.text("id"),
      name: data.required("name"),
      url: data.text("url"),
      ...(duration !== undefined && { duration, performanceBucket: performanceBucket(duration) }),
    };
    return [{ table: "pageViews", itemType: "pageView", counted, columns }];
  },
};

function metricRow(point: unknown): DataRow {
  const data = new Fields("DataPoint", point);
  const name = data.required("name");
  const value = data.number("value") ?? 0;
  if (name.startsWith("\\")) return performanceCounter(name, value);
  const columns = {
    name,
    value,
    valueSum: value,
    valueCount: data.number("count") ?? 1,
    valueMin: data.number("min") ?? value,
    valueMax: data.number("max") ?? value,
    valueStdDev: data.number("stdDev") ?? 0,
  };
  return { table: "customMetrics", itemType: "customMetric", counted: false, columns };
}

/** `\Category(Instance)\Counter`. */
function performanceCounter(name: string, value: number): DataRow {
  const [, category = "", instance = "", counter = ""] = /^\\([^(\\]+)(?:\(([^)]*)\))?\\(.+)$/.exec(name) ?? [];
  const columns = { name: counter || name, category, instance, counter: counter || name, value };
  return { table: "performanceCounters", itemType: "performanceCounter", counted: false, columns };
}

const severities = ["Verbose", "Information", "Warning", "Error", "Critical"];

/** Sent as a word or as a number; shown as a number. */
function severityOf(data: Fields): number | null {
  const value = data.raw("severityLevel");
  if (value === undefined) return null;
  const level = typeof value === "number" ? value : severities.indexOf(String(value));
  if (level < 0 || level >= severities.length) throw data.invalid("severityLevel", "severity");
  return level;
}
