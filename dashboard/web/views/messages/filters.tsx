import type { TopologyAnswer } from "../../../../platform/admin/shapes.ts";
import { type Query, SelectField, setQuery, TextField, useGet } from "../../kit/index.ts";

/** What messages can be asked for by; the names are those of the API. */
export const filterNames = [
  "text",
  "type",
  "kind",
  "status",
  "stream",
  "streamid",
  "correlation",
  "recipient",
  "id",
] as const;

/** The filters in an address. */
export function filtersOf(query: URLSearchParams): Readonly<Record<(typeof filterNames)[number], string>> {
  return Object.fromEntries(filterNames.map((name) => [name, query.get(name) ?? ""])) as Record<
    (typeof filterNames)[number],
    string
  >;
}

const shortest = 3;

/** The filters. What is chosen stands in the address. */
export function Filters({ query }: { readonly query: URLSearchParams }) {
  const values = filtersOf(query);
  const topology = useGet<TopologyAnswer>("/api/admin/topology").data;
  const set = (changes: Query) => setQuery({ ...changes, message: undefined });
  const names = topology?.messages
    .filter(({ kind }) => values.kind === "" || values.kind === kind)
    .map(({ name }) => name)
    .sort();
  const streams = topology?.streams.map(({ name }) => name) ?? [];
  const more = (["streamid", "correlation", "recipient", "id"] as const).filter((name) => values[name] !== "");
  const text = (name: (typeof filterNames)[number], label: string) => (
    <TextField label={label} value={values[name]} settle={400} onInput={(value) => set({ [name]: value.trim() })} />
  );
  return (
    <search class="stack">
      <div class="filters">
        <TextField
          label="Id or text"
          type="search"
          placeholder="an id, an account, any text"
          value={values.text}
          settle={400}
          onInput={(value) => set({ text: value.trim() })}
          fault={values.text.length > 0 && values.text.length < shortest ? "Three characters at least." : undefined}
        />
        <SelectField
          label="Kind"
          value={values.kind}
          options={[["", "all kinds"], "command", "event", "notification"]}
          onInput={(kind) => set({ kind, type: undefined })}
        />
        <SelectField
          label="Message"
          value={values.type}
          options={[["", "all messages"], ...withValue(names ?? [], values.type)]}
          onInput={(type) => set({ type })}
        />
        <SelectField
          label="Status"
          value={values.status}
          options={[["", "any status"], "accepted", "succeeded", "rejected", "failed"]}
          onInput={(status) => set({ status })}
        />
      </div>
      <details class="more" open={more.length > 0 || values.stream !== ""}>
        <summary>More filters</summary>
        <div class="filters">
          <SelectField
            label="Stream"
            value={values.stream}
            options={[["", "all streams"], ...withValue(streams, values.stream)]}
            onInput={(stream) => set({ stream })}
          />
          {text("streamid", "Stream id")}
          {text("correlation", "Correlation id")}
          {text("recipient", "Recipient")}
          {text("id", "Message id")}
        </div>
      </details>
    </search>
  );
}

/** The options, with what is chosen even when the contract does not know it. */
const withValue = (options: readonly string[], value: string): readonly string[] =>
  value === "" || options.includes(value) ? options : [...options, value];
