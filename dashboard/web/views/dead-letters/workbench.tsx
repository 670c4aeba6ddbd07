import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { check, type Fault } from "../../form/check.ts";
import { same } from "../../json/diff.ts";
import { DiffView } from "../../json/diff-view.tsx";
import { editedOf, JsonEditor } from "../../json/editor.tsx";
import type { Json as Value } from "../../json/pointer.ts";
import { Json, TextField, useGet } from "../../kit/index.ts";
import { type Came, discard, redrive } from "./actions.ts";
import { DiscardDialog, ForceDialog } from "./dialogs.tsx";
import { isEditable } from "./letters.ts";
import { schemaOf } from "./schema-of.ts";
import type { LetterDetail } from "./shapes.ts";
import { rememberedName, rememberName } from "./who.ts";

/** The payload, and what can be done about the letter. */
export function Workbench({
  result,
  of: { letter, parks },
  onCame,
}: {
  readonly of: LetterDetail;
  /** What came of the last action. */
  readonly result: ComponentChildren;
  readonly onCame: (came: Came) => void;
}) {
  const { message, handler, id } = letter;
  const original = message.data;
  const contract = useGet<Value>(isEditable(handler) ? "/api/asyncapi.json" : undefined);
  const [text, setText] = useState<string | undefined>();
  const [by, setBy] = useState(rememberedName());
  const [why, setWhy] = useState("");
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [missing, setMissing] = useState<{ readonly by?: string; readonly why?: string }>({});
  const [busy, setBusy] = useState<string | undefined>();
  const [asks, setAsks] = useState<"discard" | "force" | undefined>();
  const schema = contract.data === undefined ? undefined : schemaOf(message.type, contract.data);
  const edited = text === undefined ? undefined : editedOf(text);
  const changed = edited !== undefined && "value" in edited && !same(edited.value, original) ? edited.value : undefined;
  const isDone = letter.closed !== undefined && !parks;

  const run = async (what: string, work: () => Promise<Came>) => {
    setBusy(what);
    const came = await work();
    setBusy(undefined);
    setFaults("error" in came ? came.error.errors : (came.report.problem?.faults ?? []));
    onCame(came);
    return came;
  };
  const go = async (dryRun: boolean, force?: { readonly by: string }) => {
    if (edited !== undefined && "fault" in edited) return;
    // A dry run writes nothing, so that it needs nobody's name.
    const lacks = {
      ...(by.trim() === "" && { by: "Who decides this?" }),
      ...(why.trim() === "" && { why: "Why is it changed?" }),
    };
    if (changed !== undefined && !dryRun && Object.keys(lacks).length > 0) return setMissing(lacks);
    setMissing({});
    if (!dryRun) rememberName(by);
    const signed = { by: by.trim() || "dry run", why: why.trim() || "dry run" };
    const edit = changed === undefined ? undefined : { payload: changed, ...signed };
    const came = await run(dryRun ? "dry run" : "redrive", () => redrive(id, { dryRun, edit, force }));
    if ("error" in came && came.error.code === "not-idempotent") setAsks("force");
  };

  return (
    <section class="card stack" aria-labelledby="payload">
      <h2 id="payload">Payload</h2>
      {text === undefined ? (
        <Json value={original} label="Payload" marks={new Set(letter.faults.map(({ pointer }) => pointer))} />
      ) : (
        <>
          <JsonEditor
            label="Payload, repaired"
            text={text}
            onInput={(next) => {
              setText(next);
              setFaults([]);
            }}
            faults={faults}
            {...(schema !== undefined && { check: (value: Value) => check(value, schema.schema, schema.document) })}
          />
          {schema === undefined && (
            <p class="muted small">
              Its schema is not published, as that of a private command or an earlier version. The dry run checks the
              payload against it.
            </p>
          )}
          {changed !== undefined && (
            <DiffView before={original} after={changed} label="What you change" names={["as it is", "repaired"]} />
          )}
          {changed !== undefined && (
            <div class="grid">
              <TextField label="Your name" value={by} onInput={setBy} fault={missing.by} />
              <TextField
                label="Why it is changed"
                value={why}
                onInput={setWhy}
                fault={missing.why}
                hint="Both are kept with the letter."
              />
            </div>
          )}
        </>
      )}
      {isDone ? (
        <p class="muted">Nothing is left to do about it.</p>
      ) : (
        <div class="row">
          {isEditable(handler) &&
            (text === undefined ? (
              <button type="button" class="plain" onClick={() => setText(JSON.stringify(original, undefined, 2))}>
                Edit payload
              </button>
            ) : (
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  setText(undefined);
                  setFaults([]);
                  setMissing({});
                }}
              >
                Leave it as it was
              </button>
            ))}
          <button type="button" class="plain" disabled={busy !== undefined} onClick={() => go(true)}>
            {busy === "dry run" ? "Trying …" : "Dry run"}
          </button>
          <button type="button" class="primary" disabled={busy !== undefined} onClick={() => go(false)}>
            {busy === "redrive" ? "Redriving …" : changed === undefined ? "Redrive" : "Redrive repaired"}
          </button>
          <button type="button" class="plain" disabled={busy !== undefined} onClick={() => setAsks("discard")}>
            Discard …
          </button>
        </div>
      )}
      {result}
      <p class="muted small">
        A dry run handles it on copies and writes nothing.{" "}
        {!isEditable(handler) && "Only commands can be edited: an event is a fact. Repair the handler, then redrive."}
      </p>
      {asks === "discard" && (
        <DiscardDialog
          parks={parks}
          isCommand={isEditable(handler)}
          onClose={() => setAsks(undefined)}
          onDiscard={async (name, reason) => {
            rememberName(name);
            setAsks(undefined);
            await run("discard", () => discard(id, name, reason));
          }}
        />
      )}
      {asks === "force" && (
        <ForceDialog
          handler={handler}
          onClose={() => setAsks(undefined)}
          onForce={async (name) => {
            rememberName(name);
            setAsks(undefined);
            await go(false, { by: name });
          }}
        />
      )}
    </section>
  );
}
