import type { Contract, Filter, Query, ReadModel } from "../model/contract.ts";
import { containerOf, pathParameters, projectionType, readModelFile } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { array, block, literal, literals } from "./typescript/literals.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** For each read model its descriptor, its queries and the interface of its hand-written fold. */
export function renderReadModels(contract: Contract): readonly (readonly [path: string, text: string])[] {
  return contract.readModels.map((readModel) => [readModelFile(readModel), renderReadModel(contract, readModel)]);
}

function renderReadModel(contract: Contract, readModel: ReadModel): string {
  const module = new TypeScriptModule(readModelFile(readModel), contract.file);
  const { name, description, per, folds } = readModel;
  const document = module.dataType(readModel.document ?? "never");
  const descriptor = block([
    `name: ${literal(name)},`,
    `container: ${literal(containerOf(readModel))},`,
    `per: ${literal(per)},`,
    `folds: ${array(folds.map(literal), "  ")},`,
  ]);
  const queries = readModel.queries.map((query) => renderQuery(module, readModel, query));
  const entries = folds.map((event) => {
    const summary = contract.messages.find((message) => message.name === event)?.summary ?? "";
    const type = `${module.platformType("Project")}<${module.messageType(event)}, ${document}>`;
    return `${docComment(summary, "  ")}  readonly ${event}: ${type};\n`;
  });
  const body = [
    docComment(description, ""),
    `export const ${name}: ${module.platformType("ReadModelDescriptor")} = ${descriptor};\n\n`,
    ...queries,
    docComment(`What you write for the read model ${name}: one fold an event.`, ""),
    `export interface ${projectionType(readModel)} {\n${entries.join("")}}`,
  ];
  return module.print(body.join(""));
}

function renderQuery(module: TypeScriptModule, readModel: ReadModel, query: Query): string {
  const [parameter] = pathParameters(query.path);
  const descriptor = block([
    `name: ${literal(query.name)},`,
    `readModel: ${readModel.name},`,
    `returns: ${literal(query.returns)},`,
    ...(parameter === undefined ? [] : [`keyParameter: ${literal(parameter)},`]),
    `filters: ${array(query.filters.map(filter), "  ")},`,
    `order: ${literal(query.order)},`,
  ]);
  const type = module.platformType("QueryDescriptor");
  return `${docComment(query.description, "")}export const ${query.name}: ${type} = ${descriptor};\n\n`;
}

/** A filter by one field of its own name is only that name. */
function filter({ name, fields }: Filter): string {
  if (fields.length === 1 && fields[0] === name) return literal(name);
  return `{ name: ${literal(name)}, anyOf: ${literals(fields)} }`;
}
