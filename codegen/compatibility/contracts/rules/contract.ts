import { type ContractRule, decide } from "./rule.ts";

/** Rules about the contract as a whole: EC20xx. */
export const contractRules = {
  "contract-name-changed": {
    id: "EC2001",
    weight: "breaking",
    bump: "major",
    side: "readers",
    why: "The name is part of every message's type and names the database: subscribers no longer recognise a message, and stored ones are not found.",
    fix: `Keep the name, ${decide}.`,
  },
  "source-changed": {
    id: "EC2002",
    weight: "breaking",
    bump: "major",
    side: "readers",
    why: "Subscribers filter by the CloudEvents source and tell messages apart by source and id.",
    fix: `Keep \`source\`, ${decide}.`,
  },
  "topic-changed": {
    id: "EC2003",
    weight: "breaking",
    bump: "major",
    side: "readers",
    why: "Subscriptions belong to a topic; those of the old one get nothing any more.",
    fix: `Keep \`topic\`, ${decide}.`,
  },
  "schema-base-changed": {
    id: "EC2004",
    weight: "warning",
    bump: "minor",
    side: "readers",
    why: "Consumers look schemas up by their addresses, which begin with it.",
    fix: "Keep the schemas at their old addresses as well.",
  },
  "key-required": {
    id: "EC2005",
    weight: "breaking",
    bump: "major",
    side: "clients",
    why: "Clients that show no key are refused.",
    fix: `Give every client a key before, ${decide}.`,
  },
  "key-dropped": {
    id: "EC2006",
    weight: "warning",
    bump: "minor",
    side: "clients",
    why: "Anybody may now send commands and read what queries answer.",
    fix: "Make sure that this is meant, and that something else guards the API.",
  },
  "texts-changed": {
    id: "EC2007",
    weight: "info",
    bump: "patch",
    side: "inside",
    why: "Only words for people differ.",
    fix: "Nothing has to be done.",
  },
} as const satisfies Record<string, ContractRule>;
