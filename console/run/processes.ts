import { sleep } from "../../platform/clock/clock.ts";
import { type AdminAccess, askAdmin } from "./admin.ts";
import type { ProcessesSeen } from "./observations.ts";

const path = "/runtime/webhooks/durabletask/instances";
const tokenHeader = "x-ms-continuation-token";

/** Pause between two looks, milliseconds: the last turn of a process comes after all that it does. */
const pause = 500;

/** The one part of an instance's status that is looked at. */
interface Instance {
  readonly instanceId: string;
  readonly runtimeStatus: string;
}

/**
 * Reads the process instances of these transfers from the management API of Durable Functions, again for as long as there is
 * patience while some have not completed. @returns a reason, when the system does not offer it to us
 */
export async function readProcesses(
  access: AdminAccess,
  transferIds: ReadonlySet<string>,
): Promise<ProcessesSeen | string> {
  const end = access.clock.now() + access.patience;
  for (;;) {
    const found = await readOnce(access);
    if (typeof found === "string") return `the management API: ${found}`;
    const ours = found.filter(({ instanceId }) => namesOne(instanceId, transferIds));
    const left = ours
      .filter(({ runtimeStatus }) => runtimeStatus !== "Completed")
      .map(({ instanceId: id, runtimeStatus: status }) => ({ id, status }));
    if (ours.length === 0 && transferIds.size > 0) return "there are no process instances of these transfers";
    if (left.length === 0 || access.clock.now() >= end) return { looked: ours.length, left };
    await sleep(access.clock, pause);
  }
}

async function readOnce(access: AdminAccess): Promise<Instance[] | string> {
  const all: Instance[] = [];
  for (let token: string | null = null; ; ) {
    const more = token === null ? {} : { [tokenHeader]: token };
    const answer = await askAdmin(access, `${path}?showInput=false&top=1000`, undefined, more);
    if (typeof answer === "string") return answer;
    if (answer.status !== 200 || !Array.isArray(answer.body)) return `it answered status ${answer.status} and no list`;
    all.push(...answer.body.filter(isInstance));
    token = answer.headers.get(tokenHeader);
    if (!token) return all;
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function namesOne(instanceId: string, transferIds: ReadonlySet<string>): boolean {
  return (instanceId.match(uuid) ?? []).some((id) => transferIds.has(id));
}

function isInstance(value: unknown): value is Instance {
  const { instanceId, runtimeStatus } = Object(value) as Record<string, unknown>;
  return typeof instanceId === "string" && typeof runtimeStatus === "string";
}
