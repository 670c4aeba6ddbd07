import type { Container, OperationInput, RequestOptions } from "@azure/cosmos";
import { statusOf, throttledCode, throttlePatience } from "./errors.ts";
import { type Asking, type CosmosTracing, type Facts, factsOf, factsOfError, told } from "./tracing.ts";

/** What came of one operation on a document. */
export interface OperationOutcome {
  readonly statusCode: number;
  readonly eTag?: string | undefined;
  readonly resourceBody?: object | undefined;
  /** Of a 429 within a bulk request: when to come back, ms. */
  readonly retryAfterMilliseconds?: number | undefined;
  /** Request units of an operation within a bulk request. */
  readonly requestCharge?: number | undefined;
  /** Of a request of its own. */
  readonly facts?: Facts;
}

/** Operations of one bulk request at most: the service's own limit for one physical partition. */
const mostOperations = 100;

/** While a request is under way the next one gathers operations: until that one is answered, until it has this many … */
const enough = 32;
/** … or for this long, ms: a request that is stuck must not hold up the others. */
const longestGathering = 20;

/** The body of a write is known already: the answer need not bring it back. The SDK allows this for bulk requests only. */
const withoutBody: RequestOptions = { contentResponseOnWriteEnabled: false };

interface Waiting {
  readonly operation: OperationInput;
  readonly asking: Asking | undefined;
  readonly resolve: (outcome: OperationOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** Whether a request that failed as a whole may have done it all the same: a refusal then says nothing of who was first. */
  unsure?: true;
  /** When it was first refused for lack of request units, ms of `performance.now()`. */
  throttledSince?: number;
}

/** Wait after a 429 that does not say when to come back, ms. */
const usualThrottle = 100;

/**
 * Sends operations on the documents of one container. Those that are asked for at the same time share a request, in which
 * each stands alone (the service's bulk mode, not a transaction); one by itself goes out as the plain request that it is.
 * A request costs the SDK and the service far more than an operation in it.
 *
 * The SDK repeats what is refused for lack of request units (429), but not in bulk requests: those operations queue up anew.
 *
 * Operations that wait together are in no promised order: whoever needs one awaits the first before asking for the second.
 */
export class OperationQueue {
  readonly #container: Container;
  readonly #tracing: CosmosTracing | undefined;
  #waiting: Waiting[] = [];
  #underWay = 0;
  #scheduled = false;
  #late: NodeJS.Timeout | undefined;

  constructor(container: Container, tracing?: CosmosTracing) {
    this.#container = container;
    this.#tracing = tracing;
  }

