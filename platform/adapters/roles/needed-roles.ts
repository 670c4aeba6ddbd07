/** A role that an identity of a deployed app needs. */
export interface NeededRole {
  readonly service: string;
  readonly role: string;
  /** Its id, the same everywhere: of Cosmos DB's own roles on data, or of Azure's. The deployment makes the one without. */
  readonly id: string;
  readonly kind: "cosmos" | "azure";
  /** Whose: the app's, or the topic's own identity. */
  readonly identity: "app" | "topic";
  /** What it is assigned on. */
  readonly scope: string;
  readonly why: string;
}

const eventGrid = "Azure Event Grid";
const storage = "Azure Storage";

/** All of them. `docs/identity.md` has them in a table, which a test compares with this one. */
export const neededRoles = {
  cosmosData: {
    service: "Azure Cosmos DB",
    role: "Cosmos DB Built-in Data Contributor",
    id: "00000000-0000-0000-0000-000000000002",
    kind: "cosmos",
    identity: "app",
    scope: "database",
    why: "Reads and writes commands, events, read models, letters and leases; follows the change feeds.",
  },
  cosmosMetadata: {
    service: "Azure Cosmos DB",
    role: "Metadata Reader",
    id: "its own",
    kind: "cosmos",
    identity: "app",
    scope: "account",
    why: "What the SDK asks of the account before anything else; a role of the database does not let it.",
  },
  eventGridSender: {
    service: eventGrid,
    role: "EventGrid Data Sender",
    id: "d5a91429-5739-47e2-a06b-3470a27159e7",
    kind: "azure",
    identity: "app",
    scope: "topic",
    why: "Publishes public events.",
  },
  eventGridSubscriptions: {
    service: eventGrid,
    role: "EventGrid EventSubscription Contributor",
    id: "428e0ff0-5e57-4d9c-a221-2c70d0e0a443",
    kind: "azure",
    identity: "app",
    scope: "topic",
    why: "Redrives a subscriber's letter: asks where its subscription leads (setting EventGridManagement).",
  },
  blobs: {
    service: storage,
    role: "Storage Blob Data Owner",
    id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    kind: "azure",
    identity: "app",
    scope: "storage account",
    why: "The Functions host keeps its locks, timers and code there; the app takes in Event Grid's dead letters.",
  },
  queues: {
    service: storage,
    role: "Storage Queue Data Contributor",
    id: "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    kind: "azure",
    identity: "app",
    scope: "storage account",
    why: "Durable Functions keeps its queues there.",
  },
  tables: {
    service: storage,
    role: "Storage Table Data Contributor",
    id: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    kind: "azure",
    identity: "app",
    scope: "storage account",
    why: "Durable Functions keeps its histories there.",
  },
  deadLetters: {
    service: storage,
    role: "Storage Blob Data Contributor",
    id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    kind: "azure",
    identity: "topic",
    scope: "dead-letter container",
    why: "Event Grid writes dead letters there.",
  },
  telemetry: {
    service: "Application Insights",
    role: "Monitoring Metrics Publisher",
    id: "3913510d-42f4-4e42-8a64-420c390055eb",
    kind: "azure",
    identity: "app",
    scope: "component",
    why: "Sends spans, log lines and metrics.",
  },
} as const satisfies Readonly<Record<string, NeededRole>>;
