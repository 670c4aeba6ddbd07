import type { Sent } from "./send-queue.ts";

/** The parts of a request that are looked at. */
interface Request {
  body?: unknown;
  readonly headers: { delete(name: string): void };
}

/** The parts of an answer that are looked at. */
interface Answer {
  readonly status: number;
  readonly bodyAsText?: string | null;
  readonly headers: { get(name: string): string | undefined };
}

/** A policy of the Azure SDK's pipeline. */
interface Policy<R extends Request, A extends Answer> {
  readonly name: string;
  sendRequest(request: R, next: (request: R) => Promise<A>): Promise<A>;
}

/** What the ingestion endpoint made of the last batch. */
export interface LastAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's own types are in a package that is not ours to import
  readonly policy: Policy<any, any>;
  reset(): void;
  sent(): Sent;
}

/** One item that was not taken. */
interface ItemError {
  readonly index: number;
  readonly statusCode: number;
  readonly message?: string;
}

/** Statuses that another try may change: throttling, quota, authorization that is still spreading, trouble over there. */
const passing = new Set([401, 402, 403, 408, 429, 439, 500, 502, 503, 504]);

/** How often those items of a batch are sent again that were refused for now, while others were taken. */
const partialTries = 3;

/**
 * Sees every answer of the ingestion endpoint, as a policy of the exporter's pipeline. When only some items were refused for
 * now (206), those are sent again here, since nobody further out knows which.
 * @param wait resolves after so many ms
 * @param explain is told each status, and may have words of its own for it
 */
export function watchAnswers(
  wait: (delay: number) => Promise<void> = later,
  explain: Explain = () => undefined,
): LastAnswer {
  let last: Sent = "taken";
  const sendRequest = async (request: Request, next: (request: Request) => Promise<Answer>): Promise<Answer> => {
    try {
      let answer = await next(request);
      let lost = 0;
      for (let tries = 1; answer.status === 206; tries++) {
        const errors = errorsOf(answer);
        const again = errors.filter(({ statusCode }) => passing.has(statusCode));
        lost += errors.length - again.length;
        const items = JSON.parse(String(request.body)) as unknown[];
        if (again.length === 0 || tries > partialTries) {
          lost += again.length;
          last = lost === 0 ? "taken" : { refused: why(errors), count: lost };
          return answer;
        }
        await wait(afterOf(answer) ?? 1_000 * tries);
        request.body = JSON.stringify(again.map(({ index }) => items[index]));
        // It was written for the whole batch.
        request.headers.delete("content-length");
        answer = await next(request);
      }
      last =
        answer.status === 200 && lost > 0
          ? { refused: "some items are not valid", count: lost }
          : sentOf(answer, explain);
      return answer;
    } catch (error) {
      last = { again: error instanceof Error ? error.message : String(error) };
      throw error;
    }
  };
  return {
    policy: { name: "eventwrightLastAnswer", sendRequest },
    reset() {
      last = "taken";
    },
    sent: () => last,
  };
}

/** Says more of a status than the service does. */
export type Explain = (status: number) => string | undefined;

function sentOf(answer: Answer, explain: Explain): Sent {
  const { status } = answer;
  const explained = explain(status);
  // The sender follows redirects itself, and the next answer comes by here too.
  if (status === 200 || status === 307 || status === 308) return "taken";
  const words = explained ?? `${status} ${(answer.bodyAsText ?? "").slice(0, 200)}`.trim();
  if (!passing.has(status)) return { refused: words };
  const after = afterOf(answer);
  return { again: words, ...(after !== undefined && { after }) };
}

function errorsOf(answer: Answer): readonly ItemError[] {
  try {
    return (JSON.parse(answer.bodyAsText ?? "") as { errors?: ItemError[] }).errors ?? [];
  } catch {
    return [];
  }
}

function why(errors: readonly ItemError[]): string {
  const [first] = errors;
  return first === undefined ? "206" : `${first.statusCode} ${first.message ?? ""}`.trim();
}

/** Longest wait that is believed, ms. */
const longestAfter = 600_000;

/** `Retry-After` in milliseconds: seconds or a date. */
function afterOf({ headers }: Answer): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (!text) return undefined;
  const delay = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return delay > 0 ? Math.min(delay, longestAfter) : undefined;
}

const later = (delay: number) => new Promise<void>((resolve) => setTimeout(resolve, delay).unref());
