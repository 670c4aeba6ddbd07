import type { ProcessClient } from "../processes/client.ts";
import type { Publisher, Stores } from "../stores/ports.ts";

/** Called around every call of a store or the publisher. Throwing crashes whoever called; waiting holds it there. */
export type StepHook = (step: string, when: "before" | "after") => void | Promise<void>;

/** The same stores, with a hook around every call, such as `events.append`. Iterators are not instrumented. */
export function instrumentStores(stores: Stores, hook: StepHook): Stores {
  return {
    commands: instrument("commands", stores.commands, hook),
    events: instrument("events", stores.events, hook),
    outcomes: instrument("outcomes", stores.outcomes, hook),
    readModels: instrument("readModels", stores.readModels, hook),
    notifications: instrument("notifications", stores.notifications, hook),
    deadLetters: instrument("deadLetters", stores.deadLetters, hook),
    snapshots: instrument("snapshots", stores.snapshots, hook),
    inbox: instrument("inbox", stores.inbox, hook),
    measures: instrument("measures", stores.measures, hook),
    explorer: stores.explorer,
  };
}

/** The same publisher with a hook around every call. */
export function instrumentPublisher(publisher: Publisher, hook: StepHook): Publisher {
  return instrument("publisher", publisher, hook);
}

/** The same client of running processes with a hook around every call, such as `processes.start`. */
export function instrumentProcesses(client: ProcessClient, hook: StepHook): ProcessClient {
  return instrument("processes", client, hook);
}

const iterators = new Set(["streams", "scan", "parkedOf", "letters", "due"]);

function instrument<T extends object>(name: string, target: T, hook: StepHook): T {
  return new Proxy(target, {
    get(object, property) {
      const member: unknown = Reflect.get(object, property);
      if (typeof member !== "function" || typeof property !== "string") return member;
      if (iterators.has(property)) return member.bind(object);
      return async (...args: unknown[]) => {
        const step = `${name}.${property}`;
        await hook(step, "before");
        const answer: unknown = await member.apply(object, args);
        await hook(step, "after");
        return answer;
      };
    },
  });
}
