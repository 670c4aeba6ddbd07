import { useEffect, useState } from "preact/hooks";
import type { ConfigAnswer } from "../../shapes.ts";
import { getJson, signedOut } from "../kit/api.ts";
import { Loading } from "../kit/state.tsx";
import { Toasts } from "../kit/toast.tsx";
import { Shell } from "./shell.tsx";
import { SignIn } from "./sign-in.tsx";

/** The whole page: the sign-in, or what is behind it. */
export function Frame() {
  const [config, set] = useState<ConfigAnswer | undefined>();
  const ask = () => getJson<ConfigAnswer>("/dashboard/config").then(set, () => set({ signedIn: true }));
  useEffect(() => {
    void ask();
    const listener = () => set({ signedIn: false });
    signedOut.addEventListener("signed-out", listener);
    return () => signedOut.removeEventListener("signed-out", listener);
  }, []);
  return (
    <>
      {config === undefined ? <Loading /> : config.signedIn ? <Shell config={config} /> : <SignIn onDone={ask} />}
      <Toasts />
    </>
  );
}
