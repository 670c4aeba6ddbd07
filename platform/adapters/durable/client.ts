import type { DurableClient, OrchestrationFilter } from "durable-functions";
import type { ProcessClient, ProcessStatus, StandingProcess } from "../../processes/client.ts";
import { messageEvent, type ProcessInput } from "../../processes/orchestration.ts";

/** The states that an instance does not leave by itself. */
const finished = new Set(["Completed", "Failed", "Terminated", "Canceled"]);

/** The states of what has not ended well. */
const underWay: readonly StandingProcess["status"][] = ["Pending", "Running", "Suspended", "Failed"];

/** Running processes behind the SDK's client. */
export function durableProcessClient(
  client: Pick<DurableClient, "getStatus" | "getStatusBy" | "startNew" | "raiseEvent">,
): ProcessClient {
  return {
    async status(instanceId) {
      const status = await unless(/HTTP 404/, () => client.getStatus(instanceId, { showInput: true }));
      return status && statusOf(instanceId, status.runtimeStatus, status.input);
    },
    async start(orchestrator, instanceId, input) {
      const id = await unless(/status code: 409/, () => client.startNew(orchestrator, { instanceId, input }));
      return id === undefined ? "exists" : "started";
    },
    async raise(instanceId, message) {
      // The SDK says the same of 202 and 410: an instance that has finished needs no message.
      const raised = await unless(/No instance with ID/, async () => {
        await client.raiseEvent(instanceId, messageEvent, message);
        return true;
      });
      return raised ? "raised" : "missing";
    },
    async standing() {
      const filter = { runtimeStatus: [...underWay], showInput: false };
      const found = await client.getStatusBy(filter as unknown as OrchestrationFilter);
      return found.map(({ name, runtimeStatus, createdTime }) => ({
        orchestrator: name,
        status: runtimeStatus as StandingProcess["status"],
        created: new Date(createdTime).getTime(),
      }));
    },
  };
}

function statusOf(instanceId: string, runtimeStatus: string, raw: unknown): ProcessStatus {
  const input = (typeof raw === "string" ? JSON.parse(raw) : raw) as Partial<ProcessInput> | null;
  if (typeof input?.started?.id !== "string") {
    throw new Error(`The instance ${instanceId} was not started by a process manager: its input has no event.`);
  }
  return { finished: finished.has(runtimeStatus), input: input as ProcessInput };
}

/** undefined when the SDK throws what means so; it tells statuses apart by their text only. */
async function unless<T>(pattern: RegExp, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && pattern.test(error.message)) return undefined;
    throw error;
  }
}
