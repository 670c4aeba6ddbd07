import { byCodeUnit } from "../json/json.ts";
import { type Command, type Contract, notificationsOf, type Stream } from "../model/contract.ts";
import { camelCase, pascalCase } from "../model/names.ts";
import { messageFile, messagesOfStream, streamFile, streamTypes } from "../plan/plan.ts";
import { literal } from "../render/typescript/literals.ts";
import { type Fields, objectOf } from "./fields.ts";
import type { Leftover } from "./leftover.ts";

/** The hand-written part of a stream, as a beginning: what can be known from names is done, the rest says what is to do. */
export function scaffoldStream(
  contract: Contract,
  fields: Fields,
  stream: Stream,
  leave: (leftover: Leftover) => void,
): string {
  const { commands, events } = messagesOfStream(contract, stream);
  const types = streamTypes(stream);
  const state = `${pascalCase(stream.name)}State`;
  const path = `handlers/${camelCase(stream.name)}.ts`;
  const imports = new Set<string>();
  const deciders = commands.map((command) => {
    const { text, produces } = decider(contract, fields, command, (what) => leave({ path, what }));
    for (const event of produces) imports.add(event);
    return text;
  });
  const outcomes = notificationsOf(contract).filter(({ onOutcome }) => onOutcome !== undefined);
  const usesReject = deciders.some((text) => text.includes("reject("));
  const importLines = [
    ...(usesReject ? ['import { reject } from "eventwright";'] : []),
    ...[...imports].sort(byCodeUnit).map((name) => `import { ${name} } from "../generated/${messageFile(name)}";`),
    `import type { ${types.event}, ${types.stream} } from "../generated/${streamFile(stream)}";`,
  ];
  const notify = outcomes.map(({ name, onOutcome, payload }) => {
    const known = {
      commandId: "command.envelope.id",
      command: "command.name",
      recipient: 'command.envelope.streamid ?? ""',
      ...(onOutcome === "rejected" ? { code: "code", message: "message" } : { deadLetter: "deadLetter" }),
    };
    const filled = fields.fill(payload, [], known);
    const names = onOutcome === "rejected" ? "{ command, code, message }" : "{ command, deadLetter }";
    if (filled.missing.length === 0) return `    ${name}: (${names}) => (${objectOf(filled.entries, "    ")}),\n`;
    leave({ path, what: `${name}: who is told, and what (${filled.missing.join(", ")})` });
    return `    // Nobody is told yet: ${filled.missing.join(", ")} of ${name} is for you to fill.\n    ${name}: () => undefined,\n`;
  });
  const folds = events.map(({ name }) => `    ${name}: (_state, { name }) => ({ last: name }),\n`);
  return `${importLines.join("\n")}

/** What deciders need to know of one ${stream.name}. Begin with what their questions ask for. */
export interface ${state} {
  /** The event that happened last; undefined before the first. */
  readonly last: ${types.event}["name"] | undefined;
}

/** All hand-written code of the stream ${stream.name}: pure functions. */
export const ${camelCase(stream.name)}: ${types.stream}<${state}> = {
  initialState: () => ({ last: undefined }),
  decide: {
${deciders.join("")}  },
  evolve: {
${folds.join("")}  },
${notify.length === 0 ? "" : `  notify: {\n${notify.join("")}  },\n`}};
`;
}

interface Decider {
  readonly text: string;
  readonly produces: readonly string[];
}

function decider(contract: Contract, fields: Fields, command: Command, leave: (what: string) => void): Decider {
  const { name, rejections } = command;
  const lines: string[] = [];
  for (const code of rejections) {
    if (code.endsWith("-exists")) lines.push(`if (last !== undefined) return reject(${literal(code)});`);
    else if (code.endsWith("-not-found")) lines.push(`if (last === undefined) return reject(${literal(code)});`);
    else {
      lines.push(`// When is it refused with ${literal(code)}?`);
      leave(`${name}: when it is refused with ${literal(code)}`);
    }
  }
  const events = contract.messages.filter(
    (message) => message.kind === "event" && command.produces.includes(message.name),
  );
  const event = events.at(0);
  const filled = event && fields.fill(event.payload, [{ expression: "data", schema: command.payload }]);
  const asksState = lines.some((line) => line.startsWith("if"));
  const state = asksState ? ", { last }" : "";
  if (event === undefined) {
    leave(`${name}: what happens`);
    return { text: method(name, `_command${state}`, [...lines, "return [];"]), produces: [] };
  }
  if (filled === undefined || filled.missing.length > 0) {
    const what = `${filled?.missing.join(", ")} of ${event.name}`;
    leave(`${name}: where ${what} comes from`);
    lines.push(`throw new Error(${literal(`To be written: ${name} does not say where ${what} comes from.`)});`);
    return { text: method(name, `_command${state}`, lines), produces: [] };
  }
  if (events.length > 1)
    leave(
      `${name}: when it leads to ${events
        .slice(1)
        .map((other) => other.name)
        .join(", ")}`,
    );
  lines.push(`return [${event.name}.create(${objectOf(filled.entries, "      ")})];`);
  const argument = filled.used.size === 0 ? "_command" : "{ data }";
  return { text: method(name, `${argument}${state}`, lines), produces: [event.name] };
}

function method(name: string, parameters: string, lines: readonly string[]): string {
  return `    ${name}(${parameters}) {\n${lines.map((line) => `      ${line}\n`).join("")}    },\n`;
}
