import type { AppDefinition } from "eventwright/codegen/v1";
import { defineApp } from "../../../generated/app.ts";
import { handlers } from "../../../handlers/index.ts";

/** Told before hand-written code is called; throwing is what that code does then. */
export type BeforeHandler = (handler: string, messageId: string) => void;

// biome-ignore lint/suspicious/noExplicitAny: hand-written code of any shape.
type Code = (...args: any[]) => any;

/** The example with something before each piece of its hand-written code but the process. */
export function exampleWith(before: BeforeHandler): AppDefinition {
  const app = defineApp(handlers);
  const around = <T extends Readonly<Record<string, Code>>>(handler: string, functions: T, event: number): T =>
    Object.fromEntries(
      Object.entries(functions).map(([name, code]) => [
        name,
        (...args: unknown[]) => {
          const about = args[event] as { readonly envelope?: { readonly id: string } };
          before(`${handler} ${name}`, about.envelope?.id ?? "");
          return code(...args);
        },
      ]),
    ) as T;
  return {
    ...app,
    streams: app.streams.map((stream) => ({
      ...stream,
      handlers: { ...stream.handlers, decide: around("commands", stream.handlers.decide, 0) },
    })),
    readModels: app.readModels.map((model) => ({
      ...model,
      project: around(`projection-${model.descriptor.name}`, model.project, 0),
    })),
    notifiers: app.notifiers.map((notifier) => ({
      ...notifier,
      notify: around(`notifier-${notifier.message.messageName}`, notifier.notify, 0),
    })),
    reactions: app.reactions.map((reaction) => ({
      ...reaction,
      react: around(`reaction-${reaction.name}`, reaction.react, 0),
    })),
  };
}
