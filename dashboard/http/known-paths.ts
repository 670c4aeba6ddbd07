/** A part of a path: an id or a name, encoded where it has to be. */
const part = "[^/]+";

/** What pages may ask the app, through this server. Everything else is refused here, before the key is added. */
const known: Readonly<Record<string, readonly RegExp[]>> = {
  GET: [
    /^\/api\/admin\/./,
    path("/admin/faults"),
    /^\/api\/(health|openapi\.json|asyncapi\.json)$/,
    path(`/api/commands/${part}`),
  ],
  POST: [
    path("/admin/faults"),
    path(`/api/commands/${part}`),
    path(`/api/admin/dead-letters/${part}/(redrive|discard)`),
  ],
};

/** Whether a request of this method and path is passed on. */
export function isKnown(method: string, pathname: string): boolean {
  return known[method]?.some((pattern) => pattern.test(pathname)) === true;
}

function path(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}