  /**
   * Does one operation. A refusal because of what is stored (404, 409, 412) is an outcome.
   * @throws what the SDK throws for everything else
   */
  run(operation: OperationInput): Promise<OperationOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operation, asking: this.#tracing?.asking(), resolve, reject });
      this.#schedule();
    });
  }

  /** Sends at the end of this turn of the event loop: what belongs together is asked for by then. */
  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    if (this.#underWay > 0 && this.#waiting.length < enough) {
      this.#late ??= setTimeout(() => this.#sendNext(), longestGathering);
      return;
    }
    this.#scheduled = true;
    setImmediate(() => this.#sendNext());
  }

  #sendNext(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    this.#scheduled = false;
    const group = this.#waiting.splice(0, mostOperations);
    if (group.length > 0) void this.#send(group);
    this.#schedule();
  }

  async #send(group: readonly Waiting[]): Promise<void> {
    this.#underWay++;
    try {
      const [only] = group;
      if (group.length === 1 && only !== undefined) this.#settle(only, await this.#alone(only));
      else await this.#together(group);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else await this.#failed(group, error);
    } finally {
      this.#underWay--;
      this.#schedule();
    }
  }

  async #together(group: readonly Waiting[]): Promise<void> {
    const operations = group.map(({ operation }) => operation);
    const reads = operations.some(({ operationType }) => operationType === "Read");
    // `executeBulkOperations`, which is to replace this method, holds back a batch that is not full for a whole second.
    const send = () =>
      unwrapped(() => this.#container.items.bulk(operations, { continueOnError: true }, reads ? {} : withoutBody));
    const asking = group.map(({ asking: one }) => one ?? nobody);
    const start = { operation: "bulk", collection: this.#container.id, count: group.length, asking };
    const outcomes = await told(this.#tracing, start, async (tell) => {
      const answers = await send();
      let charge = 0;
      for (const [index, { requestCharge = 0 }] of answers.entries()) {
        charge += requestCharge;
        tell.charge(requestCharge, asking[index] ?? nobody, operationName(operations[index]));
      }
      const throttled = answers.some(({ statusCode }) => statusCode === throttledCode) ? 1 : 0;
      tell.answer({ statusCode: 200, charge, throttled });
      return answers;
    });
    for (const [index, waiting] of group.entries()) {
      const { reject } = waiting;
      const outcome: OperationOutcome | undefined = outcomes[index];
      if (outcome === undefined) reject(missing(this.#container));
      else if (outcome.statusCode < 400 || refusals.has(outcome.statusCode)) this.#settle(waiting, outcome);
      else if (outcome.statusCode !== throttledCode || !this.#again(waiting, outcome.retryAfterMilliseconds)) {
        reject(failure(this.#container, outcome));
      }
    }
  }

  /**
   * A bulk request is one request for each range, and the SDK tells of the first that fails as if all had failed.
   *
   * After a split it (4.10.1) asks both halves of the range, also one that no operation lies in: that request is empty, and refused
   * with 400. So a 400 says nothing of the operations, and each is asked for by itself.
   */
  async #failed(group: readonly Waiting[], error: unknown): Promise<void> {
    for (const waiting of group) waiting.unsure = true;
    if (statusOf(error) === badRequestCode) {
      const one = async (waiting: Waiting) => this.#settle(waiting, await this.#alone(waiting));
      await Promise.all(group.map((waiting) => one(waiting).catch(waiting.reject)));
      return;
    }
    const wait = (error as { retryAfterInMs?: number }).retryAfterInMs;
    for (const waiting of group) {
      if (statusOf(error) !== throttledCode || !this.#again(waiting, wait)) waiting.reject(error);
    }
  }

  /** One operation as a request of its own. */
  #alone({ operation, asking = nobody }: Waiting): Promise<OperationOutcome> {
    const start = { operation: operationName(operation), collection: this.#container.id, asking: [asking] };
    return told(this.#tracing, start, async (tell) => {
      const outcome = await alone(this.#container, operation);
      if (outcome.facts !== undefined) tell.answer(outcome.facts);
      return outcome;
    });
  }

  /** Tells what came of an operation, unless nobody knows. */
  #settle({ operation, unsure, resolve, reject }: Waiting, outcome: OperationOutcome): void {
    const isWrite = operation.operationType !== "Read";
    if (unsure === true && isWrite && refusals.has(outcome.statusCode)) reject(unknown(this.#container));
    else resolve(outcome);
  }

  /** Queues an operation up again that was refused for lack of request units; false when it has waited long enough. */
  #again(waiting: Waiting, wait = usualThrottle): boolean {
    const now = performance.now();
    waiting.throttledSince ??= now;
    if (now + wait - waiting.throttledSince > throttlePatience) return false;
    setTimeout(() => {
      this.#waiting.push(waiting);
      this.#schedule();
    }, wait);
    return true;
  }
}

/** Answers that tell what is stored; everything else above 399 is trouble. */
const refusals = new Set([404, 409, 412]);
/** A request that is wrong in itself. */
const badRequestCode = 400;
/** Nobody knows what came of a request. */
const timeoutCode = 408;
/** Substatus of a 404 that is about the container or database, not about the document. */
const ownerMissing = 1003;

const nobody: Asking = { context: undefined, message: undefined };

/** What OpenTelemetry's conventions call an operation. */
function operationName(operation: OperationInput | undefined): string {
  return `${operation?.operationType.toLowerCase()}_item`;
}

async function alone(container: Container, operation: OperationInput): Promise<OperationOutcome> {
  try {
    const answer = await request(container, operation);
    const { statusCode, substatus, etag, resource } = answer;
    if (statusCode === 404 && substatus === ownerMissing) throw missing(container);
    return { statusCode, eTag: etag, resourceBody: resource, facts: factsOf(answer) };
  } catch (error) {
    const statusCode = statusOf(error);
    const refused = statusCode !== undefined && refusals.has(statusCode);
    // Nothing that a create could miss but its container.
    if (!refused || isOwnerMissing(error) || (statusCode === 404 && operation.operationType === "Create")) throw error;
    return { statusCode, facts: factsOfError(error) };
  }
}

function request(container: Container, operation: OperationInput) {
  switch (operation.operationType) {
    case "Create":
      return container.items.create(operation.resourceBody, { disableAutomaticIdGeneration: true });
    case "Upsert":
      return container.items.upsert(operation.resourceBody);
    case "Read":
      return container.item(operation.id, operation.partitionKey).read();
    case "Replace":
      return container.item(operation.id, operation.partitionKey).replace(operation.resourceBody, {
        ...(operation.ifMatch === undefined
          ? {}
          : { accessCondition: { type: "IfMatch", condition: operation.ifMatch } }),
      });
    default:
      throw new Error(`The operation ${operation.operationType} is not supported here.`);
  }
}

function isOwnerMissing(error: unknown): boolean {
  return (error as { substatus?: unknown } | null)?.substatus === ownerMissing;
}

/** The SDK wraps what a bulk request or a batch met in an error that only has a text. */
export async function unwrapped<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw (error as { cause?: unknown }).cause ?? error;
  }
}

function missing(container: Container): Error {
  return Object.assign(new Error(`The container ${container.id} does not exist.`), { code: 404 });
}

/** Worth another try by whoever knows what it is about, as after any answer that was lost. */
function unknown(container: Container): Error {
  const message = `A bulk request on ${container.id} failed in part, and may have done this operation.`;
  return Object.assign(new Error(message), { code: timeoutCode });
}

function failure(container: Container, { statusCode: code, retryAfterMilliseconds }: OperationOutcome): Error {
  const error = new Error(`An operation of a bulk request on ${container.id} failed.`);
  return Object.assign(error, { code, retryAfterInMs: retryAfterMilliseconds });
}
