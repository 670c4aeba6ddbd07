import { cursorOf } from "../../../admin/cursor.ts";
import { compareDocument, listDocuments, listReadModels } from "../../../admin/read-models.ts";
import type { DocumentAnswer, DocumentsAnswer } from "../../../admin/shapes.ts";
import type { ReadModelDefinition } from "../../../app/definition.ts";
import type { Runtime } from "../../../app/runtime.ts";
import type { HttpEndpoint, HttpRequest } from "../../exchange.ts";
import { Problem } from "../../problem.ts";
import { pageLimit, queryValues } from "../../query.ts";
import { cursorParts, fresh, pathText, someText, withinReach } from "./parameters.ts";

/** The read models. */
export function listAllReadModels(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    return fresh(listReadModels(runtime));
  };
}

/** Documents of one read model. */
export function listModelDocuments(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const values = queryValues(request, ["partition", "limit", "cursor"]);
    const model = modelOf(runtime, request);
    const partition = someText(values, "partition");
    const place = cursorParts(values, "documents", ["string", "string"]);
    const { items, next } = await listDocuments(runtime, model, {
      limit: pageLimit(values),
      ...(partition === undefined ? {} : { partition }),
      ...(place === undefined ? {} : { after: { id: place[0], partition: place[1] } }),
    });
    const cursor = next === undefined ? {} : { cursor: cursorOf("documents", next.id, next.partition) };
    const answer: DocumentsAnswer = { items, ...cursor };
    return fresh(answer);
  };
}

/** One document beside a fresh fold. */
export function showDocument(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const values = queryValues(request, ["partition", "id"]);
    const model = modelOf(runtime, request);
    const [partition, id] = [someText(values, "partition"), someText(values, "id")];
    if (partition === undefined || id === undefined) {
      throw new Problem("invalid-query", "partition and id say which document; both are needed.");
    }
    const answer: DocumentAnswer | undefined = await withinReach(() =>
      compareDocument(runtime, model, { partition, id }),
    );
    if (answer !== undefined) return fresh(answer);
    throw new Problem("not-found", `${model.descriptor.name} has no such document, and no event accounts for one.`);
  };
}

function modelOf({ catalog }: Runtime, request: HttpRequest): ReadModelDefinition {
  const name = pathText(request, "name", "read model");
  const found = catalog.readModels.get(name);
  if (found !== undefined) return found;
  throw new Problem("not-found", `The contract has no read model ${JSON.stringify(name)}.`);
}
