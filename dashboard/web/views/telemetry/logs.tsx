import type { LogView } from "../../../shapes.ts";
import {
  CheckField,
  Empty,
  Heading,
  Loading,
  Problem,
  SelectField,
  TextField,
  useEvery,
  usePages,
  useQuery,
  type View,
} from "../../kit/index.ts";
import { LogLines } from "./log-lines.tsx";
import { NoTelemetry } from "./no-telemetry.tsx";

const pageSize = 100;
const filters = [
  ["text", "Text"],
  ["event", "Event id, or its beginning"],
  ["message", "Message id"],
  ["correlation", "Correlation id"],
  ["trace", "Trace"],
] as const;

function Logs() {
  const values = Object.fromEntries(filters.map(([name]) => [name, useQuery(name)] as const));
  const [level, setLevel] = useQuery("level");
  const [live, setLive] = useQuery("live");
  const asked = Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]));
  const pages = usePages<LogView>("/dashboard/logs", { ...asked, level, limit: pageSize });
  useEvery(live === "true" && pages.items.length <= pageSize ? 2_000 : undefined, pages.reload);
  const isAsked = level !== "" || Object.values(asked).some((value) => value !== "");
  return (
    <>
      <Heading title="Logs">
        <CheckField label="Live" value={live === "true"} onInput={(on) => setLive(on ? "true" : undefined)} />
        <button type="button" class="plain" onClick={pages.reload}>
          Refresh
        </button>
      </Heading>
      <search class="filters">
        <SelectField
          label="Level"
          value={level}
          options={[
            ["", "all levels"],
            ["info", "info and above"],
            ["warn", "warnings and errors"],
            ["error", "errors"],
          ]}
          onInput={setLevel}
        />
        {filters.map(([name, label]) => (
          <TextField
            key={name}
            label={label}
            value={asked[name] ?? ""}
            settle={400}
            onInput={(value) => values[name]?.[1](value.trim())}
          />
        ))}
      </search>
      {pages.error !== undefined && <Problem error={pages.error} onRetry={pages.reload} />}
      {pages.items.length > 0 ? (
        <>
          <LogLines lines={pages.items} />
          {pages.more && (
            <button type="button" class="plain" disabled={pages.loading} onClick={pages.loadMore}>
              Older lines
            </button>
          )}
        </>
      ) : pages.loading ? (
        <Loading />
      ) : isAsked ? (
        <Empty title="No line is like this." />
      ) : (
        <NoTelemetry what="log lines" />
      )}
    </>
  );
}

/** The log. */
export const logs: View = { path: "/logs", title: "Logs", key: "l", group: "Telemetry", View: Logs };
