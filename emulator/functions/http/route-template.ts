import { type Constraint, constraintOf } from "./route-constraints.ts";

interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly catchAll: boolean;
  readonly default: string | undefined;
  readonly constraints: readonly Constraint[];
}

type Part = string | Parameter;

/** A route template of the classic ASP.NET kind, ready to match. */
export interface RouteTemplate {
  readonly text: string;
  /** Route values when the path matches, else undefined. Segments are decoded already. */
  match(segments: readonly string[]): Readonly<Record<string, string>> | undefined;
}

/**
 * Reads a template: literals, `{p}`, `{p?}`, `{p=default}`, `{*rest}`, constraints after colons, several parts in a segment.
 * @throws naming what is wrong with it
 */
export function parseRouteTemplate(text: string): RouteTemplate {
  const segments = splitSegments(text).map((segment) => parseSegment(segment, text));
  const names = segments.flat().flatMap((part) => (typeof part === "string" ? [] : [part.name.toLowerCase()]));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Route "${text}" has the parameter "${twice}" more than once.`);
  const early = segments.slice(0, -1).flat();
  if (early.some((part) => typeof part !== "string" && part.catchAll)) {
    throw new Error(`Route "${text}" has a catch-all parameter before its end.`);
  }
  return { text, match: (path) => matchSegments(segments, path) };
}

/** Splits at slashes outside of braces, so that a regex constraint may hold a slash. */
function splitSegments(text: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let current = "";
  for (const char of text.replace(/^\/+|\/+$/g, "")) {
    if (char === "{") depth++;
    if (char === "}") depth--;
    if (char === "/" && depth === 0) {
      segments.push(current);
      current = "";
    } else current += char;
  }
  if (depth !== 0) throw new Error(`Route "${text}" has an unmatched brace.`);
  return current === "" && segments.length === 0 ? [] : [...segments, current];
}

function parseSegment(segment: string, template: string): Part[] {
  const parts: Part[] = [];
  let index = 0;
  while (index < segment.length) {
    const open = segment.indexOf("{", index);
    if (open < 0) {
      parts.push(segment.slice(index));
      break;
    }
    if (open > index) parts.push(segment.slice(index, open));
    let close = open;
    for (let depth = 0; close < segment.length; close++) {
      if (segment[close] === "{") depth++;
      if (segment[close] === "}" && --depth === 0) break;
    }
    parts.push(parseParameter(segment.slice(open + 1, close), template));
    index = close + 1;
  }
  if (parts.length > 1 && parts.some((part) => typeof part !== "string" && part.catchAll)) {
    throw new Error(`Route "${template}": a catch-all parameter must be a whole segment.`);
  }
  return parts;
}

function parseParameter(inner: string, template: string): Parameter {
  const match = /^(\*{0,2})([^:=?*{}/]+)((?::[^:=?(]+(?:\((?:[^()]|\([^()]*\))*\))?)*)(\?|=.*)?$/.exec(inner);
  if (match === null) throw new Error(`Route "${template}" has the parameter "{${inner}}", which cannot be read.`);
  const [, stars = "", name = "", constraints = "", tail = ""] = match;
  return {
    name: name.trim(),
    catchAll: stars !== "",
    optional: tail === "?",
    default: tail.startsWith("=") ? tail.slice(1) : undefined,
    constraints: [...constraints.matchAll(/:([^:=?(]+)(?:\(((?:[^()]|\([^()]*\))*)\))?/g)].map(
      ([, kind = "", argument]) => {
        // Braces are doubled inside a template.
        const constraint = constraintOf(
          kind.trim().toLowerCase(),
          argument?.replaceAll("{{", "{").replaceAll("}}", "}"),
        );
        if (constraint === undefined) {
          throw new Error(`Route "${template}" has the constraint "${kind}" on "${name}", which does not exist.`);
        }
        return constraint;
      },
    ),
  };
}

function matchSegments(segments: readonly Part[][], path: readonly string[]): Record<string, string> | undefined {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [index, parts] of segments.entries()) {
    const [only] = parts;
    if (parts.length === 1 && typeof only === "object") {
      const given = only.catchAll ? path.slice(index).join("/") : path[index];
      if (!assign(only, given, values)) return undefined;
      if (only.catchAll) return values;
    } else if (!matchMixed(parts, path[index], values)) return undefined;
  }
  return path.length > segments.length ? undefined : values;
}

function assign(parameter: Parameter, given: string | undefined, values: Record<string, string>): boolean {
  if (given === undefined || given === "") {
    if (parameter.default !== undefined) values[parameter.name] = parameter.default;
    return parameter.optional || parameter.catchAll || parameter.default !== undefined;
  }
  values[parameter.name] = given;
  return parameter.constraints.every((constraint) => constraint(given));
}

function matchMixed(parts: readonly Part[], given: string | undefined, values: Record<string, string>): boolean {
  if (given === undefined) return false;
  const literal = parts.length === 1 ? parts[0] : undefined;
  if (typeof literal === "string") return literal.toLowerCase() === given.toLowerCase();
  const source = parts.map((part) => (typeof part === "string" ? quote(part) : "(.+)")).join("");
  const match = new RegExp(`^${source}$`, "is").exec(given);
  if (match === null) return false;
  const parameters = parts.filter((part) => typeof part !== "string");
  return parameters.every((parameter, index) => assign(parameter, match[index + 1], values));
}

function quote(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
