import type { Contract, Message } from "../model/contract.ts";
import { downcastMessages, downcastSteps, upcastMessages, upcastSteps } from "../model/versions.ts";
import { castersFile } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { TypeScriptModule } from "./typescript/module.ts";

const upcasters = `What you write for earlier versions of messages: each function makes the next version out of one, so that everything
in the app sees the newest only. They must be pure: no clock, no random numbers, nothing but the payload, since a message is
brought up whenever it is read.`;
const downcasters = `What you write for consumers that go on getting an earlier version until its sunset: each function makes the version
before out of one. They must be pure, as above.`;

/** The interfaces of hand-written conversions between versions. No file when no message has an earlier version. */
export function renderCasters(contract: Contract): readonly (readonly [path: string, text: string])[] {
  const up = upcastMessages(contract);
  const down = downcastMessages(contract);
  if (up.length === 0) return [];
  const module = new TypeScriptModule(castersFile, contract.file);
  const body = [
    docComment(upcasters.replaceAll("\n", " "), ""),
    `export interface Upcasters {\n${up.map((message) => upcaster(module, message)).join("")}}\n`,
    ...(down.length === 0
      ? []
      : [
          `\n${docComment(downcasters.replaceAll("\n", " "), "")}`,
          `export interface Downcasters {\n${down.map((message) => downcaster(module, message)).join("")}}\n`,
        ]),
  ];
  return [[castersFile, module.print(body.join(""))]];
}

function upcaster(module: TypeScriptModule, message: Message): string {
  const steps = upcastSteps(message).map(({ version, next, earlier, later }) => {
    const type = `(data: ${module.dataType(earlier)}) => ${module.dataType(later)}`;
    return `    /** Version ${version} as version ${next}. */\n    readonly from${version}: ${type};\n`;
  });
  return entry(message, steps);
}

function downcaster(module: TypeScriptModule, message: Message): string {
  const steps = downcastSteps(message).map(({ version, next, earlier, later }) => {
    const type = `(data: ${module.dataType(later)}) => ${module.dataType(earlier)}`;
    return `    /** Version ${next} as version ${version}. */\n    readonly to${version}: ${type};\n`;
  });
  return entry(message, steps);
}

function entry({ name, summary }: Message, steps: readonly string[]): string {
  return `${docComment(summary, "  ")}  readonly ${name}: {\n${steps.join("")}  };\n`;
}
