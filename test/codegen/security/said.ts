import { runInNewContext } from "node:vm";

/** What a line of a generated `app.ts` says of callers; undefined when it says nothing. */
export function securityOfEndpoint<T>(app: string, functionName: string): T | undefined {
  return securityIn(app.split("\n").find((line) => line.includes(`functionName: "${functionName}"`)) ?? "");
}

/** What the service of a generated `app.ts` says of callers. */
export function securityOfService<T>(app: string): T | undefined {
  return securityIn(serviceOf(app));
}

/** The lines of the service of a generated `app.ts`. */
export function serviceOf(app: string): string {
  return app.slice(app.indexOf("service: {"), app.indexOf("rejections: {"));
}

/** The value of the member `security` of a piece of code; undefined when there is none. */
function securityIn<T>(code: string): T | undefined {
  const start = code.indexOf("security: {");
  if (start < 0) return undefined;
  const from = start + "security: ".length;
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === "{") depth++;
    if (code[at] === "}" && --depth === 0) {
      return JSON.parse(runInNewContext(`JSON.stringify(${code.slice(from, at + 1)})`)) as T;
    }
  }
  throw new Error(`no end: ${code}`);
}
