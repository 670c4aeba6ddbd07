import { Dialog } from "../kit/dialog.tsx";
import type { View } from "../kit/view.ts";

/** Shows which keys do what. */
export function KeysHelp({ views, onClose }: { readonly views: readonly View[]; readonly onClose: () => void }) {
  const lines = [
    ["/", "search"],
    ["j k", "next and previous row of a list"],
    ["?", "these keys"],
    ...views.flatMap(({ key, title }) => (key === undefined ? [] : [[`g ${key}`, title]])),
  ] as const;
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="keys">
        {lines.map(([keys = "", what]) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
