/**
 * The values of a route template's parameters in a path, or undefined when it does not match. Literals are compared
 * without regard to case, as the Functions host does; `{*rest}` takes what is left.
 */
export function matchRoute(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split("/");
  const given = path.replace(/^\//, "").split("/");
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith("{*")) return { ...params, [part.slice(2, -1)]: given.slice(index).join("/") };
    const value = given[index];
    if (value === undefined || value === "") return undefined;
    if (part.startsWith("{")) {
      const decoded = decode(value);
      if (decoded === undefined) return undefined;
      params[part.slice(1, -1)] = decoded;
    } else if (part.toLowerCase() !== value.toLowerCase()) {
      return undefined;
    }
  }
  return given.length === wanted.length ? params : undefined;
}

/** The names of a template's parameters. */
export function routeParameters(template: string): readonly string[] {
  return [...template.matchAll(/\{\*?([A-Za-z0-9_]+)[^}]*\}/g)].flatMap((match) => match[1] ?? []);
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
