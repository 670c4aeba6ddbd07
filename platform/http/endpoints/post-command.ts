import type { CommandCheck, CommandEndpoint } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { acceptCommand } from "../../commands/accept.ts";
import { type Submitted, submitCommand } from "../../commands/submit.ts";
import type { DedupeKey } from "../../messages/ids.ts";
import { resolvePointer } from "../../messages/json-pointer.ts";
import type { Fault } from "../../messages/message-class.ts";
import { keyOfValue } from "../../read-models/keys.ts";
import { retryTransient } from "../../retry/policy.ts";
import { countInvalid } from "../../telemetry/meters.ts";
import { notePersonal, personalValuesAmong } from "../../telemetry/redact.ts";
import { readJson } from "../body.ts";
import { type HttpEndpoint, type HttpRequest, type HttpResponse, json } from "../exchange.ts";
import { correlationId, idempotencyKey, traceContext } from "../headers.ts";
import { Problem } from "../problem.ts";
import { queryValues } from "../query.ts";
import { checkOwner } from "../security/ownership.ts";
import { sentVersion, versionHeader, versionHeaders } from "../versions.ts";

/** Tries of a client's request when a store stumbles: short, a person waits. */
const patience = { attempts: 3, strategy: "exponential", first: 50, max: 400 } as const;

/** Headers about the version that was sent. */
type Headers = Readonly<Record<string, string>>;

/** Takes one kind of command: validates it, stores it, never handles it. */
export function postCommand(runtime: Runtime, { message, check, security }: CommandEndpoint): HttpEndpoint {
  const post = async (request: HttpRequest, sees: (payload: unknown) => void): Promise<HttpResponse> => {
    queryValues(request, []);
    const now = runtime.clock.now();
    const version = sentVersion(request, message, now);
    const headers =
      version === undefined ? {} : { ...versionHeaders(version, now), [versionHeader]: `${version.version}` };
    const key = idempotencyKey(request);
    const dedupe: DedupeKey = key === undefined ? { by: "payload" } : { by: "client", key };
    const payload = await readJson(request);
    sees(payload);
    const arrival = {
      now,
      correlationId: correlationId(request) ?? runtime.newId(),
      ...traceContext(request),
      key: dedupe,
      caller: request.caller?.subject,
    };
    const sent = version === undefined ? undefined : { version, upcasters: runtime.catalog.app.upcasters };
    const accepted = await acceptCommand(message, payload, arrival, sent);
    if (!accepted.ok) throw invalidPayload(message.messageName, accepted.faults, headers);
    const access = security?.access;
    if (access !== undefined && "pointer" in access.key) {
      await checkOwner(runtime, access, request.caller, resolvePointer(accepted.data, access.key.pointer));
    }
    await runCheck(runtime, check, accepted.data);
    const submitted = await submitCommand(runtime, accepted.record, (work) => retryTransient(runtime, patience, work));
    if (submitted.status === "accepted") runtime.recent.noteAccepted(submitted.command.envelope);
    return answer(submitted, headers);
  };
  return async (request) => {
    let payload: unknown;
    try {
      return await post(request, (data) => {
        payload = data;
      });
    } catch (error) {
      notePersonal(error, personalValuesAmong([message], { type: message.type, data: payload }));
      if (error instanceof Problem && !stored.has(error.code)) countInvalid(runtime, message.messageName, error.code);
      throw error;
    }
  };
}

/** Problems of commands that were stored before, which are counted as such. */
const stored: ReadonlySet<string> = new Set(["duplicate-command", "idempotency-key-reused"]);

function invalidPayload(name: string, faults: readonly Fault[], headers: Headers): Problem {
  const errors = faults.map(({ pointer, message }) => ({ pointer, message }));
  const count = errors.length === 1 ? "one fault" : `${errors.length} faults`;
  return new Problem("invalid-payload", `The payload of ${name} has ${count}.`, { errors, headers });
}

async function runCheck(runtime: Runtime, check: CommandCheck | undefined, payload: unknown): Promise<void> {
  if (check === undefined) return;
  const failure = await check(payload as never, async (readModel, key) => {
    const model = runtime.catalog.readModels.get(readModel);
    if (model === undefined) throw new Error(`The contract has no read model ${JSON.stringify(readModel)}.`);
    const { partition, id } = keyOfValue(key);
    return (await runtime.stores.readModels.read(model.descriptor.container, partition, id))?.record.data;
  });
  if (failure !== undefined) {
    throw new Problem(failure.code, failure.detail, { status: 422, title: "A check refused the command." });
  }
}

function answer(submitted: Submitted, headers: Headers): HttpResponse {
  const { envelope } = submitted.status === "accepted" ? submitted.command : submitted.first;
  const location = { location: `/api/commands/${envelope.id}`, ...headers };
  const body = { commandId: envelope.id, status: "accepted", correlationId: envelope.correlationid };
  switch (submitted.status) {
    case "accepted":
      return json(202, body, location);
    case "replayed":
      return json(202, body, { ...location, "idempotency-replayed": "true" });
    case "duplicate":
      throw new Problem("duplicate-command", "The same command was accepted before.", {
        headers: location,
        members: { commandId: envelope.id },
      });
    case "key-reused":
      throw new Problem("idempotency-key-reused", "The key was used before, with another payload.", {
        headers: location,
        members: { commandId: envelope.id },
      });
  }
}
