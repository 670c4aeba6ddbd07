/** `npm run contract`. The compiled code of everything is kept, so that it starts faster the next time. */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { cacheFolder } from "./cli/places.ts";

enableCompileCache(join(cacheFolder, "node"));
await import("./cli/contract-command.ts");
