import { Copy, Tabs } from "../../kit/index.ts";
import { codeKinds, codeOf, type Sending } from "./code.ts";

/** The command as code, to be copied. */
export function CodeCard({ sending }: { readonly sending: Sending }) {
  return (
    <section class="card stack" aria-labelledby="code">
      <h2 id="code">As code</h2>
      {sending.payload === undefined ? (
        <p class="muted">Once the payload is JSON, it stands here as code.</p>
      ) : (
        <Tabs
          label="As code"
          tabs={codeKinds.map((kind) => ({
            id: kind.replaceAll(" ", "-"),
            label: kind,
            content: () => {
              const code = codeOf(kind, sending);
              return (
                <div class="code">
                  <Copy text={code} label={`as ${kind}`} />
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
                  <section tabIndex={0} aria-label={`The command as ${kind}`}>
                    <pre>{code}</pre>
                  </section>
                </div>
              );
            },
          }))}
        />
      )}
      <p class="hint">The key is not in it: it is read from FUNCTION_KEY. An app that asks for none passes it over.</p>
    </section>
  );
}
