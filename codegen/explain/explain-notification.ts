import type { Notification } from "../model/contract.ts";
import { isForOutsiders } from "../model/versions.ts";
import { keptFor } from "../render/render-resources.ts";
import { callerStatements, keyWords } from "./caller-words.ts";
import type { Explanation, Step } from "./explanation.ts";
import { retryStatement, triesOf } from "./retry-words.ts";
import { type Scene, say, step } from "./scene.ts";
import { duration, field, listed, sentence } from "./words.ts";

/** What happens to a notification. */
export function explainNotification(scene: Scene, notification: Notification): Explanation {
  const { name, version, summary, at } = notification;
  return {
    kind: "notification",
    name,
    version,
    summary: sentence(summary || notification.description),
    at,
    steps: [
      ...isMade(scene, notification),
      ...isStored(scene, notification),
      ...isRead(scene, notification),
      ...fails(scene, notification),
    ],
    leadsTo: [],
  };
}

function isMade({ words }: Scene, notification: Notification): readonly Step[] {
  const { name, onEvents, onOutcome, onProcessFailed } = notification;
  return step(
    "It is made",
    onEvents.length === 0
      ? undefined
      : say(
          `\`handlers.notifiers.${name}\` may make it of ${listed(onEvents, "or")}, when the event is handled.`,
          words.ofMessage(notification, "onEvents"),
        ),
    notification.with === undefined
      ? undefined
      : say(
          `The notifier gets the document of \`${notification.with}\` that shows the event.`,
          words.ofMessage(notification, "with"),
        ),
    onOutcome === undefined
      ? undefined
      : say(
          `\`handlers.streams.<stream>.notify.${name}\` makes it as soon as a command ${onOutcome === "rejected" ? "is refused" : "has failed: after the last of its tries"}.`,
          words.ofMessage(notification, "onOutcome"),
        ),
    onProcessFailed.length === 0
      ? undefined
      : say(
          `\`handlers.notifiers.${name}\` makes it when an instance of ${listed(
            onProcessFailed.map((each) => `\`${each}\``),
            "or",
          )} has failed for good.`,
          words.ofMessage(notification, "onProcessFailed"),
        ),
  );
}

function isStored({ words }: Scene, notification: Notification): readonly Step[] {
  return step(
    "It is stored",
    say(
      `It is one document of \`notifications\`, in the partition of its recipient, \`${field(notification.recipient)}\`. Its id is made of what caused it and of ${notification.name}, so that a cause that comes twice is told once.`,
      words.ofMessage(notification, "recipient"),
    ),
    say(`It is kept for ${duration(keptFor.notifications)}.`),
  );
}

function isRead(scene: Scene, notification: Notification): readonly Step[] {
  const { words } = scene;
  const { name, earlier, recipient } = notification;
  return step(
    "Its recipient reads it",
    say(
      `\`GET /api/notifications?recipient=${field(recipient)}\`, ${keyWords(scene)}: pages of JSON, or server-sent events with \`accept: text/event-stream\`.`,
      words.security,
    ),
    ...callerStatements(
      scene,
      scene.contract.security.notifications,
      { scopes: words.told, access: words.ofDocument("x-eventwright", "notifications", "access") },
      "recipient",
    ),
    ...earlier
      .filter((version) => isForOutsiders(notification, version))
      .map(({ version, sunset, at }) =>
        say(
          `Until ${sunset} \`versions=${name}:${version}\` asks for version ${version}; \`handlers.downcasters.${name}.to${version}\` makes it.`,
          words.ofMessage({ at }, "sunset"),
        ),
      ),
  );
}

function fails({ contract, words }: Scene, notification: Notification): readonly Step[] {
  const { name, onEvents, onOutcome, onProcessFailed, retry } = notification;
  const handler = `\`notifier-${name}\``;
  const word = words.ofMessage(notification, "retry");
  const own = retry === undefined ? undefined : contract.retryPolicies[retry];
  const tries = own === undefined ? "one try" : triesOf(own);
  return step(
    "When something fails",
    ...(onEvents.length === 0
      ? []
      : [
          retryStatement(contract, words, "A notifier of events that throws", retry, word, "projections"),
          say(
            `After the last try the event is a dead letter, handler ${handler}; later events of its stream wait there for this notifier alone.`,
          ),
        ]),
    onOutcome === undefined
      ? undefined
      : say(
          `A notifier of outcomes that throws gets ${tries}, by a function that looks each minute. Its letter, handler ${handler}, parks nothing.`,
          word,
        ),
    onProcessFailed.length === 0
      ? undefined
      : say(`A notifier of failed processes gets one try; its letter, handler ${handler}, parks nothing.`, word),
  );
}
