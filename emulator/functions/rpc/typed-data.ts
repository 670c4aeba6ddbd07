/**
 * Values as the Functions host and a language worker exchange them: a one-of, here the members that the Node library
 * reads and writes. Over the child-process channel (advanced serialisation) byte arrays stay byte arrays.
 */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly int?: number;
  readonly double?: number;
  readonly http?: HttpRequestData | HttpResponseData | Record<string, never>;
}

/** A request in normal (not streaming) mode. */
export interface HttpRequestData {
  readonly url: string;
  readonly method: string;
  readonly nullableHeaders: Readonly<Record<string, NullableString>>;
  readonly nullableQuery: Readonly<Record<string, NullableString>>;
  readonly nullableParams: Readonly<Record<string, NullableString>>;
  readonly body?: TypedData;
}

/** A string as the protocol wraps it where it may be absent. */
export interface NullableString {
  readonly value: string;
}

/** A response in normal mode. */
export interface HttpResponseData {
  readonly statusCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly CookieData[];
  readonly body?: TypedData | null;
  readonly enableContentNegotiation?: boolean;
}

/** A cookie of a response in normal mode; absent members are undefined or null. */
export interface CookieData {
  readonly name: string;
  readonly value: string;
  readonly domain?: NullableString | null;
  readonly path?: NullableString | null;
  readonly expires?: { readonly value: { readonly seconds: number } } | null;
  readonly secure?: { readonly value: boolean } | null;
  readonly httpOnly?: { readonly value: boolean } | null;
  readonly maxAge?: { readonly value: number } | null;
  readonly sameSite?: "none" | "lax" | "strict" | "explicitNone";
}

/** Wraps a value as JSON. */
export function jsonData(value: unknown): TypedData {
  return { json: JSON.stringify(value) };
}

/** The plain value of what an app returned: text that is JSON is parsed, as output bindings do. */
export function fromTypedData(data: TypedData | null | undefined): unknown {
  if (data === undefined || data === null) return undefined;
  if (data.json !== undefined) return JSON.parse(data.json) as unknown;
  if (data.string !== undefined) {
    try {
      return JSON.parse(data.string) as unknown;
    } catch {
      return data.string;
    }
  }
  return data.bytes ?? data.int ?? data.double;
}

/** Wraps a value as text that holds JSON, the way that extensions of the host give documents. */
export function jsonText(value: unknown): TypedData {
  return { string: JSON.stringify(value) };
}
