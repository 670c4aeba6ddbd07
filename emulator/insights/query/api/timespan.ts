import { parseIsoDuration } from "../../../clock/iso-duration.ts";

/** Times in milliseconds since the epoch; `to` is not among them. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Reads the parameter `timespan`; undefined when it is none. */
export function parseTimespanParameter(text: string): ((now: number) => Window) | undefined {
  const [first = "", second, ...more] = text.trim().split("/");
  if (more.length > 0) return undefined;
  const [length, start] = [parseIsoDuration(first), moment(first)];
  if (second === undefined) return length === undefined ? undefined : (now) => ({ from: now - length, to: Infinity });
  const [endLength, end] = [parseIsoDuration(second), moment(second)];
  if (start !== undefined && end !== undefined) return () => ({ from: start, to: end });
  if (start !== undefined && endLength !== undefined) return () => ({ from: start, to: start + endLength });
  return length !== undefined && end !== undefined ? () => ({ from: end - length, to: end }) : undefined;
}

function moment(text: string): number | undefined {
  const milliseconds = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
