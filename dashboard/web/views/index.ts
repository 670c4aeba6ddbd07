import type { View } from "../kit/view.ts";
import { letter } from "./dead-letters/letter.tsx";
import { deadLetters } from "./dead-letters/list.tsx";
import { faults } from "./faults/faults.tsx";
import { messages } from "./messages/messages.tsx";
import { overview } from "./overview/overview.tsx";
import { instance } from "./processes/instance.tsx";
import { processes } from "./processes/processes.tsx";
import { document } from "./read-models/document.tsx";
import { documents, readModels } from "./read-models/read-models.tsx";
import { command } from "./send/command.tsx";
import { send } from "./send/send.tsx";
import { story } from "./story/story.tsx";
import { stream } from "./streams/stream.tsx";
import { streams } from "./streams/streams.tsx";
import { logs } from "./telemetry/logs.tsx";
import { metrics } from "./telemetry/metrics.tsx";
import { trace } from "./telemetry/trace.tsx";
import { traces } from "./telemetry/traces.tsx";

/** All views, in the order of the navigation. */
export const views: readonly View[] = [
  overview,
  messages,
  story,
  streams,
  stream,
  readModels,
  documents,
  document,
  processes,
  instance,
  traces,
  trace,
  logs,
  metrics,
  deadLetters,
  letter,
  send,
  command,
  faults,
];
