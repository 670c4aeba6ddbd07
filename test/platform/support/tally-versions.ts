import type { AppDefinition } from "../../../platform/app/definition.ts";
import { defineMessage } from "../../../platform/messages/define-message.ts";
import type { EarlierVersion, Message } from "../../../platform/messages/message-class.ts";
import { reject } from "../../../platform/streams/stream.ts";
import * as m from "./messages.ts";
import { type Switches, tally } from "./tally.ts";

/** The last day of every first version. */
export const sunset = "2026-06-30";

const first = (name: string, fields: Parameters<typeof m.validator>[0]): EarlierVersion => ({
  version: 1,
  type: `tally.${name}.v1`,
  schemaId: `https://tally.example/${name}.v1.json`,
  sunset,
  validator: m.validator(fields),
});

const second = (name: string, fields: Parameters<typeof m.validator>[0]) => ({
  version: 2,
  type: `tally.${name}.v2`,
  schemaId: `https://tally.example/${name}.v2.json`,
  earlier: [first(name, fields)],
});

const { text, whole, optional } = m;
const firstAdd = { counterId: text, amount: whole, note: optional(text) };
const secondAdd = { counterId: text, by: whole, note: text };

type AddData = { counterId: string; by: number; note: string };
export class Add extends defineMessage<"Add", AddData>(
  m.describe("command", "Add", secondAdd, { dedupe: "payload", ...second("Add", firstAdd) }),
) {}
export class Added extends defineMessage<"Added", AddData>(
  m.describe("event", "Added", secondAdd, second("Added", firstAdd)),
) {}
export class CopyAsked extends defineMessage<"CopyAsked", { counterId: string; target: string; amount: number }>(
  m.describe(
    "event",
    "CopyAsked",
    { counterId: text, target: text, amount: whole },
    second("CopyAsked", { counterId: text, to: text, amount: whole }),
  ),
) {}
export class TotalChanged extends defineMessage<"TotalChanged", { recipient: string; sum: number }>(
  m.describe(
    "notification",
    "TotalChanged",
    { recipient: text, sum: whole },
    second("TotalChanged", { recipient: text, total: whole }),
  ),
) {}

/** Switches for conversions that misbehave, besides those of hand-written code. */
export interface CasterSwitches extends Switches {
  /** Added events whose note is this cannot be brought up. */
  upcasterThrowsOn?: string;
  /** Nor these down. */
  downcasterThrowsOn?: string;
  /** These become invalid on the way down. */
  downcasterLies?: string;
}

type FirstAdd = { counterId: string; amount: number; note?: string };
const newer = ({ counterId, amount, note = "none" }: FirstAdd) => ({ counterId, by: amount, note });
const older = ({ counterId, by, note }: AddData) => ({ counterId, amount: by, note });

/**
 * The contract of `tally` a while later: `amount` is called `by` and always has a note, copies have a target, notifications a sum.
 * Hand-written code knows the second versions only.
 */
export function tallyLater(switches: CasterSwitches = {}, more: Partial<AppDefinition> = {}): AppDefinition {
  const before = tally(switches);
  const [stream] = before.streams;
  if (stream === undefined) throw new Error("The tally has a stream.");
  const replaced = [Add, Added, CopyAsked, TotalChanged];
  const now = <T extends { readonly messageName: string }>(message: T) =>
    replaced.find(({ messageName }) => messageName === message.messageName) ?? message;
  const total = (document: { total: number } | undefined, by: number) => (document?.total ?? 0) + by;
  return {
    ...before,
    messages: before.messages.map(now),
    commandEndpoints: before.commandEndpoints.map((endpoint) => ({ ...endpoint, message: now(endpoint.message) })),
    streams: [
      {
        ...stream,
        commands: stream.commands.map(now),
        events: stream.events.map(now),
        handlers: {
          ...stream.handlers,
          decide: {
            ...stream.handlers.decide,
            Add: ({ data }: Message<"Add", AddData>, state: { total: number }) =>
              state.total + data.by > 1000 ? reject("too-much") : [Added.create(data)],
            Copy: ({ data }: Message<"Copy", { counterId: string; to: string }>, state: { total: number }) => [
              CopyAsked.create({ counterId: data.counterId, target: data.to, amount: state.total }),
            ],
            Receive: ({ data }: Message<"Receive", { counterId: string; amount: number }>) => [
              Added.create({ counterId: data.counterId, by: data.amount, note: "copy" }),
            ],
          },
          evolve: {
            ...stream.handlers.evolve,
            Added: (state: { total: number }, { data }: Message<"Added", AddData>) => ({
              total: state.total + data.by,
            }),
          },
        },
      },
    ],
    readModels: before.readModels.map(({ descriptor }) => ({
      descriptor,
      project: {
        Added: ({ data, envelope }: Message<"Added", AddData>, document?: { total: number }) => ({
          counterId: data.counterId,
          note: data.note,
          total: total(document, data.by),
          version: envelope.streamversion,
        }),
      },
    })),
    notifiers: before.notifiers.map((notifier) => ({
      ...notifier,
      message: TotalChanged,
      notify: {
        Added: ({ data }: Message<"Added", AddData>, document?: { total: number }) => ({
          recipient: data.counterId,
          sum: document?.total ?? -data.by,
        }),
      },
    })),
    reactions: before.reactions.map((reaction) => ({
      ...reaction,
      on: [CopyAsked],
      react: {
        CopyAsked: ({ data }: Message<"CopyAsked", { target: string; amount: number }>) => [
          m.Receive.create({ counterId: data.target, amount: data.amount }),
        ],
      },
    })),
    upcasters: {
      Add: { from1: newer },
      Added: {
        from1(data: FirstAdd) {
          if (data.note !== undefined && data.note === switches.upcasterThrowsOn) throw new Error("Broken upcaster.");
          return newer(data);
        },
      },
      CopyAsked: { from1: ({ to, ...data }: { to: string }) => ({ ...data, target: to }) },
      TotalChanged: { from1: ({ recipient, total }) => ({ recipient, sum: total }) },
    },
    downcasters: {
      Added: {
        to1(data: AddData) {
          if (data.note === switches.downcasterThrowsOn) throw new Error("Broken down-conversion.");
          return data.note === switches.downcasterLies ? { ...older(data), amount: 0.5 } : older(data);
        },
      },
      CopyAsked: { to1: ({ target, ...data }: { target: string }) => ({ ...data, to: target }) },
      TotalChanged: { to1: ({ recipient, sum }) => ({ recipient, total: sum }) },
    },
    ...more,
  };
}
