import { byCodeUnit } from "../json/json.ts";
import { type Command, type Contract, type Notification, notificationsOf, type Stream } from "../model/contract.ts";
import { messagesOfStream, streamFile, streamTypes } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { generic, literal, union } from "./typescript/literals.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** For each stream the interface that its hand-written code is checked against. */
export function renderStreams(contract: Contract): readonly (readonly [path: string, text: string])[] {
  return contract.streams.map((stream) => [streamFile(stream), renderStream(contract, stream)]);
}

function renderStream(contract: Contract, stream: Stream): string {
  const module = new TypeScriptModule(streamFile(stream), contract.file);
  const { commands, events } = messagesOfStream(contract, stream);
  const types = streamTypes(stream);
  const rejections = [...new Set(commands.flatMap((command) => command.rejections))].sort(byCodeUnit);
  const outcomes = notificationsOf(contract).filter(({ onOutcome }) => onOutcome !== undefined);
  const deciders = commands.map((command) => entry(command, decider(module, contract, command)));
  const folds = events.map((event) =>
    entry(event, `${module.platformType("Evolve")}<State, ${module.messageType(event.name)}>`),
  );
  const notifiers = outcomes.map((notification) => entry(notification, notifier(module, notification, types)));
  const body = [
    docComment(`The commands of the stream ${stream.name}.`, ""),
    `export type ${types.command} = ${union(commands.map(({ name }) => module.messageType(name)))};\n`,
    docComment(`The events of the stream ${stream.name}.`, ""),
    `export type ${types.event} = ${union(events.map(({ name }) => module.messageType(name)))};\n`,
    docComment(`Why a command of the stream ${stream.name} may be refused.`, ""),
    `export type ${types.rejection} = ${union(rejections.map(literal))};\n\n`,
    docComment(`What you write for the stream ${stream.name}. ${stream.description}`, ""),
    `export interface ${types.stream}<State> {\n`,
    "  /** The state before the first event. */\n  readonly initialState: () => State;\n",
    group("One decider a command.", "decide", deciders),
    group("One fold an event.", "evolve", folds),
    outcomes.length === 0 ? "" : group("One notifier a notification of outcomes.", "notify", notifiers),
    "}",
  ];
  return module.print(body.join(""));
}

function group(comment: string, name: string, entries: readonly string[]): string {
  const content = entries.length === 0 ? "Readonly<Record<string, never>>" : `{\n${entries.join("")}  }`;
  return `  /** ${comment} */\n  readonly ${name}: ${content};\n`;
}

function entry({ name, summary }: { readonly name: string; readonly summary: string }, type: string): string {
  return `${docComment(summary, "    ")}    readonly ${name}: ${type};\n`;
}

function decider(module: TypeScriptModule, contract: Contract, command: Command): string {
  const events = contract.messages.filter(({ name }) => command.produces.includes(name));
  const drafts = union(
    events.map((event) => module.draft(event)),
    "    ",
  );
  const parts = ["State", module.messageType(command.name), drafts];
  if (command.rejections.length > 0) parts.push(union([...command.rejections].sort(byCodeUnit).map(literal), "    "));
  return generic(module.platformType("Decide"), parts, "    ", command.name.length + 15);
}

function notifier(
  module: TypeScriptModule,
  notification: Notification,
  types: { readonly command: string; readonly rejection: string },
): string {
  const data = module.dataType(notification.payload);
  if (notification.onOutcome === "failed") {
    return `${module.platformType("NotifyFailed")}<State, ${types.command}, ${data}>`;
  }
  return `${module.platformType("NotifyRejected")}<State, ${types.command}, ${types.rejection}, ${data}>`;
}
