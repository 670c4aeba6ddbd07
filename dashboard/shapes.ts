/** What this server tells its page. Types only. */

/** `GET /dashboard/config`. */
export interface ConfigAnswer {
  readonly signedIn: boolean;
  /** Whether people are asked for a key, and may sign out. */
  readonly asksKey?: boolean;
  /** Address of the app. */
  readonly api?: string;
}
