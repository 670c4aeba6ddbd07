import type { Step } from "./measured-app.ts";

/** A request to Cosmos DB that the way of a command cannot do without. */
export interface PathRequest {
  readonly step: Step;
  /** Operation, container, status. */
  readonly request: string;
  readonly reason: string;
}

/** One way that a command may take, with every request of it. */
export interface CommandPath {
  readonly name: string;
  readonly title: string;
  readonly requests: readonly PathRequest[];
}

const feedOf = (container: string): PathRequest => ({
  step: "feed",
  request: `feed ${container} 200`,
  reason: "The trigger reads a page; all that came meanwhile is in it.",
});

const checkpoint: PathRequest = {
  step: "checkpoint",
  request: "replace leases 200",
  reason: "The host notes that the page is handled; without it a restart would begin before it.",
};

const accept: PathRequest = {
  step: "accept",
  request: "create commands 201",
  reason: "The promise of the 202: the command outlives us. Its id is the dedupe key, so that nothing is asked before.",
};

const look: PathRequest = {
  step: "commands",
  request: "read dead-letters 404",
  reason: "Is the stream parked? Another host may have parked it since this one last looked, so no cache can say.",
};

const append: PathRequest = {
  step: "commands",
  request: "create events 201",
  reason: "The fact, under its version and the command's id: both are unique, so that nothing is checked before.",
};

const outcome: PathRequest = {
  step: "commands",
  request: "create outcomes 201",
  reason: "What the client reads under the command's id, which is another partition than the stream's.",
};

/** A state that is not in memory. */
const coldState: readonly PathRequest[] = [
  {
    step: "commands",
    request: "read snapshots 404",
    reason:
      "A snapshot would spare reading the stream; only asked where the contract has snapshots, and no state in memory.",
  },
  {
    step: "commands",
    request: "read events 200",
    reason: "Is there more of the stream? One unit, where a query takes two requests and more units.",
  },
  {
    step: "commands",
    request: "query plan events 200",
    reason: "The SDK asks for the plan of each query, beside the query.",
  },
  { step: "commands", request: "query events 200", reason: "The events that the state is folded from." },
];

/** The state of a stream that does not exist. */
const noState: readonly PathRequest[] = [
  { ...(coldState[0] as PathRequest) },
  { step: "commands", request: "read events 404", reason: "There is no first event: a new stream." },
];

const decideAnew: PathRequest = {
  step: "commands",
  request: "read events 404",
  reason:
    "An append finds out by itself that a state in memory is old; a refusal does not, so it looks for the next event.",
};

const marker: PathRequest = {
  step: "commands",
  request: "create events 201",
  reason: "The marker of the refusal, under the same unique key as events would be: the command has one result.",
};

const refusalTold: PathRequest = {
  step: "commands",
  request: "create notifications 201",
  reason: "The sender is told of the refusal (CommandRejected).",
};

const eventLook = (handlers: number): PathRequest => ({
  step: "events",
  request: handlers === 1 ? "read dead-letters 404" : `bulk ${handlers} × read dead-letters 404`,
  reason: "Is the stream parked for one of those who fold this event, or tell of it? All of them in one request.",
});

const created = (container: string): PathRequest => ({
  step: "events",
  request: `create ${container} 201`,
  reason: "The read model's new document; refused where there is one, so that it needs no reading before.",
});

const replaced = (container: string): PathRequest => ({
  step: "events",
  request: `replace ${container} 200`,
  reason:
    "The read model's document, over the one that this process wrote last: refused by its tag if somebody else has.",
});

const missing = (container: string): PathRequest => ({
  step: "events",
  request: `read ${container} 404`,
  reason: "Several streams' events may go to this document, so that only looking tells whether it is there.",
});

const coldDocument = (container: string): PathRequest => ({
  step: "events",
  request: `read ${container} 200`,
  reason: "The document is not in memory.",
});

const movement: PathRequest = {
  step: "events",
  request: "upsert statements 201",
  reason: "One document an event: its only writer writes it whatever is there.",
};

