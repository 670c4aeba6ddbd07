"use strict";

// The generator's own templates are not used: this hook runs the same pipeline as `npm run generate` and writes its files.
// It is CommonJS because the generator loads hooks with require; the pipeline is imported.
module.exports = {
  "generate:after": async (generator) => {
    const { generateInto } = await import("../../template-route.ts");
    await generateInto(generator.templateParams.contract, generator.originalAsyncAPI, generator.targetDir);
  },
};
