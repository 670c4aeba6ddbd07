import type { IncomingMessage, ServerResponse } from "node:http";
import { type Operator, OrderRefused, readOrder } from "../../chaos/operator.ts";
import { readJson, sendJson } from "./json.ts";
import { opens } from "./keys.ts";
import { ProblemError } from "./problems.ts";

/** Who carries out what is ordered at `/admin/faults`, and the key that opens it. */
export interface OperatorDoor {
  readonly key: string;
  /** Undefined until the system is up. */
  readonly operator: () => Operator | undefined;
}

/**
 * Answers `/admin/faults`, which only a local host has that `npm start` runs: GET tells how the local Azure stands, POST orders
 * one thing and tells it again. It asks for the master key also where the app's endpoints ask for none: it breaks things.
 */
export async function answerFaults(
  door: OperatorDoor | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (door === undefined) {
    throw new ProblemError(404, "no-operator", "This host has no local Azure around it; `npm start` has one.");
  }
  const key = request.headers["x-functions-key"];
  if (!opens(typeof key === "string" ? key : undefined, [door.key])) {
    throw new ProblemError(
      401,
      "no-key",
      "Ordering faults needs the master key in the header x-functions-key; it stands in keys.json of the data folder.",
    );
  }
  const operator = door.operator();
  if (operator === undefined) throw new ProblemError(503, "starting", "The local Azure is starting.");
  if (request.method === "POST") {
    const body = await readJson(request, 10_000);
    try {
      await operator.carryOut(readOrder(body));
    } catch (error) {
      if (error instanceof OrderRefused) throw new ProblemError(400, "invalid-order", error.message);
      throw error;
    }
  } else if (request.method !== "GET") {
    throw new ProblemError(404, "not-found", "Faults are looked at with GET and ordered with POST.");
  }
  sendJson(response, 200, await operator.report());
}
