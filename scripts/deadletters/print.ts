import type { LetterDetail, LetterLine } from "../../platform/dead-letters/letters.ts";
import type { LetterReport } from "../../platform/dead-letters/redrive/report.ts";
import type { GivenUpDelivery } from "../../platform/stores/records.ts";

/** A list of letters for a person. */
export function linesOfList(lines: readonly LetterLine[]): readonly string[] {
  if (lines.length === 0) return ["There are no dead letters."];
  return lines.flatMap(({ id, handler, stream, type, error, attempts, last, retryAt, parks, closed }) => [
    id,
    `  ${type} of ${stream}, handler ${handler}${parks ? ", its stream waits behind it" : ""}`,
    `  ${attempts} attempts, the last one ${last}: ${error}`,
    ...(retryAt === undefined ? [] : [`  retrying: the next try is at ${retryAt}`]),
    ...(closed === undefined ? [] : [`  ${closedText(closed)}`]),
  ]);
}

/** One letter for a person. */
export function linesOfDetail({ letter, parks, waiting }: LetterDetail): readonly string[] {
  const { id, handler, streamid, message, error, faults, attempts, build, traceparent, edits = [], closed } = letter;
  return [
    id,
    `  handler    ${handler}`,
    `  stream     ${streamid}${parks ? " (parked)" : ""}`,
    `  build      ${build}`,
    ...(traceparent === undefined ? [] : [`  trace      ${traceparent}`]),
    ...(letter.instanceId === undefined ? [] : [`  instance   ${letter.instanceId}`]),
    ...(letter.retryAt === undefined || closed !== undefined ? [] : [`  next try   ${letter.retryAt}`]),
    ...(letter.delivery === undefined ? [] : [`  delivery   ${deliveryText(letter.delivery)}`]),
    ...(closed === undefined ? [] : [`  closed     ${closedText(closed)}`]),
    "",
    ...(error.stack ?? `${error.name}: ${error.message}`).split("\n"),
    ...faults.map(({ pointer, message: said }) => `  ${pointer || "/"} ${said}`),
    "",
    "attempts:",
    ...attempts.map(({ at, error: said }) => `  ${at} ${said}`),
    ...(letter.forced ?? []).map(({ at, by }) => `forced ${at} by ${by}`),
    ...edits.map(({ at, by, why, original }) => `edited ${at} by ${by}: ${why}; before: ${JSON.stringify(original)}`),
    "",
    "message:",
    ...JSON.stringify(message, undefined, 2)
      .split("\n")
      .map((line) => `  ${line}`),
    ...(waiting.length === 0 ? [] : ["", `${waiting.length} messages wait behind it:`]),
    ...waiting.map(({ messageId, type }) => `  ${type} ${messageId}`),
  ];
}

/** What became of a letter, for a person. */
export function linesOfReport(report: LetterReport): readonly string[] {
  const { id, status, problem, resumed = 0, stoppedBy, needsForce } = report;
  if (status === "restarting") return [`${id}: restarting, the letter goes when the process goes on`];
  const behind =
    status === "would-pass" ? `${resumed} messages wait behind it` : `${resumed} messages behind it handled`;
  return [
    `${id}: ${status}${problem === undefined ? `, ${behind}` : ` (${problem.code})`}`,
    ...(problem === undefined ? [] : [`  ${problem.message}`]),
    ...(problem?.faults ?? []).map(({ pointer, message }) => `  ${pointer || "/"} ${message}`),
    ...(needsForce
      ? ["  Its handler is declared not to be idempotent: look at what it did, then redrive with --force"]
      : []),
    ...(stoppedBy === undefined ? [] : [`  One that waited failed and parks the stream now: ${stoppedBy}`]),
  ];
}

function deliveryText({ subscription, reason, attempts, outcome, published }: GivenUpDelivery): string {
  const when = published === undefined ? "" : `, published ${published}`;
  return `${reason} for the subscription ${subscription}: ${attempts} attempts, the last one ${outcome}${when}`;
}

function closedText({ how, at, by, why }: NonNullable<LetterLine["closed"]>): string {
  return `${how} ${at}${by === undefined ? "" : ` by ${by}`}${why === undefined ? "" : `: ${why}`}`;
}
