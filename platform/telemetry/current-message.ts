import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** Does something on behalf of a message: what the stores charge for it is told by the message's name. */
export function onBehalfOf<T>(messageName: string, work: () => T): T {
  return current.run(messageName, work);
}

/** The name of the message that is handled just now; undefined when it is none, or several together. */
export function currentMessage(): string | undefined {
  return current.getStore();
}
