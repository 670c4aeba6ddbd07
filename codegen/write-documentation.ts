import { readFileSync, writeFileSync } from "node:fs";
import { contractRulesPage } from "./compatibility/documentation.ts";
import { diagnosticsPage, vocabularyPage } from "./documentation.ts";
import { explainPage } from "./explain/explain-page.ts";
import { lintPage } from "./lint/lint-page.ts";

// Writes the pages of docs/ that are made from the generator itself.
const docs = new URL("../docs/", import.meta.url);
writeFileSync(new URL("diagnostics.md", docs), diagnosticsPage());
writeFileSync(new URL("contract-vocabulary.md", docs), vocabularyPage());
writeFileSync(new URL("compatibility-contract.md", docs), contractRulesPage());
writeFileSync(new URL("lint.md", docs), lintPage());
const explained = new URL("explain.md", docs);
writeFileSync(explained, explainPage(readFileSync(explained, "utf8")));
