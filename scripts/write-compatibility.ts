/** Writes `docs/compatibility.md` from the kinds of change that the tests try. */
import { writeFileSync } from "node:fs";
import { schemaRulesPage } from "../codegen/compatibility/schemas/documentation.ts";
import { groups } from "../test/codegen/compatibility/schemas/cases/all.ts";
import { judged } from "../test/codegen/compatibility/schemas/judged.ts";

writeFileSync(new URL("../docs/compatibility.md", import.meta.url), schemaRulesPage(groups.map(judged)));
