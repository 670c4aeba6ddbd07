import type { Catalog } from "../app/catalog.ts";
import { errorWithout } from "./error-attributes.ts";
import { noTelemetry } from "./no-telemetry.ts";
import type { Span, Telemetry } from "./telemetry.ts";

/**
 * The same telemetry, which hears of errors without the personal data that is known to be in them, wherever they are told from. Of an
 * app whose contract marks none it is the same.
 */
export function redacting(catalog: Catalog, telemetry: Telemetry): Telemetry {
  if (telemetry === noTelemetry || !hasMarks(catalog)) return telemetry;
  return {
    async span(start, work) {
      const ended = await telemetry.span(start, async (span) => {
        const shown = redactingSpan(span);
        try {
          return { value: await work(shown) };
        } catch (error) {
          shown.failed(error);
          return { error };
        }
      });
      if ("error" in ended) throw ended.error;
      return ended.value;
    },
    active: () => telemetry.active(),
    count: (name, amount, attributes) => telemetry.count(name, amount, attributes),
    record: (name, value, attributes) => telemetry.record(name, value, attributes),
    gauge: (name, value, attributes) => telemetry.gauge(name, value, attributes),
    log: (entry) => telemetry.log(entry),
  };
}

function redactingSpan(span: Span): Span {
  let failure: unknown;
  return {
    get context() {
      return span.context;
    },
    set: (attributes) => span.set(attributes),
    link: (to) => span.link(to),
    event: (name, attributes) => span.event(name, attributes),
    failed(error) {
      // What was said to have failed and then throws has failed once.
      if (error === failure) return;
      failure = error;
      span.failed(errorWithout(error, []));
    },
  };
}

function hasMarks({ app: { messages } }: Catalog): boolean {
  return messages.some(
    ({ personalData = [], earlier = [] }) =>
      personalData.length > 0 || earlier.some((version) => (version.personalData ?? []).length > 0),
  );
}
