import type { Contract, EarlierVersion } from "../../../codegen/model/contract.ts";

/** A contract in which a message has come to version 2: the first one had another payload, and ends on a day. */
export function withSecondVersion(
  contract: Contract,
  name: string,
  before: { readonly payload: string; readonly sunset?: string },
): Contract {
  return {
    ...contract,
    messages: contract.messages.map((message) => {
      if (message.name !== name) return message;
      const earlier: EarlierVersion = {
        version: 1,
        name: `${name}.v1`,
        at: message.at,
        title: message.title,
        summary: message.summary,
        description: message.description,
        payload: before.payload,
        examples: message.examples,
        visibility: "public",
        sunset: before.sunset,
        personalData: [],
        deprecated: "2026-12-31",
      };
      return { ...message, version: 2, earlier: [earlier] };
    }),
  };
}
