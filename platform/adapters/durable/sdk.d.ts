/**
 * The part of the SDK that runs an orchestrator over a history. It is what `df.app.orchestration` puts around a handler;
 * the package's entry has no name for it, and loads the HTTP client of the management API besides.
 */
declare module "durable-functions/lib/src/orchestrations/Orchestrator.js" {
  class Orchestrator {
    constructor(handler: (context: { readonly df: unknown }) => Generator<unknown, unknown, unknown>);
    /**
     * Runs the orchestrator from the beginning of the history that the trigger brings.
     * @returns the actions that it has asked for so far and, at its end, its output
     * @throws Error with the state in its message when the orchestrator threw
     */
    handle(trigger: unknown, context: object): Promise<unknown>;
  }

  export { Orchestrator };
}
