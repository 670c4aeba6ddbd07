import type { Dice } from "../dice.ts";
import { disturb } from "../hostile/disturb.ts";
import { hostileHeaderValue } from "../hostile/headers.ts";
import { jsonText, mutate } from "../hostile/json.ts";
import { hostileQuery, hostileSegment } from "../hostile/paths.ts";
import { hostileValue, texts } from "../hostile/values.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { jsonOf, type Target } from "./target.ts";

/** What is known of Event Grid before the first request: topics of our own, and a subscriber that notes what comes. */
export interface EventGridFacts {
  readonly key: string;
  readonly cloudTopic: string;
  readonly gridTopic: string;
  readonly receiverUrl: string;
  /** What was delivered to the subscriber of both topics: marks of requests. */
  readonly delivered: ReadonlySet<string>;
}

/** Each published event carries a mark, so that what is delivered can be told from what was refused. */
const markOf = (body: string) => /mark-[0-9a-f-]{36}/.exec(body)?.[0];

/** Event Grid: publishing and management. */
export function eventGridTarget(url: string, facts: EventGridFacts): Target {
  const refused = new Set<string>();
  return {
    name: "eventgrid",
    url,
    faultOf(request, answer) {
      if (request.method === "HEAD") return undefined;
      const { error } = (jsonOf(answer) ?? {}) as { error?: { code?: unknown; message?: unknown } };
      const well = typeof error?.code === "string" && typeof error.message === "string";
      return well ? undefined : "the body is not {error: {code, message}}";
    },
    request: (dice) => spared(disturb(dice, dice.chance(0.55) ? publish(dice, facts) : manage(dice, facts)), facts),
    probe: () => ({
      method: "GET",
      target: `/topics/${facts.cloudTopic}`,
      headers: [],
      body: Buffer.alloc(0),
      framing: "none",
    }),
    async observe(request, outcome) {
      const mark = markOf(request.body.toString("latin1"));
      if (mark !== undefined && outcome.status >= 400) refused.add(mark);
      return undefined;
    },
    async conclude() {
      const wrong = [...refused].filter((mark) => facts.delivered.has(mark));
      return wrong.length === 0 ? undefined : `${wrong.length} refused events were delivered, such as ${wrong[0]}`;
    },
  };
}

/** The topics that everything else needs are not deleted. */
function spared(request: FuzzRequest, { cloudTopic, gridTopic }: EventGridFacts): FuzzRequest {
  const isNeeded = [cloudTopic, gridTopic].some((topic) => request.target.includes(topic));
  const isSubscription = /eventSubscriptions\/hook-/.test(request.target);
  return request.method === "DELETE" && isNeeded && !isSubscription ? { ...request, method: "GET" } : request;
}

function publish(dice: Dice, facts: EventGridFacts): FuzzRequest {
  const cloud = dice.chance(0.7);
  const mark = `mark-${dice.uuid()}`;
  const event = cloud
    ? {
        specversion: "1.0",
        id: mark,
        source: "/fuzz",
        type: "fuzz.v1",
        subject: "a",
        time: "2026-11-26T12:00:00Z",
        data: { mark },
      }
    : {
        id: mark,
        subject: "a",
        eventType: "fuzz.v1",
        eventTime: "2026-11-26T12:00:00Z",
        dataVersion: "1",
        data: { mark },
      };
  const batch = cloud ? dice.chance(0.3) : dice.chance(0.95);
  const value = batch ? Array.from({ length: dice.integer(1, 3) }, () => event) : event;
  const known = cloud ? facts.cloudTopic : facts.gridTopic;
  const topic = dice.chance(0.92) ? known : hostileSegment(dice);
  const type = cloud
    ? batch
      ? "application/cloudevents-batch+json"
      : "application/cloudevents+json"
    : "application/json";
  const headers: [string, string][] = [
    ["aeg-sas-key", dice.chance(0.94) ? facts.key : hostileHeaderValue(dice)],
    ["content-type", type],
  ];
  if (dice.chance(0.05))
    headers[0] = ["aeg-sas-token", dice.pick([signature, "r=%&e=&s=", "&s=&s=", hostileHeaderValue(dice)])];
  if (dice.chance(0.03)) headers.push(["ce-specversion", "1.0"]);
  return {
    method: "POST",
    target: `/topics/${topic}/api/events${dice.chance(0.1) ? hostileQuery(dice, { "api-version": ["2018-01-01"] }) : ""}`,
    headers,
    body: Buffer.from(jsonText(dice, dice.chance(0.4) ? value : mutate(dice, value))),
    framing: "length",
  };
}

const signature = `r=${encodeURIComponent("http://127.0.0.1/topics/x/api/events")}&e=1%2f1%2f2030+12%3a00%3a00+AM&s=AAAA`;

/** Addresses that a subscription must not make the server call. */
export const foreignUrls = [
  "http://169.254.169.254/latest/meta-data",
  "http://10.0.0.1/",
  "http://[fe80::1]/",
  "http://evil.example/hook",
  "https://127.0.0.1.evil.example/",
  "http://0.0.0.0:1/",
  "http://[::ffff:10.0.0.1]/",
  "ftp://127.0.0.1/",
  "file:///etc/passwd",
];

/** This server's own time; moved by moments only, or not at all. */
function clock(dice: Dice, { key }: EventGridFacts): FuzzRequest {
  const offsets = [0, 1, 5, -1, 1e16, "1", null, [], {}, true];
  const body = Buffer.from(jsonText(dice, dice.chance(0.8) ? { offsetMs: dice.pick(offsets) } : hostileValue(dice)));
  return {
    method: dice.pick(["PUT", "PUT", "GET", "POST", "DELETE"]),
    target: "/_eventwright/clock",
    headers: [["aeg-sas-key", dice.chance(0.8) ? key : "wrong"]],
    body,
    framing: "length",
  };
}

