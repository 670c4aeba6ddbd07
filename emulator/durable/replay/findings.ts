/** Something in an orchestration that Azure treats badly and silently. */
export interface Finding {
  /** Stable, for programs. */
  readonly code:
    | "unknown-function"
    | "event-name-case"
    | "retry-timeout"
    | "parallel-retry-ids"
    | "task-started-again"
    | "waits-after-end"
    | "waits-behind-failure"
    | "events-dropped"
    | "events-unread"
    | "event-not-awaited"
    | "timer-open"
    | "long-timer-race";
  readonly text: string;
  /** Whether Azure would hang or corrupt: the strict profile then fails the instance with the text. */
  readonly fatal: boolean;
}
