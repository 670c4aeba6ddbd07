import type { Area } from "./areas.ts";
import { type PlannedMessage, steps } from "./messages.ts";
import { payloadExample } from "./schemas.ts";

type Json = Readonly<Record<string, unknown>>;

const ref = (path: string): Json => ({ $ref: path });
const messageRef = ({ name }: PlannedMessage): readonly [string, Json] => [name, ref(`#/components/messages/${name}`)];

/** The AsyncAPI document of a generated contract: everything that the generator can make something of. */
export function contractDocument(areas: readonly Area[], messages: readonly PlannedMessage[], edition: number): Json {
  const of = (kind: PlannedMessage["kind"]) => messages.filter((message) => message.kind === kind);
  const isPublic = ({ visibility }: PlannedMessage) => visibility === "public";
  const endpoints = of("command").filter(isPublic);
  const internal = of("command").filter((command) => !isPublic(command));
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Trade",
      version: `1.${edition - 1}.0`,
      description: "A large contract, made for measurements and tests.",
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: {
      api: { host: "localhost:7071", pathname: "/api", protocol: "http", description: "Takes commands." },
      topic: { host: "localhost:8082", pathname: "/topics/trade", protocol: "http", description: "Sends events." },
    },
    channels: {
      ...Object.fromEntries(endpoints.map((command) => [camel(command.name), endpointChannel(command)])),
      internal: channel("Internal commands", null, internal),
      events: channel("Events", "trade", of("event"), "topic"),
      notifications: channel("Notifications", "/notifications", of("notification"), "api"),
    },
    operations: {
      ...Object.fromEntries(
        endpoints.map(({ name, summary }) => [
          camel(name),
          {
            action: "receive",
            channel: ref(`#/channels/${camel(name)}`),
            summary,
            bindings: { http: { method: "POST" } },
          },
        ]),
      ),
      sendInternal: { action: "send", channel: ref("#/channels/internal"), summary: "Sends what only we send." },
      handleInternal: { action: "receive", channel: ref("#/channels/internal"), summary: "Handles what only we send." },
      publishEvents: { action: "send", channel: ref("#/channels/events"), summary: "Publishes events." },
      notify: { action: "send", channel: ref("#/channels/notifications"), summary: "Tells people." },
    },
    components: {
      schemas: Object.fromEntries(
        areas.map(({ name, file }) => [`${name}View`, ref(`./schemas/read-models/${file}.v1.json`)]),
      ),
      messages: Object.fromEntries(messages.map((message) => [message.name, messageObject(message)])),
    },
    "x-eventwright": words(areas),
  };
}

function endpointChannel(command: PlannedMessage): Json {
  return channel(command.title, `/commands/${command.area.file}/${verbOf(command)}`, [command], "api");
}

function channel(title: string, address: string | null, messages: readonly PlannedMessage[], server?: string): Json {
  return {
    address,
    title,
    description: `${title} of the contract.`,
    ...(server === undefined ? {} : { servers: [ref(`#/servers/${server}`)] }),
    messages: Object.fromEntries(messages.map(messageRef)),
  };
}

function messageObject(message: PlannedMessage): Json {
  const { name, title, summary, file, index } = message;
  return {
    name,
    title,
    summary,
    description: `${summary} The payload says everything that others need to know of it.`,
    payload: ref(`./${file}`),
    examples: [{ name: `usual${index}`, summary: "The usual case.", payload: payloadExample(message) }],
    "x-eventwright": blockOf(message),
  };
}

function blockOf(message: PlannedMessage): Json {
  const { kind, area, name } = message;
  const { stream, streamId } = { stream: area.field, streamId: `/${area.field}Id` };
  if (kind === "event") return { kind, version: 1, stream, streamId, personalData: ["/author"] };
  if (kind === "notification") {
    const told = { kind, version: 1, recipient: "/recipient", personalData: ["/recipient", "/author"] };
    return { ...told, onEvents: [`${area.name}Confirmed`, `${area.name}Cancelled`], with: `${area.field}View` };
  }
  const step = steps.find(({ command }) => name === `${command}${area.name}`);
  return {
    kind,
    version: 1,
    ...(message.visibility === "private" ? { visibility: "private" } : {}),
    stream,
    streamId,
    personalData: ["/author"],
    produces: (step?.events ?? []).map((verb) => `${area.name}${verb}`),
    rejections: step?.command === "Open" ? ["already-there"] : ["not-found", "too-late"],
    retry: "commands",
  };
}

/** The document's own block. Every third area is cancelled by a process, the others by a reaction. */
function words(areas: readonly Area[]): Json {
  const byField = (build: (area: Area, index: number) => Json | undefined, suffix = "") =>
    Object.fromEntries(
      areas.flatMap((area, index) => {
        const built = build(area, index);
        return built === undefined ? [] : [[`${area.field}${suffix}`, built]];
      }),
    );
  return {
    vocabulary: 1,
    name: "trade",
    source: "/trade",
    schemaBase: "https://trade.example/schemas/",
    topic: "trade",
    streams: byField(({ words: thing }) => ({ description: `One ${thing}.`, snapshot: { every: 100 } })),
    rejections: {
      "already-there": "It is there already.",
      "not-found": "There is no such thing.",
      "too-late": "It is too late for that.",
    },
    readModels: byField(readModelOf, "View"),
    settings: { patience: { type: "integer", default: 3, description: "Hours that we wait for an answer." } },
    processes: byField((area, index) => (index % 3 === 0 ? processOf(area) : undefined), "Care"),
    reactions: byField((area, index) => (index % 3 === 0 ? undefined : reactionOf(area)), "Stop"),
    retryPolicies: {
      commands: { attempts: 4, strategy: "exponential", first: "PT0.2S", max: "PT5S" },
      delivery: { attempts: 30, timeToLive: "PT24H", deadLetter: true },
      steps: { attempts: 300, strategy: "exponential", first: "PT1S", max: "PT5M" },
    },
  };
}

function readModelOf({ name, field, file, words: thing }: Area): Json {
  return {
    description: `Every ${thing} as it stands.`,
    document: `${name}View`,
    per: "stream",
    folds: steps.flatMap(({ events }) => events.map((verb) => `${name}${verb}`)),
    queries: {
      [`get${name}`]: { path: `/views/${file}/{${field}Id}`, summary: `One ${thing}.`, returns: "one" },
      [`list${name}`]: { path: `/views/${file}`, summary: "A list.", returns: "page", filters: ["author", "status"] },
    },
  };
}

function processOf({ name, field, words: thing }: Area): Json {
  return {
    description: `Waits for the confirmation of a ${thing}, and else cancels it.`,
    version: 1,
    startedBy: [`${name}Opened`],
    key: [`/${field}Id`],
    waitsFor: [`${name}Confirmed`, `${name}Cancelled`],
    sends: [`Cancel${name}`],
    timeouts: { confirmation: "PT72H" },
    retry: "delivery",
    steps: "steps",
  };
}

function reactionOf({ name, words: thing }: Area): Json {
  return {
    description: `Cancels a ${thing} that is questioned.`,
    on: [`${name}Questioned`],
    sends: [`Cancel${name}`],
    retry: "delivery",
  };
}

function verbOf({ name, area }: PlannedMessage): string {
  return name.slice(0, -area.name.length).toLowerCase();
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
