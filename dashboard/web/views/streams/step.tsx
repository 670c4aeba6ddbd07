import type { StateStep, StatesAnswer, StreamAnswer, StreamEvent } from "../../../../platform/admin/shapes.ts";
import { DiffView } from "../../json/diff-view.tsx";
import { Badge, href, Id, Json, Link, Problem, path, Show, Tabs, Time, useGet, useQuery } from "../../kit/index.ts";
import { windowOf } from "./windows.ts";

/** One version of a stream: what its event changed, the whole state, the event. */
export function Step({
  stream,
  id,
  version,
}: {
  readonly stream: string;
  readonly id: string;
  readonly version: number;
}) {
  const base = path`/api/admin/streams/${stream}/${id}`;
  const [tab, setTab] = useQuery("tab");
  const { from, to } = windowOf(version);
  const states = useGet<StatesAnswer>(`${base}/states`, { from: String(from), to });
  const event = useGet<StreamAnswer>(version === 0 ? undefined : base, { after: String(version - 1), limit: 1 });
  const at = (wanted: number) => states.data?.steps.find((step) => step.version === wanted);
  const [before, step] = [at(version - 1), at(version)];
  const stored = event.data?.items[0];
  return (
    <div class="stack" aria-busy={states.loading}>
      <Title version={version} stored={stored} changed={step?.changed} />
      {states.data?.error !== undefined && step === undefined && (
        <div class="problem" role="alert">
          <strong>The fold does not go so far.</strong>
          <p>{states.data.error}</p>
        </div>
      )}
      {states.error !== undefined && <Problem error={states.error} onRetry={states.reload} />}
      <Tabs
        label="What is shown of the version"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: "change", label: "What changed", content: () => <Change before={before} step={step} /> },
          { id: "state", label: "State", content: () => <State step={step} /> },
          {
            id: "event",
            label: "Event",
            content: () =>
              version === 0 ? (
                <p class="muted">Before the first event there is none.</p>
              ) : (
                <Show of={event}>{({ items }) => <Event of={items[0]} />}</Show>
              ),
          },
        ]}
      />
    </div>
  );
}

function Title({
  version,
  stored,
  changed,
}: {
  readonly version: number;
  readonly stored: StreamEvent | undefined;
  readonly changed: readonly string[] | undefined;
}) {
  if (version === 0) return <h2>Before the first event</h2>;
  return (
    <div class="row">
      <h2>
        {version}. {stored?.name}
      </h2>
      {stored !== undefined && <Time at={stored.envelope.time} />}
      {stored?.upcast !== undefined && <Badge tone="warn">upcast</Badge>}
      {changed !== undefined && (
        <span class="muted small">{changed.length === 1 ? "1 place changed" : `${changed.length} places changed`}</span>
      )}
      {stored !== undefined && <Link to={path`/stories/${stored.envelope.correlationid}`}>Its story</Link>}
    </div>
  );
}

function Change({ before, step }: { readonly before: StateStep | undefined; readonly step: StateStep | undefined }) {
  if (step === undefined) return <p class="muted">There is no state of this version.</p>;
  const names = [`version ${step.version - 1}`, `version ${step.version}`] as const;
  return (
    <DiffView before={before?.state} after={step.state} label="What the event changed in the state" names={names} />
  );
}

function State({ step }: { readonly step: StateStep | undefined }) {
  if (step === undefined) return <p class="muted">There is no state of this version.</p>;
  return <Json key={step.version} value={step.state} label="State" marks={new Set(step.changed)} />;
}

function Event({ of: event }: { readonly of: StreamEvent | undefined }) {
  if (event === undefined) return <p class="muted">There is no such event.</p>;
  const { envelope, upcast, upcastError } = event;
  return (
    <div class="stack">
      <dl class="facts">
        <dt>Id</dt>
        <dd>
          <Id of={envelope.id} short={false} />
        </dd>
        <dt>Caused by</dt>
        <dd>
          <Link to={href("/messages", { message: envelope.causationid })}>{envelope.causationid}</Link>
        </dd>
        <dt>Type</dt>
        <dd>
          <code>{envelope.type}</code>
        </dd>
      </dl>
      {upcastError !== undefined && (
        <div class="problem" role="alert">
          <strong>Code cannot see it.</strong>
          <p>{upcastError}</p>
        </div>
      )}
      {upcast === undefined ? (
        <Json value={envelope} label="Event as it is stored" />
      ) : (
        <>
          <h3>As it is stored, and as code sees it</h3>
          <DiffView
            before={envelope}
            after={upcast}
            label="Event as it is stored and as code sees it"
            names={[`stored: ${envelope.type}`, `code sees: ${upcast.type}`]}
          />
        </>
      )}
    </div>
  );
}
