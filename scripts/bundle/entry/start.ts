/** What a packaged app does before its own code is loaded. */
import module from "node:module";
import { readableStacks } from "./stacks.ts";

/** When what was compiled by then is written down, ms: the first answers are out, and nobody waits for this. */
const writeDown = 20_000;

// In the temporary folder of the instance, or where NODE_COMPILE_CACHE says: a worker that is started again there begins warm. The app's
// own folder is read-only on Azure.
module.enableCompileCache?.();
setTimeout(() => module.flushCompileCache?.(), writeDown).unref();
readableStacks();
