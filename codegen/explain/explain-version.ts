import { type EarlierVersion, type Message, typeOf } from "../model/contract.ts";
import { isForOutsiders } from "../model/versions.ts";
import type { Explanation, Statement } from "./explanation.ts";
import { type Scene, say, step, subjectOf } from "./scene.ts";
import { sentence } from "./words.ts";

/** What happens to a message in an earlier version; from where it is brought up on it goes as the newest does. */
export function explainVersion(scene: Scene, message: Message, earlier: EarlierVersion): Explanation {
  const { name, kind } = message;
  const { version, summary, description, at } = earlier;
  return {
    kind,
    name,
    version,
    summary: sentence(summary || description),
    at,
    steps: [
      ...step("Outside", outside(scene, message, earlier), deprecated(scene, earlier)),
      ...step(
        "Inside",
        say(
          `What is stored as \`${typeOf(scene.contract, message, version)}\` stays as it is. Wherever it is read, \`handlers.upcasters.${name}\` brings it up, from version ${version} step by step to version ${message.version}: code sees the newest version only.`,
          scene.words.ofMessage(earlier, "of"),
        ),
        say(
          `An upcaster that throws is a handler that throws: whoever needed the ${kind} gets a letter that names it.`,
        ),
        say(`From here on it goes as version ${message.version} does: see \`npm run explain -- ${name}\`.`),
      ),
    ],
    leadsTo: [subjectOf(message)],
  };
}

function outside(scene: Scene, message: Message, earlier: EarlierVersion): Statement {
  const { words, contract } = scene;
  const { version, sunset } = earlier;
  const why = words.ofMessage(earlier, "sunset");
  if (!isForOutsiders(message, earlier)) return say(`Nobody outside sends or gets version ${version}.`, why);
  switch (message.kind) {
    case "command":
      return say(
        `Clients may send it until ${sunset} (UTC), with the header \`message-version: ${version}\`; without the header the oldest version that has not ended counts. From then on the answer is 410 (\`version-ended\`).`,
        why,
      );
    case "notification":
      return say(
        `Readers that ask with \`versions=${message.name}:${version}\` get it until ${sunset} (UTC), then 410 (\`version-ended\`). \`handlers.downcasters.${message.name}.to${version}\` makes it.`,
        why,
      );
    default:
      return say(
        `Each event goes out as \`${typeOf(contract, message, version)}\` too, until ${sunset} (UTC), under the id \`…~v${version}\` where it was not stored so. \`handlers.downcasters.${message.name}.to${version}\` makes it. Subscribers choose by type.`,
        why,
      );
  }
}

function deprecated({ words }: Scene, earlier: EarlierVersion): Statement | undefined {
  if (earlier.deprecated === undefined) return undefined;
  return say(`It is deprecated since ${earlier.deprecated}.`, words.ofMessage(earlier, "deprecated"));
}
