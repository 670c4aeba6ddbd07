import { type Contract, commandsOf, eventsOfProcess } from "../../model/contract.ts";

/**
 * The events that can happen: produced by commands that clients send, or that a reaction or a process sends because of
 * events that can happen. Each message is looked at once.
 */
export function reachableEvents(contract: Contract): ReadonlySet<string> {
  const commands = new Map(commandsOf(contract).map((command) => [command.name, command]));
  const reachable = new Set<string>();
  const sent = new Set<string>();
  const waiting = [...commands.values()].filter(({ endpoint }) => endpoint !== undefined).map(({ name }) => name);
  const senders = new Map<string, string[]>();
  const register = (event: string, sends: readonly string[]) =>
    void senders.set(event, [...(senders.get(event) ?? []), ...sends]);
  for (const { on, sends } of contract.reactions) for (const event of on) register(event, sends);
  // A process sends once it was started; what it waits for later is not needed for its first command.
  for (const process of contract.processes) {
    for (const event of process.startedBy.length > 0 ? process.startedBy : eventsOfProcess(process)) {
      register(event, process.sends);
    }
  }
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sent.has(name)) continue;
    sent.add(name);
    for (const event of commands.get(name)?.produces ?? []) {
      if (reachable.has(event)) continue;
      reachable.add(event);
      waiting.push(...(senders.get(event) ?? []));
    }
  }
  return reachable;
}
