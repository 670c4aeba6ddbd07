/** How resources of a type may be called. */
interface NameRule {
  readonly pattern: RegExp;
  readonly words: string;
}

const guid: NameRule = {
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  words: "a GUID",
};
const data: NameRule = {
  pattern: /^(?=.{1,255}$)[^/\\#?]*[^/\\#? ]$/,
  words: "1 to 255 characters but / \\ # ?, the last one no blank",
};
const rule: NameRule = {
  pattern: /^(?=.{1,260}$)[^*<>%{}&:\\?/#|]*[^*<>%{}&:\\?/#| .]$/,
  words: "1 to 260 characters but * < > % { } & : \\ ? / # |, the last one no blank or dot",
};

/** By type in lower case: learn.microsoft.com, "Naming rules and restrictions for Azure resources". */
const rules: Readonly<Record<string, NameRule>> = {
  "microsoft.authorization/roleassignments": guid,
  "microsoft.documentdb/databaseaccounts": {
    pattern: /^[a-z0-9][a-z0-9-]{2,43}$/,
    words: "3 to 44 lower case letters, digits and hyphens, the first one no hyphen",
  },
  "microsoft.documentdb/databaseaccounts/sqldatabases": data,
  "microsoft.documentdb/databaseaccounts/sqldatabases/containers": data,
  "microsoft.documentdb/databaseaccounts/sqlroleassignments": guid,
  "microsoft.documentdb/databaseaccounts/sqlroledefinitions": guid,
  "microsoft.eventgrid/topics": {
    pattern: /^(?!(microsoft|eventgrid|system)-)[a-z0-9-]{3,50}$/i,
    words: "3 to 50 letters, digits and hyphens, not begun with Microsoft-, EventGrid- or System-",
  },
  "microsoft.eventgrid/topics/eventsubscriptions": eventSubscription(),
  "microsoft.eventgrid/eventsubscriptions": eventSubscription(),
  "microsoft.insights/actiongroups": rule,
  "microsoft.insights/components": {
    pattern: /^(?=.{1,260}$)[^%&\\?/]*[^%&\\?/ .]$/,
    words: "1 to 260 characters but % & \\ ? /, the last one no blank or dot",
  },
  "microsoft.insights/metricalerts": rule,
  "microsoft.insights/scheduledqueryrules": rule,
  "microsoft.insights/workbooks": guid,
  "microsoft.managedidentity/userassignedidentities": {
    pattern: /^[a-z0-9][a-z0-9_-]{2,127}$/i,
    words: "3 to 128 letters, digits, hyphens and underscores, the first one a letter or digit",
  },
  "microsoft.operationalinsights/workspaces": {
    pattern: /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/i,
    words: "4 to 63 letters, digits and hyphens, no hyphen at the ends",
  },
  "microsoft.resources/deployments": {
    pattern: /^[\w().-]{1,64}$/,
    words: "1 to 64 letters, digits, underscores, parentheses, hyphens and dots",
  },
  "microsoft.storage/storageaccounts": { pattern: /^[a-z0-9]{3,24}$/, words: "3 to 24 lower case letters and digits" },
  "microsoft.storage/storageaccounts/blobservices": { pattern: /^default$/, words: "default" },
  "microsoft.storage/storageaccounts/blobservices/containers": {
    pattern: /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
    words: "3 to 63 lower case letters, digits and single hyphens, no hyphen at the ends",
  },
  "microsoft.web/serverfarms": { pattern: /^[a-z0-9-]{1,60}$/i, words: "1 to 60 letters, digits and hyphens" },
  "microsoft.web/sites": {
    pattern: /^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/i,
    words: "2 to 60 letters, digits and hyphens, no hyphen at the ends",
  },
};

function eventSubscription(): NameRule {
  return { pattern: /^[a-z0-9-]{3,64}$/i, words: "3 to 64 letters, digits and hyphens" };
}

/** What a name has to be, when it is not; undefined when it is, or when nothing is known of the type. */
export function nameFault(type: string, name: string): string | undefined {
  const found = rules[type.toLowerCase()];
  return found === undefined || found.pattern.test(name) ? undefined : found.words;
}
