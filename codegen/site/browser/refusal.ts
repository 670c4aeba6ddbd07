import { element } from "./element.ts";

/** What whoever was refused can do about it; undefined: it was no refusal of the caller. */
export function adviceOn(response: Response, value: unknown): readonly (Node | string)[] | undefined {
  const code = memberOf(value, "code");
  switch (response.status) {
    case 401:
      if (typeof code !== "string") return ["The function key is missing or wrong."];
      return code === "token-expired"
        ? ["The token was good once. Get a new one, and put it into the form."]
        : [
            "Put an access token of this instance's issuer into the form. A local system's is printed by ",
            tokenCommand(),
          ];
    case 403: {
      const scopes = memberOf(value, "scopes");
      if (!Array.isArray(scopes))
        return ["The token is good, and what was asked for belongs to somebody else, or is not there."];
      const named = scopes.flatMap((scope) => [" ", element("code", {}, String(scope))]);
      return ["The token is good, and does not have what this needs:", ...named];
    }
    case 429: {
      const seconds = response.headers.get("retry-after");
      return [`Too many requests. Try again ${seconds === null ? "later" : `in ${seconds} s`}.`];
    }
    default:
      return undefined;
  }
}

function tokenCommand(): HTMLElement {
  return element("code", {}, "npm run -s token -- --as anna");
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
