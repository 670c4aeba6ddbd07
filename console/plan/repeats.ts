import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";
import type { Content, RepeatMoment, Step } from "./step.ts";

const moments: readonly RepeatMoment[] = ["at-once", "when-accepted", "when-decided"];

/**
 * Lets a share of the steps be sent twice. Without a key the second one must be refused, with a key it must be answered like
 * the first; half of the chosen steps get a key, and some of these are followed by another payload under the same key.
 * @param percent of all steps; above 0 at least one of each kind is chosen where there are steps enough
 */
export function withRepeats(steps: readonly Step[], percent: number, random: Random, id: MakeId): Step[] {
  let repeated = 0;
  return steps.map((step) => {
    const isChosen = random.chance(percent / 100);
    if (percent <= 0 || (!isChosen && repeated >= 2)) return step;
    const isKeyed = repeated++ % 2 === 1 || step.key !== undefined;
    const moment = random.pick(moments);
    if (!isKeyed) return { ...step, repeats: [moment] };
    const reuse = otherPayload(step.content);
    const isReused = repeated === 2 || random.chance(0.3);
    return {
      ...step,
      key: step.key ?? id("key", step.name),
      repeats: [moment],
      ...(isReused && reuse !== undefined ? { reuse } : {}),
    };
  });
}

/** Another payload for the same stream; undefined where there is only one. */
function otherPayload(content: Content): Content | undefined {
  switch (content.type) {
    case "OpenAccount":
      return { ...content, data: { ...content.data, owner: `${content.data.owner}-too` } };
    case "RegisterMerchant":
      return { ...content, data: { ...content.data, name: `${content.data.name} too` } };
    case "LoadCredits":
      return { ...content, data: { ...content.data, amount: otherAmount(content.data) } };
    case "TransferCredits":
      return { ...content, data: { ...content.data, amount: otherAmount(content.data) } };
    case "PayMerchant":
      return { ...content, data: { ...content.data, amount: otherAmount(content.data) } };
    case "AllowTransfer":
      return { ...content, data: { ...content.data, reason: otherReason } };
    case "DenyTransfer":
      return { ...content, data: { ...content.data, reason: otherReason } };
    case "ApproveTransfer":
      return { ...content, data: { ...content.data, reason: otherReason } };
    case "RejectTransfer":
      return { ...content, data: { ...content.data, reason: otherReason } };
    case "CloseAccount":
      return undefined;
  }
}

const otherReason = "On second thoughts";

function otherAmount({ amount }: { readonly amount: number }): number {
  return amount === 1 ? 2 : 1;
}
