"use strict";

const { rmSync } = require("node:fs");
const { join } = require("node:path");

// The generator's own templates are not used: this hook runs the same pipeline as `npm run generate` and writes its files.
// It is CommonJS because the generator loads hooks with require; the pipeline is imported.
module.exports = {
  "generate:after": async (generator) => {
    const { generateInto } = await import("../../template-route.ts");
    // The generator wants a file in template/ and copies it.
    rmSync(join(generator.targetDir, ".eventwright"), { force: true });
    await generateInto(generator.templateParams.contract, generator.originalAsyncAPI, generator.targetDir);
  },
};
