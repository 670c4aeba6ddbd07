/** What can be wrong with a template. The codes are stable. */
export type FaultCode =
  | "expression-syntax"
  | "unknown-function"
  | "unsupported-function"
  | "function-arguments"
  | "unknown-parameter"
  | "parameter-missing"
  | "parameter-value"
  | "unknown-variable"
  | "variable-cycle"
  | "unknown-property"
  | "known-too-late"
  | "template-shape"
  | "resource-shape"
  | "resource-name"
  | "duplicate-resource"
  | "dangling-dependency"
  | "missing-dependency"
  | "dependency-cycle"
  | "dangling-resource-id";

/** Something that Azure would refuse, or that would not do what is meant. */
export interface TemplateFault {
  readonly code: FaultCode;
  /** JSON pointer into the template. */
  readonly pointer: string;
  /** Where in the text at the pointer, counted from 0; undefined: all of it. */
  readonly position?: number;
  readonly message: string;
  readonly fix: string;
}

/** What stops an expression. The walker adds the pointer. */
export class ExpressionFault extends Error {
  readonly code: FaultCode;
  readonly fix: string;
  readonly position: number | undefined;

  constructor(code: FaultCode, message: string, fix: string, position?: number) {
    super(message);
    this.code = code;
    this.fix = fix;
    this.position = position;
  }
}

/** A fault in one line, for people. */
export function printFault({ code, pointer, position, message, fix }: TemplateFault): string {
  const at = position === undefined ? "" : ` at character ${position + 1}`;
  return `${pointer === "" ? "/" : pointer}${at}: ${code}: ${message} ${fix}`;
}
