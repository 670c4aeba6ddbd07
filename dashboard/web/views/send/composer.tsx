import { useId, useMemo, useState } from "preact/hooks";
import { check, type Fault } from "../../form/check.ts";
import { blankOf, fieldOf, shows } from "../../form/fields.ts";
import { Form, focusFault } from "../../form/form.tsx";
import { editedOf, JsonEditor } from "../../json/editor.tsx";
import type { Json } from "../../json/pointer.ts";
import { ApiError, Problem, postJson, TextField } from "../../kit/index.ts";
import { CodeCard } from "./code-card.tsx";
import { type Sendable, withFreshIds } from "./commands.ts";
import { Outcome, type Sent } from "./outcome.tsx";
import "./send.css";

/** Fills a command in, as a form or as JSON, sends it, and follows it. */
export function Composer({
  command,
  document,
  base,
}: {
  readonly command: Sendable;
  readonly document: Json;
  readonly base: string;
}) {
  const id = useId();
  const field = useMemo(() => fieldOf(command.schema, document), [command, document]);
  const [value, setValue] = useState<Json>(() => blankOf(field) ?? {});
  // As JSON: the text, which may be none at the moment.
  const [text, setText] = useState<string | undefined>();
  const [key, setKey] = useState("");
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<ApiError | undefined>();
  const [sent, setSent] = useState<Sent | undefined>();
  const [busy, setBusy] = useState(false);
  const edited = text === undefined ? { value } : editedOf(text);
  const payload = "value" in edited ? edited.value : undefined;
  const found = "value" in edited ? check(edited.value, command.schema, document) : [];
  // Nobody is told what is wrong with a form that they have not filled in yet.
  const faults: readonly Fault[] = [...(tried ? found : []), ...(problem?.errors ?? [])];
  const canForm = "value" in edited && shows(field, edited.value);
  const keyFault =
    key === "" || /^[\x21-\x7e]{1,255}$/.test(key)
      ? undefined
      : "1 to 255 visible characters of ASCII, without spaces.";

  const fill = (example: Json) => {
    setValue(example);
    setText(text === undefined && shows(field, example) ? undefined : JSON.stringify(example, undefined, 2));
    setProblem(undefined);
    setTried(false);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if ("fault" in edited || keyFault !== undefined) return;
    if (found.length > 0) return focusFault(id, found);
    setBusy(true);
    setProblem(undefined);
    try {
      const headers: Record<string, string> = key === "" ? {} : { "idempotency-key": key };
      setSent(await postJson<Sent>(command.path, edited.value, { headers }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error);
      setSent(undefined);
      focusFault(id, error.errors);
    }
    setBusy(false);
  };

  return (
    <div class="composer">
      <form class="card stack" noValidate onSubmit={submit} aria-label={`Payload of ${command.name}`}>
        <Examples of={command} onFill={fill} />
        {text === undefined ? (
          <Form
            field={field}
            value={value}
            id={id}
            faults={faults}
            onChange={(next) => {
              setValue(next);
              setProblem(undefined);
            }}
          />
        ) : (
          <JsonEditor
            label="Payload as JSON"
            text={text}
            faults={problem?.errors ?? []}
            check={(one) => check(one, command.schema, document)}
            onInput={(next) => {
              setText(next);
              setProblem(undefined);
            }}
          />
        )}
        <TextField
          label="Idempotency-Key (optional)"
          value={key}
          onInput={setKey}
          fault={keyFault}
          hint="Two posts with the same key are the same command. Without one, two posts with the same payload are."
        />
        {problem !== undefined && <Problem error={problem} />}
        {tried && found.length > 0 && (
          <p class="fault" role="alert">
            {found.length === 1 ? "One field is not right yet." : `${found.length} fields are not right yet.`}
          </p>
        )}
        <div class="row">
          <button type="submit" class="primary" disabled={busy}>
            {busy ? "Sending …" : "Send"}
          </button>
          {text === undefined ? (
            <button type="button" class="plain" onClick={() => setText(JSON.stringify(value, undefined, 2))}>
              As JSON
            </button>
          ) : (
            <button
              type="button"
              class="plain"
              disabled={!canForm}
              title={canForm ? "" : "The form has no field for some of it."}
              onClick={() => {
                setValue(payload);
                setText(undefined);
              }}
            >
              As a form
            </button>
          )}
          <button type="button" class="quiet" onClick={() => setKey(crypto.randomUUID())}>
            New key
          </button>
        </div>
      </form>
      <div class="stack">
        {sent !== undefined && <Outcome key={sent.commandId} of={sent} />}
        <CodeCard
          sending={{
            base,
            path: command.path,
            method: command.method,
            payload,
            idempotencyKey: key === "" ? undefined : key,
            keyed: true,
          }}
        />
      </div>
    </div>
  );
}

function Examples({ of: { examples }, onFill }: { readonly of: Sendable; readonly onFill: (value: Json) => void }) {
  if (examples.length === 0) return null;
  return (
    <section class="stack" aria-label="Examples">
      {examples.map(({ name, summary, value }) => (
        <div class="row" key={name}>
          <span class="muted">{summary === "" ? name : summary}</span>
          <button type="button" class="plain" onClick={() => onFill(value)}>
            Fill in
          </button>
          <button type="button" class="quiet" onClick={() => onFill(withFreshIds(value, () => crypto.randomUUID()))}>
            with new ids
          </button>
        </div>
      ))}
    </section>
  );
}
