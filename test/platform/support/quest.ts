import type { AppDefinition, ProcessDefinition, ProcessVersion } from "../../../platform/app/definition.ts";
import { defineMessage } from "../../../platform/messages/define-message.ts";
import { defineProcess } from "../../../platform/processes/define-process.ts";
import type { Process, ProcessContext, ProcessFailure } from "../../../platform/processes/process.ts";
import type { StreamHandlers } from "../../../platform/streams/stream.ts";
import { describe, text, whole } from "./messages.ts";

type Of<C> = C extends new (...args: never[]) => infer I ? I : never;
type Id = { readonly questId: string };

const stream = { stream: "quest", streamId: "/questId" } as const;
const sentByProcess = { ...stream, visibility: "private" } as const;

/** Somebody asks a question. */
export class Open extends defineMessage<"Open", Id & { size: number }>(
  describe("command", "Open", { questId: text, size: whole }, stream),
) {}
/** The same question once more: a second start of the same process instance. */
export class Reopen extends defineMessage<"Reopen", Id & { n: number }>(
  describe("command", "Reopen", { questId: text, n: whole }, stream),
) {}
export class Answer extends defineMessage<"Answer", Id & { text: string }>(
  describe("command", "Answer", { questId: text, text }, stream),
) {}
export class Ask extends defineMessage<"Ask", Id>(describe("command", "Ask", { questId: text }, sentByProcess)) {}
export class Remind extends defineMessage<"Remind", Id>(
  describe("command", "Remind", { questId: text }, sentByProcess),
) {}
export class Close extends defineMessage<"Close", Id & { why: string }>(
  describe("command", "Close", { questId: text, why: text }, sentByProcess),
) {}
export class Opened extends defineMessage<"Opened", Id & { size: number }>(
  describe("event", "Opened", { questId: text, size: whole }, stream),
) {}
export class Asked extends defineMessage<"Asked", Id>(describe("event", "Asked", { questId: text }, stream)) {}
export class Reminded extends defineMessage<"Reminded", Id>(describe("event", "Reminded", { questId: text }, stream)) {}
export class Answered extends defineMessage<"Answered", Id & { text: string }>(
  describe("event", "Answered", { questId: text, text }, stream),
) {}
export class Refused extends defineMessage<"Refused", Id & { why: string }>(
  describe("event", "Refused", { questId: text, why: text }, stream),
) {}
export class Closed extends defineMessage<"Closed", Id & { why: string }>(
  describe("event", "Closed", { questId: text, why: text }, stream),
) {}
export class QuestStuck extends defineMessage<
  "QuestStuck",
  { recipient: string; instanceId: string; error: string; deadLetter: string }
>(describe("notification", "QuestStuck", { recipient: text, instanceId: text, error: text, deadLetter: text })) {}

type Messages = { readonly Answered: Of<typeof Answered>; readonly Refused: Of<typeof Refused> };
type Commands = { readonly Ask: Id; readonly Remind: Id; readonly Close: Id & { why: string } };
export type Settings = { readonly limit: number; readonly word: string };
export type QuestContext = ProcessContext<Messages, Commands, "patience" | "rest", Settings>;
export type QuestProcess = Process<Of<typeof Opened>, QuestContext>;

/** Takes the code of the process. */
export const questProcess = defineProcess<Of<typeof Opened>, Messages, Commands, "patience" | "rest", Settings>();

/** Asks; reminds once when nobody answers; closes. Rests before it closes what was refused. */
export const quest: QuestProcess = questProcess(function* ({ data: { questId, size } }, ctx) {
  if (size > ctx.settings.limit) {
    yield* ctx.send.Close({ questId, why: "too large" });
    return "too large";
  }
  yield* ctx.send.Ask({ questId });
  let answer = yield* ctx.within("patience").waitFor("Answered", "Refused");
  if (answer === undefined) {
    yield* ctx.send.Remind({ questId });
    answer = yield* ctx.within("patience").waitFor("Answered", "Refused");
  }
  if (answer === undefined) {
    yield* ctx.send.Close({ questId, why: "silence" });
    return "silence";
  }
  if (answer.name === "Refused") yield* ctx.pause("rest");
  yield* ctx.send.Close({ questId, why: answer.name === "Refused" ? answer.data.why : answer.data.text });
  return answer.name === "Refused" ? "refused" : ctx.settings.word;
});

