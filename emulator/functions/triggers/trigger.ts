/** What calls one function. */
export interface Trigger {
  /**
   * Begins to listen.
   * @throws when it never could: names the function and the fix
   */
  start(): Promise<void>;
  /** Ends listening; resolves when calls under way have ended. */
  stop(): Promise<void>;
}
