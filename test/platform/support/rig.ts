import { after, before, describe } from "node:test";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import type { Stores } from "../../../platform/stores/ports.ts";
import { type AppUnderTest, appOver, type Ground } from "../../../platform/testing/app-over.ts";
import { type Fresh, type GroundKind, kinds } from "./grounds.ts";

/** An app under test and what it stands on. */
export interface Rig extends AppUnderTest {
  readonly stores: Stores;
  readonly fresh: Fresh;
}

/** Opens an app on fresh stores, or on those of an app before it. */
export type OpenRig = (
  app: AppDefinition,
  options?: Partial<Pick<Ground, "onStep" | "batchSize" | "log" | "environment">> & { readonly on?: Fresh },
) => Promise<Rig>;

/** Describes a promise once for every kind of stores. */
export function onEveryGround(title: string, body: (open: OpenRig, kind: GroundKind) => void): void {
  for (const kind of kinds) {
    describe(`${title} (${kind.name})`, () => {
      let started: Awaited<ReturnType<GroundKind["start"]>>;
      before(async () => {
        started = await kind.start();
      });
      after(() => started.stop());
      body(async (app, options = {}) => {
        const fresh = options.on ?? (await started.fresh());
        return { ...appOver({ app, ...fresh, clock: new FakeClock(), ...options }), stores: fresh.stores, fresh };
      }, kind);
    });
  }
}

/** Sends a command and answers the answer. */
export function send(rig: Pick<Rig, "request">, name: string, body: unknown, headers: Record<string, string> = {}) {
  return rig.request("POST", `/api/commands/${name}`, { body, headers });
}

/** What became of a command that was sent. */
export async function outcome(rig: Pick<Rig, "request">, sent: { readonly headers: Readonly<Record<string, string>> }) {
  return (await rig.request("GET", sent.headers["location"] ?? "")).body;
}
