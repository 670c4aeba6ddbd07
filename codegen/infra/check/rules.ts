import { isObject } from "../../json/json.ts";

/** How values of a type are compared. Pointers lead into the resource. */
export interface TypeRules {
  /** What the service alone decides. */
  isReadOnly(pointer: string): boolean;
  /** Whether the order of a list counts. */
  isOrdered(pointer: string): boolean;
  /** Whether everything in an object counts, also what the template does not name. */
  isStrict(pointer: string): boolean;
  /** Whether something within an object that the template does not name counts. */
  reachesInto(pointer: string): boolean;
  /** What holds when nothing is said; undefined: not known. */
  defaultOf(pointer: string): unknown;
  /** Whether an item of a list is none of ours. */
  isIgnoredItem(pointer: string, item: unknown): boolean;
}

interface Rules {
  readonly readOnly?: readonly RegExp[];
  readonly ordered?: readonly RegExp[];
  readonly strict?: readonly RegExp[];
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly ignoredItem?: (pointer: string, item: unknown) => boolean;
}

// What the service writes beside what it was told (learn.microsoft.com, REST reference of each type).
const everywhere = [/^\/(id|name|type|systemData|etag|managedBy)$/, /^\/properties\/provisioningState$/];

const isEtagPath = (item: unknown) => isObject(item) && item["path"] === '/"_etag"/?';

