import { useState } from "preact/hooks";
import { type ApiError, postJson } from "../kit/api.ts";
import { TextField } from "../kit/field.tsx";

/** Asks for the key that the dashboard was started with. */
export function SignIn({ onDone }: { readonly onDone: () => void }) {
  const [key, setKey] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const send = async (event: Event) => {
    event.preventDefault();
    try {
      await postJson("/dashboard/session", { key });
      onDone();
    } catch (error) {
      setFault((error as ApiError).message);
    }
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={send}>
        <img src="/assets/icon.svg" alt="" width={40} height={40} />
        <h1>Dashboard</h1>
        <p class="muted">It asks for the key that it was started with.</p>
        <TextField label="Key" type="password" value={key} onInput={setKey} fault={fault} autofocus required />
        <button type="submit" class="primary">
          Go in
        </button>
      </form>
    </main>
  );
}
