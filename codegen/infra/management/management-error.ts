/** What keeps the management API from answering what is asked. */
export class ManagementError extends Error {
  /** HTTP status; 0: no answer at all. */
  readonly status: number;
  readonly code: string;
  /** What it was refused to do, when it was refused for want of a role. */
  readonly action: string | undefined;
  readonly scope: string | undefined;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
    // The only place where Azure names them is the sentence.
    this.action = /action '([^']+)'/.exec(message)?.[1];
    this.scope = /over scope '([^']+)'/.exec(message)?.[1];
  }
}

/** The built-in role with the fewest rights that allows an action (learn.microsoft.com, "Azure built-in roles"). */
export function roleFor(action: string | undefined): string {
  return /\/action$/i.test(action ?? "") ? "Website Contributor" : "Reader";
}
