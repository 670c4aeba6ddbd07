/** How bad a finding is: an error stops the generator, a warning does not, and an info only says what is left out. */
export type Severity = "error" | "warning" | "info";

/** One rule of the generator. */
export interface Rule {
  /** Stable id: never reused for another rule. The hundreds say which area: 10 files, 11 document, 12 references … */
  readonly id: `EW${number}`;
  readonly severity: Severity;
  /** How bad it is where it only concerns messages without a kind: nothing that runs depends on them. As `severity` when absent. */
  readonly plain?: Severity;
  /** Why the rule exists. */
  readonly why: string;
  /** What to do about it. A finding may say something more exact. */
  readonly fix: string;
}

/** Every rule by its name. `docs/diagnostics.md` is made from this table. */
export const catalogue = {
  "file-missing": {
    id: "EW1001",
    severity: "error",
    plain: "warning",
    why: "A file that the contract refers to cannot be read.",
    fix: "Create the file, or correct the path: it is relative to the file that refers to it.",
  },
  "yaml-syntax": {
    id: "EW1002",
    severity: "error",
    why: "The file is not valid YAML, or a key stands in it twice.",
    fix: "Correct the syntax at this place.",
  },
  "json-syntax": {
    id: "EW1003",
    severity: "error",
    why: "The file is not valid JSON.",
    fix: "Correct the syntax at this place; JSON knows no comments and no trailing commas.",
  },
  "reference-escapes": {
    id: "EW1004",
    severity: "error",
    plain: "warning",
    why: "References stay inside the contract's folder, so that a contract is complete wherever it is copied to.",
    fix: "Move the file below the folder of the contract.",
  },
  "reference-unresolved": {
    id: "EW1005",
    severity: "error",
    plain: "warning",
    why: "The reference leads nowhere.",
    fix: "Correct the part after `#`, or add what it names.",
  },
  "reference-remote": {
    id: "EW1006",
    severity: "error",
    plain: "warning",
    why: "Generating must work without a network and give the same result tomorrow.",
    fix: "Copy the schema into the contract's folder and refer to the copy.",
  },
  "reference-cycle": {
    id: "EW1007",
    severity: "error",
    plain: "warning",
    why: "References that only lead to each other describe nothing.",
    fix: "Let one of them be a schema.",
  },
  "asyncapi-invalid": {
    id: "EW1101",
    severity: "error",
    why: "The document breaks the official AsyncAPI 3 schema, so other AsyncAPI tools would refuse it.",
    fix: "Correct the document: https://www.asyncapi.com/docs/reference/specification/v3.1.0.",
  },
  "vocabulary-invalid": {
    id: "EW1102",
    severity: "error",
    why: "An `x-eventwright` block breaks its vocabulary.",
    fix: "See docs/contract-vocabulary.md for every word and where it may stand.",
  },
  "asyncapi-version": {
    id: "EW1103",
    severity: "error",
    why: "The generator reads AsyncAPI 3.0 and 3.1.",
    fix: "Set `asyncapi: 3.1.0`; `@asyncapi/converter` upgrades older documents.",
  },
  // EW1104 (`feature-unsupported`) is gone: traits, replies and references to everything are read now. The number stays unused.
  "vocabulary-missing": {
    id: "EW1105",
    severity: "warning",
    why: "No handler, endpoint or trigger is generated for it: only a type, a validator and a class.",
    fix: "Add the block: docs/contract-vocabulary.md shows one for every kind of message.",
  },
  "message-name-differs": {
    id: "EW1106",
    severity: "error",
    why: "A message has one name everywhere: in code, in the message type and in documentation.",
    fix: "Give `name` the value of the message's key, or leave it out.",
  },
  "contract-plain": {
    id: "EW1107",
    severity: "info",
    why: "Types, validators, message classes and the bundled contract are generated, and nothing that runs: no app, no handlers, no client.",
    fix: "Add an `x-eventwright` block at the end of the document, and one to each message: docs/contract-vocabulary.md.",
  },
  "kind-missing": {
    id: "EW1108",
    severity: "info",
    why: "No handler, endpoint or trigger is generated for it.",
    fix: "Add `x-eventwright: { kind: command }` (or `event`, `notification`) with its words: docs/contract-vocabulary.md.",
  },
  "document-converted": {
    id: "EW1109",
    severity: "info",
    why: "The generator reads AsyncAPI 3. Lines are those of the original document.",
    fix: "`npm run contract -- convert` writes the converted document, to go on with.",
  },
  "document-not-converted": {
    id: "EW1110",
    severity: "error",
    why: "The generator reads AsyncAPI 3, and older documents as the official converter makes them.",
    fix: "Correct the document, or write it in AsyncAPI 3.",
  },
  "operation-message": {
    id: "EW1201",
    severity: "error",
    plain: "warning",
    why: "An operation may only name messages of its own channel.",
    fix: "Refer to a message below `#/channels/<this channel>/messages`.",
  },
  "unknown-stream": {
    id: "EW1202",
    severity: "error",
    why: "The stream is not declared.",
    fix: "Declare it under `x-eventwright.streams` at the end of the document.",
  },
  "unknown-message": {
    id: "EW1203",
    severity: "error",
    why: "There is no message of this name.",
    fix: "Correct the name, or add the message under `components.messages`.",
  },
  "wrong-kind": {
    id: "EW1204",
    severity: "error",
    why: "A message of another kind stands where this kind is needed.",
    fix: "Name a message of the right kind.",
  },
  "unknown-rejection": {
    id: "EW1205",
    severity: "error",
    why: "Every rejection code has its sentence in the contract, because clients are shown it.",
    fix: "Add the code with its sentence under `x-eventwright.rejections`.",
  },
  "unknown-read-model": {
    id: "EW1206",
    severity: "error",
    why: "The read model is not declared.",
    fix: "Declare it under `x-eventwright.readModels`.",
  },
  "unknown-retry-policy": {
    id: "EW1207",
    severity: "error",
    why: "The retry policy is not declared.",
    fix: "Declare it under `x-eventwright.retryPolicies`.",
  },
  "unknown-schema": {
    id: "EW1208",
    severity: "error",
    why: "A read model's document is a schema of the contract.",
    fix: "Add the schema under `components.schemas`.",
  },
  "unknown-process": {
    id: "EW1210",
    severity: "error",
    why: "The process is not declared.",
    fix: "Declare it under `x-eventwright.processes`.",
  },
  "other-stream": {
    id: "EW1209",
    severity: "error",
    why: "A command is decided on one stream and appends to that stream only.",
    fix: "Produce events of the command's own stream; reach another stream through a reaction that sends it a command.",
  },
  "keyword-unsupported": {
    id: "EW1301",
    severity: "error",
    plain: "warning",
    why: "The contract language is draft-07 with some words of 2020-12. A word outside it would be checked wrongly or not at all.",
    fix: "Say it with supported words; docs/diagnostics.md lists them.",
  },
  "format-unsupported": {
    id: "EW1302",
    severity: "error",
    plain: "info",
    why: "Validators must check every format that the contract promises.",
    fix: "Use a supported format, or `pattern`.",
  },
  "dialect-unsupported": {
    id: "EW1303",
    severity: "error",
    plain: "warning",
    why: "Only JSON Schema draft-04 to 2020-12, the AsyncAPI schema object and that of OpenAPI 3 are understood.",
    fix: 'Set `"$schema": "http://json-schema.org/draft-07/schema#"`.',
  },
  "schema-invalid": {
    id: "EW1304",
    severity: "error",
    plain: "warning",
    why: "The schema cannot be compiled into a validator.",
    fix: "Correct the schema as the message says.",
  },
  "type-missing": {
    id: "EW1305",
    severity: "error",
    why: "Words such as `properties` say nothing about values of other types: without `type` a plain text would pass.",
    fix: "Add `type` beside the word.",
  },
  "required-unknown": {
    id: "EW1306",
    severity: "error",
    why: "A required field that is not described can hold anything, which is nearly always a misspelling.",
    fix: "Describe the field under `properties`, or correct its name under `required`.",
  },
  "example-invalid": {
    id: "EW1307",
    severity: "error",
    plain: "warning",
    why: "Examples are shown to people and copied by them, so they must validate.",
    fix: "Correct the example or the schema.",
  },
  "example-missing": {
    id: "EW1308",
    severity: "warning",
    why: "Documentation without an example is hard to use.",
    fix: "Add one under `examples`, with a `payload`.",
  },
  "description-missing": {
    id: "EW1309",
    severity: "warning",
    why: "The description becomes the documentation of the generated code.",
    fix: "Add a `description` that says what it means.",
  },
  "keyword-left-out": {
    id: "EW1350",
    severity: "warning",
    why: "No validator could understand it, so it is not checked.",
    fix: "Correct the schema.",
  },
  "schema-circular": {
    id: "EW1353",
    severity: "warning",
    why: "No validator would come to an end, so the reference that leads back is not checked.",
    fix: "Let a base type not list its kinds; list them where one of them is meant.",
  },
  "type-assumed": {
    id: "EW1354",
    severity: "info",
    why: "It is taken for an object, as everybody means it, or it would have no type: by the letter, a text or a number would be valid, too.",
    fix: "Add `type: object` beside `properties`.",
  },
  "payload-untyped": {
    id: "EW1351",
    severity: "error",
    plain: "warning",
    why: "Only JSON Schema is read: its type is `unknown`, and its validator accepts everything.",
    fix: "Describe the payload in JSON Schema.",
  },
  "payload-missing": {
    id: "EW1352",
    severity: "info",
    why: "Anything may be sent: its type is `unknown`, and its validator accepts everything.",
    fix: "Add a `payload`.",
  },
  "schema-unused": {
    id: "EW1310",
    severity: "warning",
    why: "Nothing refers to the schema file, so a change in it changes nothing.",
    fix: "Refer to the file, or delete it.",
  },
  "reference-siblings": {
    id: "EW1312",
    severity: "error",
    plain: "warning",
    why: "In draft-07 and in AsyncAPI's own schemas, words beside `$ref` are ignored by every validator that keeps to the rules: what they say would be checked here and nowhere else.",
    fix: 'Put the reference into `allOf` beside the words, or set `"$schema": "https://json-schema.org/draft/2020-12/schema"`.',
  },
  "name-collision": {
    id: "EW1401",
    severity: "error",
    why: "Two things would get the same name in generated code.",
    fix: "Rename one of them; a schema's name comes from its key under `components.schemas`, else from its `title`.",
  },
  "file-collision": {
    id: "EW1402",
    severity: "error",
    why: "Two generated files would have names that differ by case at most, which some disks cannot hold.",
    fix: "Rename one of the two.",
  },
  "name-reserved": {
    id: "EW1403",
    severity: "error",
    why: "The name has a meaning of its own in TypeScript or in generated code.",
    fix: "Choose another name.",
  },
  "name-invalid": {
    id: "EW1404",
    severity: "error",
    why: "The name becomes an identifier in code and part of file names and message types.",
    fix: "Use ASCII letters and digits: messages begin with a capital letter, everything else with a small one.",
  },
  "name-changed": {
    id: "EW1406",
    severity: "info",
    why: "Its own name is no identifier, is reserved or is taken.",
    fix: "Nothing has to be done; another name in the document makes another name in code.",
  },
  "route-collision": {
    id: "EW1405",
    severity: "error",
    why: "Two endpoints would answer the same requests.",
    fix: "Give one of them another path.",
  },
  "command-without-endpoint": {
    id: "EW1501",
    severity: "error",
    why: "A public command can be sent by clients, so it needs an HTTP endpoint.",
    fix: "Add a `receive` operation with `bindings: { http: { method: POST } }` on a channel with an address, or set `visibility: private`.",
  },
  "private-command-exposed": {
    id: "EW1502",
    severity: "error",
    why: "A private command must not be reachable over HTTP.",
    fix: "Remove the `http` binding of its operation, or make the command public.",
  },
  "command-never-sent": {
    id: "EW1503",
    severity: "error",
    why: "A private command that no reaction or process sends is dead code.",
    fix: "Name it under `sends` of a reaction or a process, make it public, or delete it.",
  },
  "pointer-missing": {
    id: "EW1504",
    severity: "error",
    why: "The pointer must lead to a field that the payload's schema describes.",
    fix: "Correct the pointer, or describe the field in the schema.",
  },
  "pointer-optional": {
    id: "EW1505",
    severity: "error",
    why: "Without this field the platform does not know where the message belongs.",
    fix: "List the field (and each object around it) under `required`.",
  },
  "pointer-type": {
    id: "EW1506",
    severity: "error",
    why: "The field is used as a key, and keys are texts.",
    fix: "Give the field `type: string`.",
  },
  "filter-unknown": {
    id: "EW1507",
    severity: "error",
    why: "A query filters by top-level fields of its document that hold a text, a number or a boolean.",
    fix: "Name such a field, or add it to the document's schema.",
  },
  "path-parameters": {
    id: "EW1508",
    severity: "error",
    why: "The key of a document is the one parameter of its query's path.",
    fix: "Write exactly one `{parameter}` for a query that returns one document, at most one for a page.",
  },
  "private-event-reaction": {
    id: "EW1509",
    severity: "error",
    why: "Reactions are delivered by Event Grid, which private events never reach.",
    fix: "Make the event public, or react to another one.",
  },
  "event-never-produced": {
    id: "EW1510",
    severity: "warning",
    why: "No command produces the event, so it will never happen.",
    fix: "Name it under `produces` of a command, or delete it.",
  },
  "notification-without-cause": {
    id: "EW1511",
    severity: "error",
    why: "A notification is sent because of events, of a command's outcome or of a failed process.",
    fix: "Set `onEvents`, `onOutcome` or `onProcessFailed`.",
  },
  "http-method": {
    id: "EW1512",
    severity: "error",
    why: "Commands are posted.",
    fix: "Set `method: POST`.",
  },
  "page-without-partition": {
    id: "EW1513",
    severity: "error",
    why: "A read model with a document for each event is stored by stream, so a query needs the stream's id.",
    fix: "Put one `{parameter}` into the path and return a page.",
  },
  "process-event-private": {
    id: "EW1601",
    severity: "error",
    why: "The events of processes are delivered by Event Grid, which private events never reach.",
    fix: "Make the event public, or name another one.",
  },
  "process-event-twice": {
    id: "EW1602",
    severity: "error",
    why: "An event either starts an instance or is handed to one that runs; it cannot be told which is meant.",
    fix: "Name the event under `startedBy` or under `waitsFor`, not under both.",
  },
  // EW1603 (`process-command-rejectable`) is gone: a process learns now when its command is refused. The number stays unused.
  "process-keeps": {
    id: "EW1604",
    severity: "error",
    why: "Kept versions are earlier ones, whose instances may still run.",
    fix: "List versions below `version` only; raise `version` when the code changes while instances run.",
  },
  "process-timeout": {
    id: "EW1605",
    severity: "error",
    why: "A timeout is a time in the future that can be waited for.",
    fix: "Give an ISO 8601 duration above zero and up to a hundred years, such as `PT72H`.",
  },
  "setting-default": {
    id: "EW1606",
    severity: "error",
    why: "The default is what code gets when nothing is set, so it must be what the setting's type promises.",
    fix: "Give a default of the setting's type; integers must be exact, numbers finite.",
  },
  "setting-collision": {
    id: "EW1607",
    severity: "error",
    why: "An app setting with two meanings cannot be set. App settings are told apart by their letters, in any case.",
    fix: "Rename the setting, the timeout or the process.",
  },
  "retry-class-twice": {
    id: "EW1701",
    severity: "error",
    why: "An error either may pass or will not: one that is called both is not tried again.",
    fix: "Name it under `transient` or under `permanent`, not under both.",
  },
  "retry-waits": {
    id: "EW1702",
    severity: "error",
    why: "No wait is longer than `max`, so that a longer `first` is never waited.",
    fix: "Raise `max`, or shorten `first`.",
  },
  "retry-delivery-limits": {
    id: "EW1703",
    severity: "error",
    why: "Event Grid delivers an event at most 30 times within a day, and keeps it for a minute at least.",
    fix: "Set `attempts` to 30 or less and `timeToLive` from PT1M to PT24H, or name another policy for the delivery.",
  },
  "retry-word-unused": {
    id: "EW1704",
    severity: "warning",
    why: "Deliveries by Event Grid know `attempts`, `timeToLive` and `deadLetter`; steps of processes all waits, but no jitter and no classes of errors; everything else no `timeToLive` and no `deadLetter`.",
    fix: "Delete the word, or name another policy where it is meant.",
  },
  "retry-policy-unused": {
    id: "EW1705",
    severity: "warning",
    why: "Nothing names the policy, so it has no effect. `commands`, `projections` and `publish` are used without being named.",
    fix: "Name it with `retry` or `steps`, correct its name, or delete it.",
  },
  "version-of-unknown": {
    id: "EW1801",
    severity: "error",
    why: "An earlier version belongs to a message whose newest version stands under the message's own name.",
    fix: "Name the key of the newest version in `of`, or add that message.",
  },
  "version-kind": {
    id: "EW1802",
    severity: "error",
    why: "All versions of a message are of one kind.",
    fix: "Write the kind of the newest version, or give what became of another kind a name of its own.",
  },
  "version-not-earlier": {
    id: "EW1803",
    severity: "error",
    why: "The newest version stands under the message's own name; all others are lower.",
    fix: "Raise `version` of the newest, or correct this one.",
  },
  "version-gap": {
    id: "EW1804",
    severity: "error",
    why: "Stored messages are brought up to the newest version one version at a time, so none may be missing on the way.",
    fix: "Add the missing version, or remove the versions before it when nothing is stored or sent in them any more.",
  },
  "version-twice": {
    id: "EW1805",
    severity: "error",
    why: "A version of a message has one schema.",
    fix: "Delete one of the two, or correct its `version`.",
  },
  "version-sunset": {
    id: "EW1806",
    severity: "error",
    why: "Clients are told the days since when a version is deprecated, and until when they may use it.",
    fix: "Write a day of the calendar, such as `2027-06-30`.",
  },
  "version-sunset-private": {
    id: "EW1807",
    severity: "error",
    why: "Nobody outside gets or sends a private message, so nothing can end for them.",
    fix: "Delete `sunset`.",
  },
  "version-key": {
    id: "EW1808",
    severity: "error",
    why: "Where a version is found follows from its message and its number.",
    fix: "Write the key as `<Message>.v<version>`.",
  },
  "security-mixed": {
    id: "EW1901",
    severity: "error",
    why: "The host asks for keys before the app sees a request, so that a token could never take a key's place.",
    fix: "Ask for the key at the server and for the token at the operations (both are needed then), or for one of the two.",
  },
  "security-unchecked": {
    id: "EW1902",
    severity: "error",
    why: "What the contract promises of security is checked by the platform, and there is no check for this.",
    fix: "Use `httpApiKey` with the header `x-functions-key` at a server, or `openIdConnect`, `oauth2` or `http` with `bearer`.",
  },
  "scope-unknown": {
    id: "EW1903",
    severity: "error",
    why: "A scope that no security scheme lists is one that nobody can be given.",
    fix: "Correct the scope, or add it to `scopes` (or `availableScopes`) of a security scheme.",
  },
  "access-without-tokens": {
    id: "EW1904",
    severity: "error",
    why: "Scopes and ownership are about the caller, and only a token says who that is.",
    fix: "Add a security scheme with tokens to the server or to an operation, or delete this word.",
  },
  "access-key": {
    id: "EW1905",
    severity: "error",
    why: "The owner is looked up in one document, whose key the request must say.",
    fix: "Let `key` name a parameter of the path or a filter of the query, or name another read model: one with a key.",
  },
} as const satisfies Record<string, Rule>;

/** The name of a rule. */
export type RuleName = keyof typeof catalogue;
