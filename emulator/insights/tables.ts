/** Types of columns, as the Kusto Query Language names them. */
export type ColumnType = "string" | "int" | "real" | "datetime" | "dynamic";

/** One row. Columns that are not in it are null (strings: empty); a `datetime` is an ISO 8601 string in UTC, to the millisecond. */
export type Row = Readonly<Record<string, unknown>>;

/** What every row of Application Insights has, whatever table it is in. */
const common = {
  timestamp: "datetime",
  itemType: "string",
  itemId: "string",
  customDimensions: "dynamic",
  operation_Id: "string",
  operation_ParentId: "string",
  operation_Name: "string",
  operation_SyntheticSource: "string",
  session_Id: "string",
  user_Id: "string",
  user_AuthenticatedId: "string",
  user_AccountId: "string",
  application_Version: "string",
  client_Type: "string",
  client_Model: "string",
  client_OS: "string",
  client_IP: "string",
  client_City: "string",
  client_StateOrProvince: "string",
  client_CountryOrRegion: "string",
  client_Browser: "string",
  cloud_RoleName: "string",
  cloud_RoleInstance: "string",
  appId: "string",
  appName: "string",
  iKey: "string",
  sdkVersion: "string",
} as const satisfies Readonly<Record<string, ColumnType>>;

/** What rows have that stand for several where telemetry is sampled; metrics are counted before, and have no such column. */
const sampled = { itemCount: "int", customMeasurements: "dynamic" } as const;

/**
 * The tables and their columns, by name and type, as a component of Application Insights shows them ("Logs" of the component,
 * not of its workspace). `success` is text, "True" or "False"; queries may compare it with a bool all the same.
 * Source: "Workspace-based resource changes", the columns "ApplicationInsights" of the Azure Monitor documentation.
 */
export const columns = {
  requests: {
    ...common,
    ...sampled,
    id: "string",
    source: "string",
    name: "string",
    url: "string",
    success: "string",
    resultCode: "string",
    /** Milliseconds. */
    duration: "real",
    performanceBucket: "string",
  },
  dependencies: {
    ...common,
    ...sampled,
    id: "string",
    target: "string",
    type: "string",
    name: "string",
    data: "string",
    success: "string",
    resultCode: "string",
    /** Milliseconds. */
    duration: "real",
    performanceBucket: "string",
  },
  traces: {
    ...common,
    ...sampled,
    message: "string",
    /** 0 verbose, 1 information, 2 warning, 3 error, 4 critical. */
    severityLevel: "int",
  },
  exceptions: {
    ...common,
    ...sampled,
    problemId: "string",
    handledAt: "string",
    type: "string",
    message: "string",
    assembly: "string",
    method: "string",
    outerType: "string",
    outerMessage: "string",
    outerAssembly: "string",
    outerMethod: "string",
    innermostType: "string",
    innermostMessage: "string",
    innermostAssembly: "string",
    innermostMethod: "string",
    severityLevel: "int",
    /** The chain of exceptions, each with its stack. */
    details: "dynamic",
  },
  customEvents: { ...common, ...sampled, name: "string" },
  customMetrics: {
    ...common,
    name: "string",
    /** The same as `valueSum`. */
    value: "real",
    valueCount: "int",
    valueSum: "real",
    valueMin: "real",
    valueMax: "real",
    valueStdDev: "real",
  },
  performanceCounters: {
    ...common,
    name: "string",
    category: "string",
    counter: "string",
    instance: "string",
    value: "real",
  },
  availabilityResults: {
    ...common,
    ...sampled,
    id: "string",
    name: "string",
    location: "string",
    success: "string",
    message: "string",
    size: "real",
    duration: "real",
    performanceBucket: "string",
  },
  pageViews: {
    ...common,
    ...sampled,
    id: "string",
    name: "string",
    url: "string",
    duration: "real",
    performanceBucket: "string",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;

/** Names of the tables. */
export type TableName = keyof typeof columns;

/** All names of tables. */
export const tableNames = Object.keys(columns) as readonly TableName[];

/** Most rows that one table keeps, unless told otherwise. */
const usualRows = 100_000;

/** The rows that were ingested, in memory. A table that is full forgets its oldest rows. */
export class Tables {
  readonly #rows = new Map<TableName, Row[]>();
  readonly #most: number;

  /** @param most rows of one table that are kept for certain */
  constructor(most = usualRows) {
    this.#most = most;
  }

  /** The rows of a table in the order of their arrival. */
  rows(name: TableName): readonly Row[] {
    return this.#rows.get(name) ?? [];
  }

  add(name: TableName, row: Row): void {
    const rows = this.#rows.get(name);
    if (rows === undefined) return void this.#rows.set(name, [row]);
    rows.push(row);
    // Some more than allowed are kept for a while, so that not every row moves all others.
    if (rows.length > this.#most * 1.1) this.#rows.set(name, rows.slice(-this.#most));
  }

  /** Forgets everything. */
  clear(): void {
    this.#rows.clear();
  }
}