const handlers: StreamHandlers<{ closed: boolean }> = {
  initialState: () => ({ closed: false }),
  decide: {
    Open: ({ data }: Of<typeof Open>) => [Opened.create(data)],
    Reopen: ({ data }: Of<typeof Reopen>) => [Opened.create({ questId: data.questId, size: data.n })],
    Ask: ({ data }: Of<typeof Ask>) => [Asked.create(data)],
    Remind: ({ data }: Of<typeof Remind>) => [Reminded.create(data)],
    Answer: ({ data }: Of<typeof Answer>) =>
      data.text === "no"
        ? [Refused.create({ questId: data.questId, why: "no time" })]
        : [Answered.create({ questId: data.questId, text: data.text })],
    Close: ({ data }: Of<typeof Close>) => [Closed.create(data)],
  },
  evolve: Object.fromEntries(
    ["Opened", "Asked", "Reminded", "Answered", "Refused", "Closed"].map((name) => [name, (state) => state]),
  ),
};

const once = { attempts: 3, strategy: "exponential", first: 1000, max: 60_000 } as const;
const commands = [Open, Reopen, Answer, Ask, Remind, Close];
const events = [Opened, Asked, Reminded, Answered, Refused, Closed];

/** What a test changes of the app. */
export interface QuestOptions {
  readonly process?: QuestProcess;
  readonly versions?: readonly ProcessVersion[];
  readonly change?: Partial<ProcessDefinition>;
  readonly stuck?: (failure: ProcessFailure<Of<typeof Opened>>) => unknown;
}

/** An app with one process, as generated code would define it. */
export function questApp({ process = quest, versions, change = {}, stuck }: QuestOptions = {}): AppDefinition {
  const versionsOf = versions ?? [{ version: 1, orchestrator: "runQuestV1", process }];
  const tell = (failure: ProcessFailure<Of<typeof Opened>>) => ({
    recipient: failure.started.data.questId,
    instanceId: failure.instanceId,
    error: failure.error,
    deadLetter: failure.deadLetter,
  });
  return {
    service: { name: "quest", title: "Quest", version: "1", source: "/tally", topic: "quests", rejections: {} },
    messages: [...commands, ...events, QuestStuck],
    commandEndpoints: [Open, Reopen, Answer].map((message) => ({
      functionName: `command${message.messageName}`,
      route: `api/commands/${message.messageName.toLowerCase()}`,
      message,
    })),
    queryEndpoints: [],
    streams: [{ name: "quest", commands, events, handlers, onRejected: [], onFailed: [] }],
    readModels: [],
    notifiers: [{ message: QuestStuck, onEvents: [], onProcessFailed: ["quest"], notify: { quest: stuck ?? tell } }],
    reactions: [],
    settings: [
      { name: "limit", appSetting: "Limit", type: "integer", default: 10 },
      { name: "word", appSetting: "Word", type: "string", default: "answered" },
    ],
    processes: [
      {
        name: "quest",
        functionName: "processQuest",
        version: Math.max(...versionsOf.map(({ version }) => version)),
        startedBy: [Opened],
        waitsFor: [Answered, Refused],
        sends: [Ask, Remind, Close],
        key: ["/questId"],
        timeouts: { patience: 3_600_000, rest: 600_000 },
        steps: once,
        versions: versionsOf,
        onFailed: ["QuestStuck"],
        ...change,
      },
    ],
    retry: { commands: once, projections: once },
    documents: {
      openapi: async () => ({ openapi: "3.1.0" }),
      asyncapi: async () => ({ asyncapi: "3.1.0" }),
      html: async () => "<!doctype html><title>Quest</title>",
    },
  };
}
