import type { View } from "../kit/view.ts";
import { messages } from "./messages/messages.tsx";
import { overview } from "./overview/overview.tsx";
import { story } from "./story/story.tsx";
import { logs } from "./telemetry/logs.tsx";
import { metrics } from "./telemetry/metrics.tsx";
import { trace } from "./telemetry/trace.tsx";
import { traces } from "./telemetry/traces.tsx";

/** All views, in the order of the navigation. */
export const views: readonly View[] = [overview, messages, story, traces, trace, logs, metrics];
