import { type Clock, sleep } from "../../platform/clock/clock.ts";
import type { Call, Reply } from "../cosmos/http/exchange.ts";
import type { FaultSource } from "./faults.ts";

/** Longest delay of a slow answer, ms. */
const slowest = 1_000;

/** Longest time that a throttled client is told to wait, ms. */
const longestRetryAfter = 500;

/** The client gets no answer: its connection is cut. */
export class ConnectionDropped extends Error {
  override readonly name = "ConnectionDropped";
}

/**
 * Answers one request for documents with the fault that is planned for it, else as `answer` does.
 * @throws ConnectionDropped, and what `answer` throws
 */
export async function answerWithFaults(
  call: Call,
  faults: FaultSource<"cosmos">,
  clock: Clock,
  answer: () => Reply | Promise<Reply>,
): Promise<Reply> {
  if (call.segments[4] !== "docs") return answer();
  const fault = faults.next(`${call.method} ${call.segments.join("/")}`);
  switch (fault?.kind) {
    case undefined:
      return answer();
    case "throttled":
      return refusal(429, "TooManyRequests", "3200", {
        "x-ms-retry-after-ms": String(Math.ceil(fault.size * longestRetryAfter)),
      });
    case "unavailable":
      return refusal(503, "ServiceUnavailable", "0");
    case "slow":
      await sleep(clock, fault.size * slowest);
      return answer();
    case "dropped-before-commit":
      throw new ConnectionDropped();
    case "dropped-after-commit":
      await answer();
      throw new ConnectionDropped();
  }
}

function refusal(status: number, code: string, substatus: string, more: Record<string, string> = {}): Reply {
  const body = JSON.stringify({ code, message: "Made up by the faults of the local Cosmos DB." });
  return { status, headers: { "x-ms-substatus": substatus, ...more }, body };
}
