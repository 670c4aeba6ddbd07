/** One input of a form. What is not a plain value is edited as JSON. */
export interface FormInput {
  readonly name: string;
  readonly type: "text" | "number" | "boolean" | "choice" | "json";
  readonly place: "body" | "path" | "query";
  readonly required?: boolean;
  readonly choices?: readonly unknown[];
  /** What the browser itself checks. */
  readonly step?: number;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Wanted by a format, such as `uuid`: a new one can be made. */
  readonly format?: string;
}

/** A request that a page can send. */
export interface FormRequest {
  readonly method: string;
  /** Below the service's address, with parameters in braces. */
  readonly path: string;
  readonly inputs: readonly FormInput[];
  readonly keyed: boolean;
  /** Whether it needs an access token. */
  readonly tokens: boolean;
  /** Whether the answer only says that it was taken, so that the outcome has to be asked for. */
  readonly follow: boolean;
}
