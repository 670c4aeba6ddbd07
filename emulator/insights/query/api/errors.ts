import type { InsightsAnswer } from "../../http.ts";
import type { KqlError, KqlErrorKind } from "../error.ts";

/** An error that is not about the query. */
export const apiError = (status: number, code: string, message: string): InsightsAnswer => ({
  status,
  body: { error: { code, message } },
});

/** How Azure words each kind: the code and message of the middle error, and the code of the inner one. */
const words: Readonly<Record<KqlErrorKind, readonly [code: string, message: string, inner: string]>> = {
  syntax: ["SyntaxError", "A recognition error occurred in the query.", "SYN0002"],
  semantic: ["SemanticError", "A semantic error occurred.", "SEM0100"],
  unsupported: ["NotSupportedLocally", "The local query engine cannot answer this query; Azure can.", "LOCAL0001"],
  limit: ["QueryLimitsExceeded", "The query asks for too much.", "LOCAL0002"],
  runtime: ["QueryExecutionError", "The query could not be carried out.", "LOCAL0003"],
};

/** An error about the query, as Azure nests it; the innermost one says what and where. */
export function queryError(error: KqlError, query: string): InsightsAnswer {
  const [code, message, inner] = words[error.kind];
  const where = error.place && {
    line: error.place.line,
    pos: error.place.column - 1,
    token: /^\S*/.exec(query.slice(error.at))?.[0] ?? "",
  };
  return {
    status: 400,
    body: {
      error: {
        code: "BadArgumentError",
        message: "The request had some invalid properties",
        innererror: {
          code,
          message,
          innererror: { code: inner, message: error.message, localCode: error.code, ...where },
        },
      },
    },
  };
}