const subscription: Rules = {
  readOnly: [/^\/properties\/(topic|expirationTimeUtc)$/, /^\/properties\/destination\/properties\/endpointBaseUrl$/],
  ordered: [],
  strict: [
    /^\/properties\/(filter|retryPolicy|destination)(\/properties)?$/,
    /^\/properties\/deadLetter(WithResourceIdentity(\/\w+)*|Destination(\/properties)?)$/,
    /^\/properties\/filter\/advancedFilters\/\d+$/,
    /^\/properties$/,
  ],
  defaults: {
    "/properties/eventDeliverySchema": "EventGridSchema",
    "/properties/filter": { subjectBeginsWith: "", subjectEndsWith: "" },
    "/properties/filter/isSubjectCaseSensitive": false,
    "/properties/filter/enableAdvancedFilteringOnArrays": false,
    "/properties/retryPolicy": { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
    "/properties/retryPolicy/maxDeliveryAttempts": 30,
    "/properties/retryPolicy/eventTimeToLiveInMinutes": 1440,
    "/properties/destination/properties/maxEventsPerBatch": 1,
    "/properties/destination/properties/preferredBatchSizeInKilobytes": 64,
  },
};

const rules: Readonly<Record<string, Rules>> = {
  "microsoft.documentdb/databaseaccounts": {
    defaults: {
      "/properties/publicNetworkAccess": "Enabled",
      "/properties/disableLocalAuth": false,
      "/properties/enableFreeTier": false,
      "/properties/enableMultipleWriteLocations": false,
      "/properties/enableAutomaticFailover": false,
      "/properties/enablePartitionMerge": false,
      "/properties/enableBurstCapacity": false,
      "/properties/enableAnalyticalStorage": false,
      "/properties/disableKeyBasedMetadataWriteAccess": false,
      "/properties/isVirtualNetworkFilterEnabled": false,
      "/properties/networkAclBypass": "None",
      "/properties/minimalTlsVersion": "Tls12",
      "/properties/ipRules": [],
      "/properties/virtualNetworkRules": [],
      "/properties/cors": [],
      "/properties/capabilities": [],
    },
  },
  "microsoft.documentdb/databaseaccounts/sqldatabases": {},
  "microsoft.documentdb/databaseaccounts/sqldatabases/containers": {
    readOnly: [/^\/properties\/resource\/(_\w+|statistics)$/],
    ordered: [/\/partitionKey\/paths$/, /\/compositeIndexes\/\d+$/],
    strict: [/^\/properties\/resource(\/(partitionKey|indexingPolicy|uniqueKeyPolicy|conflictResolutionPolicy))?$/],
    defaults: {
      "/properties/resource/partitionKey/kind": "Hash",
      "/properties/resource/partitionKey/version": 1,
      "/properties/resource/uniqueKeyPolicy": { uniqueKeys: [] },
      "/properties/resource/conflictResolutionPolicy": {
        mode: "LastWriterWins",
        conflictResolutionPath: "/_ts",
        conflictResolutionProcedure: "",
      },
      "/properties/resource/geospatialConfig": { type: "Geography" },
      "/properties/resource/indexingPolicy/automatic": true,
      "/properties/resource/indexingPolicy/indexingMode": "consistent",
      "/properties/resource/indexingPolicy/includedPaths": [{ path: "/*" }],
    },
    // The service leaves `_etag` out of the index by itself.
    ignoredItem: (pointer, item) => pointer.endsWith("/excludedPaths") && isEtagPath(item),
  },
  "microsoft.documentdb/databaseaccounts/sqlroledefinitions": { strict: [/^\/properties\/permissions\/\d+$/] },
  "microsoft.documentdb/databaseaccounts/sqlroleassignments": { strict: [/^\/properties$/] },
  "microsoft.eventgrid/topics": {
    defaults: {
      "/properties/inputSchema": "EventGridSchema",
      "/properties/publicNetworkAccess": "Enabled",
      "/properties/disableLocalAuth": false,
      "/properties/inboundIpRules": [],
    },
  },
  "microsoft.eventgrid/topics/eventsubscriptions": subscription,
  "microsoft.eventgrid/eventsubscriptions": subscription,
  "microsoft.storage/storageaccounts": {
    defaults: {
      "/properties/allowBlobPublicAccess": false,
      "/properties/allowCrossTenantReplication": false,
      "/properties/allowSharedKeyAccess": true,
      "/properties/defaultToOAuthAuthentication": false,
      "/properties/minimumTlsVersion": "TLS1_0",
      "/properties/publicNetworkAccess": "Enabled",
      "/properties/supportsHttpsTrafficOnly": true,
    },
  },
  "microsoft.storage/storageaccounts/blobservices/containers": { defaults: { "/properties/publicAccess": "None" } },
  "microsoft.web/sites": {
    readOnly: [
      /^\/identity\/(principalId|tenantId)$/,
      /^\/identity\/userAssignedIdentities\/[^/]+\/(principalId|clientId)$/,
    ],
    strict: [/^\/identity\/userAssignedIdentities$/, /^\/properties\/siteConfig\/cors$/],
    defaults: {
      "/properties/clientCertEnabled": false,
      "/properties/enabled": true,
      "/properties/httpsOnly": false,
      "/properties/publicNetworkAccess": "Enabled",
      "/properties/siteConfig/ftpsState": "FtpsOnly",
      "/properties/siteConfig/minTlsVersion": "1.2",
      "/properties/siteConfig/cors/supportCredentials": false,
      "/properties/siteConfig/appSettings": [],
    },
    // What the platform sets for itself.
    ignoredItem: (pointer, item) =>
      pointer.endsWith("/appSettings") && isObject(item) && /^WEBSITE_/.test(String(item["name"])),
  },
  "microsoft.web/sites/config": { strict: [/^\/properties$/], readOnly: [/^\/properties\/WEBSITE_\w+$/] },
  "microsoft.web/sites/basicpublishingcredentialspolicies": { defaults: { "/properties/allow": true } },
  "microsoft.authorization/roleassignments": { defaults: { "/properties/condition": "" } },
  "microsoft.insights/scheduledqueryrules": {
    ordered: [/\/criteria\/allOf$/],
    strict: [/^\/properties\/criteria\/allOf\/\d+$/],
    defaults: {
      "/properties/autoMitigate": true,
      "/properties/enabled": true,
      "/properties/skipQueryValidation": false,
    },
  },
  "microsoft.insights/metricalerts": {
    ordered: [/\/criteria\/allOf$/],
    strict: [/^\/properties\/criteria\/allOf\/\d+$/],
    defaults: { "/properties/autoMitigate": true, "/properties/enabled": true },
  },
  "microsoft.insights/components": {
    defaults: {
      "/properties/DisableLocalAuth": false,
      "/properties/publicNetworkAccessForIngestion": "Enabled",
      "/properties/publicNetworkAccessForQuery": "Enabled",
    },
  },
  "microsoft.insights/actiongroups": { defaults: { "/properties/enabled": true } },
};

/** The rules of a type; for one that nothing is known of, only what the template names is compared. */
export function rulesOf(type: string): TypeRules {
  const { readOnly = [], ordered = [], strict = [], defaults = {}, ignoredItem } = rules[type.toLowerCase()] ?? {};
  const any = (patterns: readonly RegExp[]) => (pointer: string) => patterns.some((pattern) => pattern.test(pointer));
  return {
    isReadOnly: any([...everywhere, ...readOnly]),
    isOrdered: any(ordered),
    isStrict: any(strict),
    reachesInto: (pointer) => Object.keys(defaults).some((each) => each.startsWith(`${pointer}/`)),
    defaultOf: (pointer) => (Object.hasOwn(defaults, pointer) ? defaults[pointer] : undefined),
    isIgnoredItem: (pointer, item) => ignoredItem?.(pointer, item) ?? false,
  };
}
