import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a contract asks of callers. */
interface Asks {
  readonly keys: boolean;
  readonly tokens: boolean;
}

/**
 * Sentences about a system that is told to ask callers for more than its contract does; none when both are of one mind.
 * @param asked what the system was started with
 */
export function beyondContract(projectDir: string, asked: Asks): readonly string[] {
  const contract = asksOf(projectDir);
  return [
    ...(asked.tokens && !contract.tokens
      ? [
          "Tokens: the contract asks for none. Here every command, query and notification asks for one all the same, of the issuer above",
          "and with any scopes. On Azure the parameter apiTokens decides; `security` of operations in asyncapi.yaml makes it the contract's.",
        ]
      : []),
    ...(asked.keys && !contract.keys
      ? [
          "Keys: the contract asks for none, so that only the admin API and webhooks do. `security` of a server in asyncapi.yaml, with an",
          "httpApiKey named x-functions-key, asks everybody for one.",
        ]
      : []),
  ];
}

/** The OpenAPI document lists the schemes that are asked for, under the names that the generator gives them. */
function asksOf(projectDir: string): Asks {
  try {
    const document = JSON.parse(readFileSync(join(projectDir, "generated", "openapi.json"), "utf8")) as {
      readonly components?: { readonly securitySchemes?: Readonly<Record<string, unknown>> };
    };
    const schemes = document.components?.securitySchemes ?? {};
    return { keys: "functionKey" in schemes, tokens: "token" in schemes };
  } catch {
    // Nothing is said of a contract that cannot be read.
    return { keys: true, tokens: true };
  }
}
