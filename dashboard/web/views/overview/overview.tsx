import { useMemo } from "preact/hooks";
import type { ActivityAnswer, TopologyAnswer } from "../../../../platform/admin/shapes.ts";
import { CheckField, Heading, Problem, Show, useGet, useKeys, useQuery, type View } from "../../kit/index.ts";
import { Figures } from "./figures.tsx";
import { graphOf } from "./graph.ts";
import { NodePanel } from "./node-panel.tsx";
import { Topology } from "./topology.tsx";
import "./overview.css";

function Overview() {
  const topology = useGet<TopologyAnswer>("/api/admin/topology");
  const activity = useGet<ActivityAnswer>("/api/admin/activity", { seconds: 60 }, 2_000);
  const [selected, select] = useQuery("node");
  const [every, setEvery] = useQuery("every");
  const graph = useMemo(() => topology.data && graphOf(topology.data, every === "true"), [topology.data, every]);
  const node = graph?.nodes.find(({ id }) => id === selected);
  useKeys({ Escape: () => select(undefined) });
  return (
    <>
      <Heading title={topology.data?.service.title ?? "Overview"}>
        <CheckField
          label="Every message"
          value={every === "true"}
          onInput={(on) => setEvery(on ? "true" : undefined)}
        />
      </Heading>
      {activity.data !== undefined && <Figures activity={activity.data} />}
      {activity.error !== undefined && <Problem error={activity.error} onRetry={activity.reload} />}
      <Show of={topology}>
        {(found) => (
          <div class={node === undefined ? "split" : "split with-detail"}>
            <div class="list">
              <Topology
                topology={found}
                activity={activity.data}
                every={every === "true"}
                selected={node?.id ?? ""}
                onSelect={(id) => select(id === "" ? undefined : id)}
              />
            </div>
            {node !== undefined && (
              <aside class="card detail" aria-label="The chosen node">
                <button type="button" class="quiet close" aria-label="Close" onClick={() => select(undefined)}>
                  ✕
                </button>
                <NodePanel node={node} topology={found} activity={activity.data} />
              </aside>
            )}
          </div>
        )}
      </Show>
    </>
  );
}

/** The first page: what is connected with what, and what is going on. */
export const overview: View = { path: "/", title: "Overview", key: "o", group: "System", View: Overview };
