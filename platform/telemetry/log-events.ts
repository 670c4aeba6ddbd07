import type { LogEntry } from "./telemetry.ts";

/** A kind of log line. */
interface LogEventDescriptor {
  /** Stable: alert rules and queries look for it. */
  readonly id: `eventwright.${string}`;
  readonly level: LogEntry["level"];
  /** One sentence, the same for every line of the kind; what differs is in the attributes. */
  readonly message: string;
  /** What it means to whoever is on call, and what to do about it. */
  readonly means: string;
}

/** Every line that the platform writes. `docs/telemetry.md` has them in a table, which a test compares with this one. */
export const logEvents = {
  commandParked: {
    id: "eventwright.command.parked",
    level: "error",
    message: "A command is parked.",
    means: "It has failed for good and parks its stream. Look at its letter, then redrive or discard it.",
  },
  commandPostponed: {
    id: "eventwright.command.postponed",
    level: "warn",
    message: "A command is parked until its next try.",
    means: "It has failed, its policy gives it another try, and its stream waits until then.",
  },
  strangeCommand: {
    id: "eventwright.command.unreadable",
    level: "error",
    message: "A document of the container commands is no command.",
    means: "Somebody else wrote into the container. The letter keeps the document.",
  },
  eventParked: {
    id: "eventwright.event.parked",
    level: "error",
    message: "An event is parked.",
    means: "A projection or notifier has failed for good on it; its stream is parked for this handler only.",
  },
  eventPostponed: {
    id: "eventwright.event.postponed",
    level: "warn",
    message: "An event is parked until its next try.",
    means: "A projection or notifier has failed on it, and its policy gives it another try.",
  },
  waitingParked: {
    id: "eventwright.waiting.parked",
    level: "error",
    message: "A message that waited is parked.",
    means: "It waited behind a letter that was redriven, has failed itself, and parks the stream now.",
  },
  outcomeNotifierFailed: {
    id: "eventwright.notifier.failed",
    level: "error",
    message: "A notifier of outcomes failed.",
    means: "The outcome stands, but nobody was told of it; a letter keeps what was to be told.",
  },
  publishRefused: {
    id: "eventwright.publish.refused",
    level: "warn",
    message: "Event Grid refused a request.",
    means:
      "Something in it is too large or malformed. Its events are sent one by one, and those that are at fault get letters.",
  },
  publishFailed: {
    id: "eventwright.publish.failed",
    level: "error",
    message: "An event cannot be published.",
    means: "Event Grid will never take it, or it cannot be converted; its letter says why. All others go out.",
  },
  deliveryGivenUp: {
    id: "eventwright.delivery.given_up",
    level: "error",
    message: "Event Grid gave an event up.",
    means: "A subscriber did not take it in all its tries. Mend the subscriber, then redrive the letter.",
  },
  blobUnreadable: {
    id: "eventwright.dead_letter_blob.unreadable",
    level: "error",
    message: "A dead-letter blob cannot be read and stays where it is.",
    means: "It holds something else than Event Grid's dead letters; the letter says what.",
  },
  letterRetried: {
    id: "eventwright.letter.retried",
    level: "info",
    message: "A letter was due.",
    means: "It was tried again by itself; the status says what came of it.",
  },
  letterDelayed: {
    id: "eventwright.letter.delayed",
    level: "warn",
    message: "A letter that was due waits for the next time.",
    means: "A store cannot be reached; the letter is tried again in a minute.",
  },
  snapshotLost: {
    id: "eventwright.snapshot.lost",
    level: "warn",
    message: "A snapshot was not written.",
    means: "The next start folds more events; nothing is lost.",
  },
  reactionUnwanted: {
    id: "eventwright.reaction.unwanted",
    level: "warn",
    message: "A reaction got an event that it does not want.",
    means: "Its Event Grid subscription asks for more than the contract says.",
  },
  reactionChanged: {
    id: "eventwright.reaction.changed",
    level: "warn",
    message: "A reaction changed its mind; the first command stands.",
    means:
      "The same event made another command than the first time: the reaction is not pure, or was changed meanwhile.",
  },
  processUnwanted: {
    id: "eventwright.process.unwanted",
    level: "warn",
    message: "A process got an event that it does not want.",
    means: "Its Event Grid subscription asks for more than the contract says.",
  },
  processLate: {
    id: "eventwright.process.late",
    level: "warn",
    message: "A process got an event that it has gone past.",
    means: "A newer event with the same key has started it since.",
  },
  processStarted: {
    id: "eventwright.process.started",
    level: "info",
    message: "A process has started.",
    means: "An instance runs.",
  },
  processEnded: {
    id: "eventwright.process.ended",
    level: "info",
    message: "A process has ended.",
    means: "The instance is done; the word is what its code ended with.",
  },
  processRanBefore: {
    id: "eventwright.process.ran_before",
    level: "warn",
    message: "A process has run before, and ends.",
    means: "The event that started it had started another instance, which was purged.",
  },
  processFailed: {
    id: "eventwright.process.failed",
    level: "error",
    message: "A process has failed.",
    means: "The instance is being parked.",
  },
  processParked: {
    id: "eventwright.process.parked",
    level: "error",
    message: "A process is parked.",
    means:
      "The instance has failed for good. Look at its letter, mend the cause, then redrive it: it goes on where it failed.",
  },
  processNotifierFailed: {
    id: "eventwright.process.notifier_failed",
    level: "error",
    message: "A notifier of failed processes failed.",
    means: "The process is parked, but nobody was told of it.",
  },
  processSent: {
    id: "eventwright.process.sent",
    level: "info",
    message: "A process has sent a command.",
    means: "A step was done.",
  },
  processChanged: {
    id: "eventwright.process.changed",
    level: "warn",
    message: "A process changed its mind; the first command stands.",
    means: "The same step made another command than the first time: its code is not pure, or was changed meanwhile.",
  },
  processWaits: {
    id: "eventwright.process.waits",
    level: "warn",
    message: "A process waits for a command that is parked.",
    means: "It goes on when the command's letter is redriven or discarded.",
  },
  processHandedOver: {
    id: "eventwright.process.handed_over",
    level: "info",
    message: "A message that came before its process is handed over.",
    means: "Event Grid keeps no order; nothing is wrong.",
  },
  processKept: {
    id: "eventwright.process.kept",
    level: "info",
    message: "A message came before its process and is kept.",
    means: "Event Grid keeps no order; the process gets it when it starts.",
  },
  processHeld: {
    id: "eventwright.process.held",
    level: "info",
    message: "A message for a process that has failed is kept.",
    means: "The process gets it when its letter is redriven.",
  },
  processNotAsked: {
    id: "eventwright.process.not_restarted",
    level: "info",
    message: "A process is not started again: its letter does not ask for it (any more).",
    means: "An earlier delivery of the same redrive has done it.",
  },
  processResumed: {
    id: "eventwright.process.resumed",
    level: "info",
    message: "A process goes on where it failed.",
    means: "Its letter was redriven.",
  },
  processReplaced: {
    id: "eventwright.process.replaced",
    level: "warn",
    message: "A process cannot go on: another one has taken its place.",
    means: "Another event with the same key has started one since. Discard the letter.",
  },
  requestFailed: {
    id: "eventwright.http.failed",
    level: "error",
    message: "A request failed.",
    means: "The client got a 500 or 503 with the error id that stands in this line.",
  },
  issuerUnavailable: {
    id: "eventwright.http.issuer_unavailable",
    level: "error",
    message: "The issuer of access tokens cannot be reached.",
    means: "Its keys could not be read, and clients got a 503. Look at the setting `OidcIssuer` and at the way there.",
  },
  notificationsUnreadable: {
    id: "eventwright.notifications.unreadable",
    level: "warn",
    message: "Notifications cannot be read.",
    means: "A stream of notifications goes on and looks again.",
  },
  healthCheckFailed: {
    id: "eventwright.health.failed",
    level: "warn",
    message: "A health check failed.",
    means: "Cosmos DB or Event Grid does not answer; the check says which.",
  },
  roleMissing: {
    id: "eventwright.role.missing",
    level: "error",
    message: "The app's identity lacks a role.",
    means:
      "A service refuses it something. The line names the role, and the command line that grants it. Messages wait meanwhile, and go on by themselves once the role counts.",
  },
  roleGranted: {
    id: "eventwright.role.granted",
    level: "info",
    message: "The app's identity has the role that it lacked.",
    means: "What a service refused is done now.",
  },
  handlerSays: {
    id: "eventwright.handler.log",
    level: "info",
    message: "A handler says something.",
    means: "The sentence, the level and the fields (`app.…`) are the handler's own.",
  },
  measureFailed: {
    id: "eventwright.measure.failed",
    level: "warn",
    message: "Something cannot be measured.",
    means:
      "A store or Durable Functions does not answer; the gauges show nothing for this minute. The check says which.",
  },
  telemetryWaits: {
    id: "eventwright.telemetry.waits",
    level: "warn",
    message: "Telemetry cannot be sent and waits in memory.",
    means: "The place that it goes to does not answer, or throttles. On the console only, since nothing else gets out.",
  },
  telemetryLost: {
    id: "eventwright.telemetry.lost",
    level: "warn",
    message: "Telemetry is being lost.",
    means: "More was told than can be sent or kept, or the place it goes to refuses it. On the console only.",
  },
  telemetrySent: {
    id: "eventwright.telemetry.sent",
    level: "info",
    message: "Telemetry is sent again.",
    means: "The place that it goes to answers again; the count says how much was lost meanwhile. On the console only.",
  },
} as const satisfies Readonly<Record<string, LogEventDescriptor>>;

/** One kind of the catalogue. */
export type LogEvent = (typeof logEvents)[keyof typeof logEvents];
