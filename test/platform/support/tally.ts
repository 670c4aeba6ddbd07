import type { AppDefinition } from "../../../platform/app/definition.ts";
import type { Message } from "../../../platform/messages/message-class.ts";
import type { QueryDescriptor, ReadModelDescriptor } from "../../../platform/read-models/projection.ts";
import { reject, type StreamHandlers } from "../../../platform/streams/stream.ts";
import * as m from "./messages.ts";

type Of<C> = C extends new (...args: never[]) => infer I ? I : never;

/** The most that a counter holds. */
export const most = 1000;

/** Switches that tests throw to make hand-written code misbehave; nothing in the platform knows them. */
export interface Switches {
  /** Events whose note is this make the projection `counters` throw. */
  projectionThrowsOn?: string;
  notifierThrowsOn?: string;
  refusalThrows?: boolean;
  decidersWork?: boolean;
  /** The decider of `Break` works for those that are to break like this. */
  worksFor?: string;
}

/** The stream's hand-written code. */
export function counterHandlers(switches: Switches = {}): StreamHandlers<{ total: number }> {
  return {
    initialState: () => ({ total: 0 }),
    decide: {
      Add: ({ data }: Of<typeof m.Add>, state) => {
        if (state.total + data.amount > most) return reject("too-much");
        return data.amount === 0 ? [] : [m.Added.create(data)];
      },
      AddMany: ({ data }: Of<typeof m.AddMany>) =>
        Array.from({ length: data.times }, () => m.Added.create({ counterId: data.counterId, amount: 1 })),
      Touch: () => [],
      Break: ({ data }: Of<typeof m.Break>) => {
        if (switches.decidersWork || switches.worksFor === data.how)
          return [m.Added.create({ counterId: data.counterId, amount: 1 })];
        if (data.how === "invalid") return [m.Added.create({ counterId: data.counterId, amount: 0.5 })];
        if (data.how === "stranger") return [{ name: "Unheard", data: {} }];
        if (data.how === "elsewhere") return [m.Added.create({ counterId: "other", amount: 1 })];
        throw new Error("This decider is broken.");
      },
      Copy: ({ data }: Of<typeof m.Copy>, state) => [
        m.Noted.create({ counterId: data.counterId, secret: "copied" }),
        m.CopyAsked.create({ ...data, amount: state.total }),
      ],
      Receive: ({ data }: Of<typeof m.Receive>) => [m.Added.create({ ...data, note: "copy" })],
    },
    evolve: {
      Added: (state, { data }: Of<typeof m.Added>) => ({ total: state.total + data.amount }),
      CopyAsked: (state) => state,
      Noted: (state) => state,
    },
    notify: {
      AddRefused: ({ command, code, message }, state) => {
        if (switches.refusalThrows) throw new Error("This notifier is broken.");
        return { recipient: command.envelope.streamid, code, message, total: state.total };
      },
      AddFailed: ({ command, deadLetter }) => ({ recipient: command.envelope.streamid, deadLetter }),
    },
  };
}

export const counters: ReadModelDescriptor = {
  name: "counters",
  container: "counters",
  per: "stream",
  folds: ["Added"],
};
export const additions: ReadModelDescriptor = {
  name: "additions",
  container: "additions",
  per: "event",
  folds: ["Added"],
};
export const noted: ReadModelDescriptor = { name: "noted", container: "noted", per: "/note", folds: ["Added"] };

const query = (name: string, readModel: ReadModelDescriptor, more: Partial<QueryDescriptor>): QueryDescriptor => ({
  name,
  readModel,
  returns: "page",
  filters: [],
  order: "ascending",
  ...more,
});

/** A small contract with one of everything that the platform knows. */
export function tally(switches: Switches = {}, more: Partial<AppDefinition> = {}): AppDefinition {
  const policy = { attempts: 3, strategy: "exponential", first: 100, max: 1000 } as const;
  return {
    service: {
      name: "tally",
      title: "Tally",
      version: "1.0.0",
      source: "/tally",
      topic: "tally",
      rejections: { "too-much": "The counter is full." },
    },
    messages: m.messages,
    commandEndpoints: [m.Add, m.AddMany, m.Touch, m.Break, m.Copy].map((message) => ({
      functionName: `command${message.messageName}`,
      route: `api/commands/${message.messageName.replace(/(?!^)[A-Z]/g, (c) => `-${c}`).toLowerCase()}`,
      message,
    })),
    queryEndpoints: [
      {
        functionName: "queryCounter",
        route: "api/counters/{counterId}",
        query: query("getCounter", counters, { returns: "one", keyParameter: "counterId" }),
      },
      {
        functionName: "queryCounters",
        route: "api/counters",
        query: query("listCounters", counters, {
          filters: ["parity", "total", { name: "any", anyOf: ["counterId", "parity", "total", "missing", 'odd"name'] }],
        }),
      },
      {
        functionName: "queryAdditions",
        route: "api/counters/{counterId}/additions",
        query: query("listAdditions", additions, { keyParameter: "counterId", order: "descending" }),
      },
      { functionName: "queryAllAdditions", route: "api/additions", query: query("allAdditions", additions, {}) },
    ],
    streams: [
      {
        name: "counter",
        commands: [m.Add, m.AddMany, m.Touch, m.Break, m.Copy, m.Receive],
        events: [m.Added, m.CopyAsked, m.Noted],
        snapshotEvery: 5,
        handlers: counterHandlers(switches),
        onRejected: ["AddRefused"],
        onFailed: ["AddFailed"],
      },
    ],
    readModels: [
      {
        descriptor: counters,
        project: {
          Added: ({ data, envelope }: Of<typeof m.Added>, document?: { total: number }) => {
            if (data.note !== undefined && data.note === switches.projectionThrowsOn) throw new Error("Broken fold.");
            const total = (document?.total ?? 0) + data.amount;
            const parity = total % 2 === 0 ? "even" : "odd";
            return { counterId: data.counterId, total, parity, version: envelope.streamversion };
          },
        },
      },
      {
        descriptor: additions,
        project: {
          Added: ({ data, envelope }: Of<typeof m.Added>) => ({ amount: data.amount, version: envelope.streamversion }),
        },
      },
      {
        descriptor: noted,
        project: {
          Added: ({ data }: Of<typeof m.Added>, document?: { count: number }) => ({
            note: data.note,
            count: (document?.count ?? 0) + 1,
          }),
        },
      },
    ],
    notifiers: [
      {
        message: m.TotalChanged,
        onEvents: ["Added"],
        with: "counters",
        notify: {
          Added: ({ data }: Of<typeof m.Added>, document?: { total: number }) => {
            if (data.note !== undefined && data.note === switches.notifierThrowsOn) throw new Error("Broken notifier.");
            return { recipient: data.counterId, total: document?.total ?? -1 };
          },
        },
      },
    ],
    reactions: [
      {
        name: "copier",
        functionName: "reactCopier",
        on: [m.CopyAsked],
        sends: [m.Receive],
        react: {
          CopyAsked: ({ data }: Message<"CopyAsked", { to: string; amount: number }>) => [
            m.Receive.create({ counterId: data.to, amount: data.amount }),
          ],
        },
      },
    ],
    retry: { commands: policy, projections: policy },
    documents: {
      openapi: async () => ({ openapi: "3.1.0" }),
      asyncapi: async () => ({ asyncapi: "3.1.0" }),
      html: async () => "<!doctype html><title>Tally</title>",
    },
    ...more,
  };
}
