import { createHash } from "node:crypto";
import type { AzureQuery } from "./query.ts";

/** A part of a workbook. */
export interface Item {
  readonly type: number;
  readonly name: string;
  readonly content: object;
  readonly conditionalVisibility?: object;
}

/** The condition that keeps a query of a workbook to the time that its reader has chosen. */
export const withinRange = "timestamp {TimeRange}";
/** Length of the slices that suit that time. */
const slice = "{TimeRange:grain}";

/** The same id for the same part on every machine. */
export function stableId(part: string): string {
  const hex = createHash("sha256").update(part).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** Text in Markdown. */
export function textItem(name: string, markdown: string): Item {
  return { type: 1, name, content: { json: markdown } };
}

/** A query. Without a chart its rows are shown as a table. */
export function queryItem(
  name: string,
  title: string,
  query: string,
  visualization: "table" | "timechart" | "barchart" = "table",
): Item {
  return {
    type: 3,
    name,
    content: {
      version: "KqlItem/1.0",
      query,
      size: visualization === "table" ? 3 : 0,
      title,
      noDataMessage: "Nothing in this time.",
      showExportToExcel: true,
      timeContextFromParameter: "TimeRange",
      queryType: 0,
      resourceType: "microsoft.insights/components",
      visualization,
    },
  };
}

/** One of the query files, with the workbook's parameters in the place of its own. */
export function fileItem(
  { name, title, parameters, body }: AzureQuery,
  values: Readonly<Record<string, string>> = {},
): Item {
  const text = body(withinRange);
  const lets = parameters.flatMap(({ name: parameter, value }) => {
    if (parameter === "period") return [];
    return `let ${parameter} = ${parameter === "slice" ? slice : (values[parameter] ?? value)};`;
  });
  return queryItem(name, title, [...lets, ...appOf(text), text].join("\n"));
}

/** The `let` of a query that keeps to one app. */
export function appOf(text: string): readonly string[] {
  return text.includes("cloud_RoleName == app") ? ['let app = "{App}";'] : [];
}

/** Parts that belong together; with a title they can be folded. */
export function groupItem(name: string, items: readonly Item[], title?: string): Item {
  const folded = title === undefined ? {} : { title, expandable: true, expanded: false };
  return { type: 12, name, content: { version: "NotebookGroup/1.0", groupType: "editable", ...folded, items } };
}

/** A group that is shown while its tab is chosen. Names are unique in a workbook, and a query may be on two tabs. */
export function tabItem(tab: string, items: readonly Item[]): Item {
  const conditionalVisibility = { parameterName: "tab", comparison: "isEqualTo", value: tab };
  const named = items.map((item) => ({ ...item, name: `${tab}: ${item.name}` }));
  return { ...groupItem(`tab-${tab}`, named), conditionalVisibility };
}

/** The row of tabs. */
export function tabsItem(tabs: Readonly<Record<string, string>>): Item {
  const links = Object.entries(tabs).map(([tab, label]) => ({
    id: stableId(`tab ${tab}`),
    cellValue: "tab",
    linkTarget: "parameter",
    linkLabel: label,
    subTarget: tab,
    style: "link",
  }));
  return { type: 11, name: "tabs", content: { version: "LinkItem/1.0", style: "tabs", links } };
}

/** What a text parameter may be besides. */
interface TextOptions {
  readonly isRequired?: boolean;
  /** Set by the workbook itself, so that readers do not see it. */
  readonly isHiddenWhenLocked?: boolean;
}

/** A parameter that its reader types in. */
export function textParameter(name: string, label: string, value: string, options: TextOptions = {}): object {
  return {
    id: stableId(`parameter ${name}`),
    version: "KqlParameterItem/1.0",
    name,
    label,
    type: 1,
    ...options,
    value,
  };
}

/** The time that everything is shown of. */
export function timeParameter(name: string, label: string, hours: number): object {
  const hour = 3_600_000;
  return {
    id: stableId(`parameter ${name}`),
    version: "KqlParameterItem/1.0",
    name,
    label,
    type: 4,
    isRequired: true,
    value: { durationMs: hours * hour },
    typeSettings: {
      selectableValues: [1, 4, 12, 24, 72, 168, 720].map((each) => ({ durationMs: each * hour })),
      allowCustom: true,
    },
  };
}

/** A row of parameters. */
export function parametersItem(name: string, parameters: readonly object[]): Item {
  return {
    type: 9,
    name,
    content: {
      version: "KqlParameterItem/1.0",
      parameters,
      style: "pills",
      queryType: 0,
      resourceType: "microsoft.insights/components",
    },
  };
}
