import { registerFunctions } from "../../../../platform/codegen/v1.ts";
import { questApp } from "../../support/quest.ts";

registerFunctions(questApp());
