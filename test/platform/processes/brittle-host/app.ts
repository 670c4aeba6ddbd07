import { existsSync } from "node:fs";
import { registerFunctions } from "../../../../platform/codegen/v1.ts";
import { brittle } from "../../support/brittle.ts";
import { questApp } from "../../support/quest.ts";

// Removing the file and starting the host again is the deployment of repaired code.
const broken = existsSync(process.env["BrokenBy"] ?? "");

registerFunctions(questApp({ process: brittle(() => broken) }));
