import type { AppDefinition } from "../app/definition.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import type { TopologyAnswer, TopologyMessage } from "./shapes.ts";

const namesOf = (messages: readonly AnyMessageClass[]) => messages.map(({ messageName }) => messageName);

/** What the contract connects with what. */
export function topologyOf(app: AppDefinition): TopologyAnswer {
  const { name, title, version, topic } = app.service;
  const paths = new Map(app.commandEndpoints.map(({ message, route }) => [message.messageName, `/${route}`]));
  return {
    service: { name, title, version, topic },
    messages: app.messages.flatMap((message) => messageOf(message, paths.get(message.messageName))),
    streams: app.streams.map((stream) => ({
      name: stream.name,
      commands: namesOf(stream.commands),
      events: namesOf(stream.events),
      tells: [...new Set([...stream.onRejected, ...stream.onFailed])],
    })),
    readModels: app.readModels.map(({ descriptor }) => ({ name: descriptor.name, events: descriptor.folds })),
    notifiers: app.notifiers.map(({ message, onEvents, onProcessFailed }) => ({
      name: message.messageName,
      events: onEvents,
      processes: onProcessFailed ?? [],
    })),
    reactions: app.reactions.map(({ name, on, sends }) => ({ name, on: namesOf(on), sends: namesOf(sends) })),
    processes: (app.processes ?? []).map(({ name, version, startedBy, waitsFor, sends }) => ({
      ...{ name, version },
      startedBy: namesOf(startedBy),
      waitsFor: namesOf(waitsFor),
      sends: namesOf(sends),
    })),
  };
}

function messageOf(message: AnyMessageClass, path: string | undefined): readonly TopologyMessage[] {
  const { messageName: name, kind, version, visibility } = message;
  // What a contract does not tell the kind of is part of no flow.
  if (kind === "message") return [];
  return [{ name, kind, version, public: visibility === "public", ...(path !== undefined && { path }) }];
}
