/**
 * What the platform calls its measurements, its log lines and the attributes of its spans, as far as queries look for them. The
 * generator imports nothing of the platform: a test holds the two against each other.
 */
export const metric = {
  accepted: "eventwright.commands.accepted",
  duplicates: "eventwright.commands.duplicates",
  invalid: "eventwright.commands.invalid",
  finished: "eventwright.commands.finished",
  duration: "eventwright.commands.duration",
  visible: "eventwright.commands.visible",
  retries: "eventwright.retries",
  letters: "eventwright.letters",
  lettersOpen: "eventwright.letters.open",
  parked: "eventwright.streams.parked",
  parkedOldest: "eventwright.streams.parked.oldest",
  feedLag: "eventwright.feed.lag",
  feedLagTime: "eventwright.feed.lag.time",
  projectionLag: "eventwright.projection.lag",
  publishLag: "eventwright.publish.lag",
  instances: "eventwright.process.instances",
  oldestInstance: "eventwright.process.oldest",
  requestUnits: "eventwright.cosmos.request_units",
  throttled: "eventwright.cosmos.throttled",
  coldStarts: "eventwright.cold_starts",
} as const;

/** Attributes; in Application Insights they are in `customDimensions`. */
export const attribute = {
  message: "eventwright.message.name",
  kind: "eventwright.message.kind",
  messageId: "messaging.message.id",
  correlation: "messaging.message.conversation_id",
  causation: "eventwright.causation_id",
  operation: "messaging.operation.name",
  stream: "eventwright.stream",
  streamId: "eventwright.stream.id",
  streamVersion: "eventwright.stream.version",
  handler: "eventwright.handler",
  outcome: "eventwright.outcome",
  code: "eventwright.code",
  attempt: "eventwright.attempt",
  letter: "eventwright.letter",
  feed: "eventwright.feed",
  readModel: "eventwright.read_model",
  process: "eventwright.process",
  processStatus: "eventwright.process.status",
  instance: "eventwright.process.instance",
  subscription: "eventwright.subscription",
  reason: "eventwright.reason",
  retryAt: "eventwright.retry_at",
  container: "db.collection.name",
  storeOperation: "db.operation.name",
  storeStatus: "db.response.status_code",
  event: "event.name",
  errorId: "eventwright.error_id",
  role: "eventwright.role",
  roleService: "eventwright.role.service",
  roleAction: "eventwright.role.action",
  roleResource: "eventwright.role.resource",
  roleIdentity: "eventwright.role.identity",
  roleGrant: "eventwright.role.grant",
} as const;

/** Ids of log lines. */
export const logEvent = {
  commandParked: "eventwright.command.parked",
  commandPostponed: "eventwright.command.postponed",
  commandUnreadable: "eventwright.command.unreadable",
  eventParked: "eventwright.event.parked",
  eventPostponed: "eventwright.event.postponed",
  waitingParked: "eventwright.waiting.parked",
  notifierFailed: "eventwright.notifier.failed",
  publishRefused: "eventwright.publish.refused",
  publishFailed: "eventwright.publish.failed",
  deliveryGivenUp: "eventwright.delivery.given_up",
  blobUnreadable: "eventwright.dead_letter_blob.unreadable",
  processFailed: "eventwright.process.failed",
  processParked: "eventwright.process.parked",
  processNotifierFailed: "eventwright.process.notifier_failed",
  processWaits: "eventwright.process.waits",
  requestFailed: "eventwright.http.failed",
  roleMissing: "eventwright.role.missing",
  roleGranted: "eventwright.role.granted",
} as const;

/** Log lines of what has become a dead letter; those of notifiers say when they are tried again by themselves, if they are. */
export const failedForGood = [
  logEvent.commandParked,
  logEvent.commandUnreadable,
  logEvent.eventParked,
  logEvent.waitingParked,
  logEvent.notifierFailed,
  logEvent.publishFailed,
  logEvent.deliveryGivenUp,
  logEvent.blobUnreadable,
  logEvent.processParked,
  logEvent.processNotifierFailed,
] as const;

/** Codes of requests that were refused because of who sends them. */
export const refusedCallers = [
  "token-missing",
  "token-invalid",
  "token-expired",
  "scope-missing",
  "not-yours",
  "rate-limited",
] as const;

/** What spans of requests to Cosmos DB have as `type`. */
export const storeType = "azure.cosmosdb";
