import { type Context, TraceFlags, trace } from "@opentelemetry/api";
import { type Sampler, SamplingDecision, type SamplingResult } from "@opentelemetry/sdk-trace-base";

/** 13 hexadecimal digits, the most that a number holds exactly. */
const range = 2 ** 52;

/**
 * Whether a trace is in a sample, by its id alone: every process that samples the same share, or a larger one, says the same.
 * Source: https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */
export function inSample(traceId: string, share: number): boolean {
  return Number.parseInt(traceId.slice(-13), 16) >= (1 - share) * range;
}

/**
 * Follows what was decided for the trace, and decides for new ones by their id. Nothing is left unrecorded: a span that is not
 * in the sample is held for a while, in case that its trace fails.
 * @param kept whether a trace is kept because something failed in it
 */
export function keepingSampler(share: number, kept: (traceId: string) => boolean): Sampler {
  const yes: SamplingResult = { decision: SamplingDecision.RECORD_AND_SAMPLED };
  const held: SamplingResult = { decision: SamplingDecision.RECORD };
  return {
    shouldSample(context: Context, traceId: string) {
      const parent = trace.getSpanContext(context);
      const sampled =
        parent?.traceId === traceId ? (parent.traceFlags & TraceFlags.SAMPLED) !== 0 : inSample(traceId, share);
      return sampled || kept(traceId) ? yes : held;
    },
    toString: () => `KeepingSampler{${share}}`,
  };
}