const told = (notifications: number): PathRequest => ({
  step: "events",
  request: notifications === 1 ? "create notifications 201" : `bulk ${notifications} × create notifications 201`,
  reason: "Whom the contract wants told; several of one event share a request.",
});

const sent: PathRequest = {
  step: "deliveries",
  request: "create commands 201",
  reason: "The next command, of a reaction or of a process; a delivery that is repeated meets it.",
};

const started: readonly PathRequest[] = [
  {
    step: "deliveries",
    request: "read inbox 404",
    reason: "Are messages kept for an instance of this key that failed? They are older than any look.",
  },
  {
    step: "deliveries",
    request: "create inbox 201",
    reason: "The look: whoever is first to write it knows that no message came before the start.",
  },
];

const handedOver: PathRequest = {
  step: "deliveries",
  request: "read inbox 404",
  reason: "Has the instance failed? Then the message that was handed over is to be kept as well.",
};

const accepted = [feedOf("commands"), look, append, outcome, checkpoint];
const loaded = [feedOf("events"), eventLook(3), replaced("accounts"), movement, told(1), checkpoint];

/** Every request to Cosmos DB on the ways of a command, for a command alone. The test of the path compares it with what is asked. */
export const commandPaths: readonly CommandPath[] = [
  {
    name: "open",
    title: "`open-account`: a stream begins",
    requests: [
      accept,
      feedOf("commands"),
      look,
      ...noState,
      append,
      outcome,
      checkpoint,
      feedOf("events"),
      eventLook(1),
      created("accounts"),
      checkpoint,
    ],
  },
  { name: "load", title: "`load-credits`, warm", requests: [accept, ...accepted, ...loaded] },
  {
    name: "load-cold",
    title: "`load-credits`, cold: neither state nor document in memory",
    requests: [accept, ...accepted, ...coldState, ...loaded, coldDocument("accounts")],
  },
  {
    name: "duplicate",
    title: "`load-credits`, sent again",
    requests: [
      {
        step: "accept",
        request: "create commands 409",
        reason: "The document is there: nothing is stored twice.",
      },
      {
        step: "accept",
        request: "read commands 200",
        reason:
          "Which command was first? Its correlation id is in the answer, and under a key its payload is compared.",
      },
    ],
  },
  {
    name: "refused",
    title: "`transfer-credits`, refused",
    requests: [
      accept,
      feedOf("commands"),
      look,
      decideAnew,
      marker,
      outcome,
      refusalTold,
      checkpoint,
      feedOf("events"),
      checkpoint,
    ],
  },
  {
    name: "refused-cold",
    title: "`transfer-credits`, refused, cold",
    requests: [
      accept,
      feedOf("commands"),
      look,
      ...coldState,
      marker,
      outcome,
      refusalTold,
      checkpoint,
      feedOf("events"),
      checkpoint,
    ],
  },
  {
    name: "transfer",
    title: "`transfer-credits` with its process: reserved, received, settled",
    requests: [
      accept,
      ...accepted,
      ...[feedOf("events"), eventLook(4), replaced("accounts"), movement, missing("transfers"), created("transfers")],
      ...[told(1), checkpoint],
      ...started,
      sent,
      ...accepted,
      ...[feedOf("events"), eventLook(4), replaced("accounts"), movement, told(2), checkpoint],
      handedOver,
      sent,
      ...accepted,
      ...[feedOf("events"), eventLook(4), replaced("accounts"), replaced("transfers"), told(2), checkpoint],
    ],
  },
  {
    name: "payment",
    title: "`pay-merchant` with its two reactions: reserved, taken, settled",
    requests: [
      accept,
      ...accepted,
      ...[feedOf("events"), eventLook(3), replaced("accounts"), movement, told(1), checkpoint],
      sent,
      ...accepted,
      ...[feedOf("events"), eventLook(2), replaced("takings"), told(1), checkpoint],
      sent,
      ...accepted,
      ...[feedOf("events"), eventLook(2), replaced("accounts"), told(1), checkpoint],
    ],
  },
];