function manage(dice: Dice, facts: EventGridFacts): FuzzRequest {
  if (dice.chance(0.05)) return clock(dice, facts);
  const topic = dice.weighted<() => string>([
    [6, () => dice.pick([facts.cloudTopic, facts.gridTopic])],
    [2, () => `scratch-${dice.integer(0, 9)}`],
    [2, () => hostileSegment(dice)],
  ])();
  const scratch = `scratch-${dice.integer(0, 9)}`;
  const name = dice.chance(0.7) ? `hook-${dice.integer(0, 9)}` : hostileSegment(dice);
  const root = dice.chance(0.75)
    ? "/topics"
    : `/subscriptions/${dice.chance(0.5) ? "local" : hostileSegment(dice)}/resourceGroups/local/providers/Microsoft.EventGrid/topics`;
  const query = root === "/topics" && dice.chance(0.7) ? "" : hostileQuery(dice, known);
  const [method, path, value] = dice.weighted<() => readonly [string, string, unknown?]>([
    [1, () => ["GET", ""]],
    [1, () => ["GET", `/${topic}`]],
    [2, () => ["PUT", `/${dice.chance(0.8) ? scratch : topic}`, { properties: { inputSchema: dice.pick(schemas) } }]],
    // Topics that others use are not deleted.
    [1, () => ["DELETE", `/${scratch}`]],
    [6, () => ["PUT", `/${topic}/eventSubscriptions/${name}`, subscription(dice, facts)]],
    [1, () => ["GET", `/${topic}/eventSubscriptions`]],
    [1, () => ["GET", `/${topic}/eventSubscriptions/${name}`]],
    [1, () => ["DELETE", `/${topic}/eventSubscriptions/${name}`]],
    [1, () => ["GET", `/${topic}/eventSubscriptions/${name}/validate`]],
    [
      1,
      () => ["POST", `/${topic}/eventSubscriptions/${name}/${dice.pick(["getFullUrl", "getDeliveryAttributes", "x"])}`],
    ],
    [1, () => ["POST", `/${topic}/${dice.pick(["listKeys", "regenerateKey", "__proto__"])}`]],
    [2, () => ["GET", `/${topic}/deliveries`]],
    [1, () => [dice.pick(["GET", "PUT"]), `/${hostileSegment(dice)}/${hostileSegment(dice)}/${hostileSegment(dice)}`]],
  ])();
  const body =
    value === undefined ? Buffer.alloc(0) : Buffer.from(jsonText(dice, dice.chance(0.4) ? value : mutate(dice, value)));
  const headers: [string, string][] = [["content-type", "application/json"]];
  if (dice.chance(0.95)) headers.push(["aeg-sas-key", facts.key]);
  return { method, target: root + path + query, headers, body, framing: value === undefined ? "none" : "length" };
}

const schemas = ["CloudEventSchemaV1_0", "EventGridSchema", "CustomInputSchema", "__proto__"];
const known: Readonly<Record<string, readonly string[]>> = {
  "api-version": ["2022-06-15", "latest", ""],
  state: ["pending", "dead", "x"],
  limit: ["1", "1000", "0", "1e3", "-1", "NaN"],
  subscription: ["hook-1"],
  code: ["x"],
};

function subscription(dice: Dice, facts: EventGridFacts): unknown {
  const operators = [
    "StringIn",
    "StringContains",
    "NumberInRange",
    "NumberGreaterThan",
    "BoolEquals",
    "IsNotNull",
    "Nope",
    "toString",
  ];
  return {
    properties: {
      destination: {
        endpointType: dice.chance(0.95) ? "WebHook" : dice.pick(["AzureFunction", "EventHub", "__proto__"]),
        properties: {
          endpointUrl: dice.chance(0.6) ? facts.receiverUrl : dice.pick([...foreignUrls, dice.pick(texts)]),
          ...(dice.chance(0.2) && { maxEventsPerBatch: dice.pick([1, 10, 5_001]) }),
          ...(dice.chance(0.2) && {
            deliveryAttributeMappings: [{ name: "x-a", type: "Dynamic", properties: { sourceField: "data.a" } }],
          }),
        },
      },
      filter: {
        includedEventTypes: dice.pick([["fuzz.v1"], [], ["a"]]),
        subjectBeginsWith: dice.pick(["", "a"]),
        advancedFilters: [
          {
            operatorType: dice.pick(operators),
            key: dice.pick(["data.amount", "subject", "data.__proto__", "."]),
            values: [dice.pick([1, "a", [1, 2]])],
            value: hostileValue(dice),
          },
        ].slice(dice.integer(0, 1)),
      },
      retryPolicy: { maxDeliveryAttempts: dice.pick([1, 30, 31]), eventTimeToLiveInMinutes: dice.pick([1, 1440, 0]) },
      ...(dice.chance(0.2) && {
        deadLetterDestination: {
          endpointType: "StorageBlob",
          properties: { resourceId: "/local", blobContainerName: dice.pick(["letters", "../x", "A"]) },
        },
      }),
    },
  };
}

/** Outcomes are looked at by their marks only. */
export const isDeliveredMark = (text: string, note: (mark: string) => void): void => {
  for (const [mark] of text.matchAll(/mark-[0-9a-f-]{36}/g)) note(mark);
};
