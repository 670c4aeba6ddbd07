import type { Schema } from "../../form/schema.ts";
import { isObject, type Json } from "../../json/pointer.ts";

/** A command that clients may send. */
export interface Sendable {
  /** Its name in the contract, such as `TransferCredits`. */
  readonly name: string;
  /** Name of the generated client's method, such as `transferCredits`. */
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly schema: Schema;
  readonly examples: readonly Example[];
}

/** An example of the contract. */
export interface Example {
  readonly name: string;
  readonly summary: string;
  readonly value: Json;
}

/** As far as this looks into an OpenAPI document. */
interface OpenApi {
  readonly paths?: Readonly<Record<string, { readonly post?: Operation }>>;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly requestBody?: { readonly content?: Readonly<Record<string, Content>> };
}

interface Content {
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value?: Json }>>;
}

/** The commands of a service, by name, out of the document at `/api/openapi.json`. Private commands are in no such document. */
export function sendables(document: Json): Sendable[] {
  const { paths = {} } = (isObject(document) ? document : {}) as OpenApi;
  return Object.entries(paths)
    .flatMap(([path, { post }]) => {
      const content = post?.requestBody?.content?.["application/json"];
      if (post === undefined || content === undefined || !/^\/api\/commands\/[^{]+$/.test(path)) return [];
      const method = post.operationId ?? path.slice(path.lastIndexOf("/") + 1);
      return [
        {
          name: method.charAt(0).toUpperCase() + method.slice(1),
          method,
          path,
          summary: post.summary ?? "",
          description: post.description ?? "",
          deprecated: post.deprecated === true,
          schema: content.schema ?? true,
          examples: Object.entries(content.examples ?? {}).map(([name, { summary = "", value }]) => ({
            name,
            summary,
            value,
          })),
        },
      ];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * The payload of an example under ids of its own: each text that is a UUID becomes a new one, the same the same, so that sending an
 * example twice is two commands. `keep` are ids that must stay, such as that of an account that is there.
 */
export function withFreshIds(value: Json, fresh: () => string, keep: ReadonlySet<string> = new Set()): Json {
  const known = new Map<string, string>();
  const renew = (one: Json): Json => {
    if (typeof one === "string") {
      if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(one) || keep.has(one)) return one;
      const id = known.get(one) ?? fresh();
      known.set(one, id);
      return id;
    }
    if (Array.isArray(one)) return one.map(renew);
    if (!isObject(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([name, member]) => [name, renew(member)]));
  };
  return renew(value);
}
