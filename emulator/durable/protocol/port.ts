/** What a durable function is called with. */
export interface DurableCall {
  /** Text of the trigger's value, JSON; undefined for an activity without input. */
  readonly data: string | undefined;
  readonly instanceId: string;
}

/** How a call of a durable function ended. */
export type DurableOutcome =
  /** `result` is JSON text, or null when the function returned nothing. */
  | { readonly kind: "succeeded"; readonly result: string | null }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string }
  /** Nobody knows how far it came: the worker died. It is called again once `Functions.ready` resolves. */
  | { readonly kind: "lost"; readonly reason: string };

/** Calls a function of the app: the only way in which the engine reaches it. Never throws. */
export type Invoke = (functionName: string, call: DurableCall) => Promise<DurableOutcome>;

/** Names of the app's enabled durable functions, as registered. */
export interface DurableFunctions {
  readonly orchestrators: readonly string[];
  readonly activities: readonly string[];
  readonly entities: readonly string[];
}

/** What a function can be to the engine. */
export type FunctionKind = "orchestrator" | "activity" | "entity";

/** Looks functions up as Azure does: ignoring case. */
export class FunctionTable {
  readonly #byKind: Record<FunctionKind, Map<string, string>>;

  constructor(functions: DurableFunctions) {
    const table = (names: readonly string[]) => new Map(names.map((name) => [name.toLowerCase(), name]));
    this.#byKind = {
      orchestrator: table(functions.orchestrators),
      activity: table(functions.activities),
      entity: table(functions.entities),
    };
  }

  /** The registered name of a function, or undefined when there is none of that kind. */
  find(kind: FunctionKind, name: string): string | undefined {
    return this.#byKind[kind].get(name.toLowerCase());
  }

  /** What the Durable Functions extension says about a function that is not there. */
  unknown(kind: FunctionKind, name: string): string {
    const known = [...this.#byKind[kind].values()].map((each) => `'${each}'`).join(", ");
    return `The function '${name}' doesn't exist, is disabled, or is not an ${kind} function. ${known === "" ? `There is no ${kind} function.` : `The following are the known ${kind} functions: ${known}.`}`;
  }
}

/**
 * How to treat what Azure leaves hanging without a word: "strict" fails or warns and names it, "azure" behaves as Azure does
 * and only warns.
 */
export type Profile = "strict" | "azure";

/** Replay schema that the engine offers to the library. Extension builds before mid-2026 offer V3. */
export type ReplaySchema = "V2" | "V3" | "V4";
