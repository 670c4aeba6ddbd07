import { useState } from "preact/hooks";
import { Heading, Link, path, Show, useGet, type View, type ViewProps } from "../../kit/index.ts";
import type { Came } from "./actions.ts";
import { Behind, Facts, Why } from "./facts.tsx";
import { nameOf } from "./letters.ts";
import { LetterState } from "./list.tsx";
import { Past } from "./past.tsx";
import { Result } from "./result.tsx";
import type { LetterDetail } from "./shapes.ts";
import { Workbench } from "./workbench.tsx";
import "./letter.css";

function Letter({ params: { id = "" } }: ViewProps) {
  const detail = useGet<LetterDetail>(path`/api/admin/dead-letters/${id}`);
  const [came, setCame] = useState<Came | undefined>();
  // A letter that is done may be gone: what came of it stays, with what was known.
  const [last, setLast] = useState<LetterDetail | undefined>();
  const known = detail.data ?? last;
  const isGone = detail.error?.code === "not-found" && came !== undefined && "report" in came;
  if (isGone && known !== undefined) {
    return (
      <>
        <Title of={known} isGone />
        <Result came={came} message={known.letter.message} />
      </>
    );
  }
  return (
    <>
      {known === undefined ? <Heading title="Dead letter" /> : <Title of={known} isGone={false} />}
      <Show of={{ ...detail, data: known }}>
        {(answer) => (
          <>
            <div class="letter">
              <div class="stack">
                <Why of={answer.letter} />
                <Facts of={answer} />
                <Behind of={answer} />
                <Past of={answer.letter} />
              </div>
              <Workbench
                key={answer.letter.edits?.length ?? 0}
                of={answer}
                result={came !== undefined && <Result came={came} message={answer.letter.message} />}
                onCame={(result) => {
                  setLast(answer);
                  setCame(result);
                  const isDry = "report" in result && result.dryRun;
                  if (!isDry) detail.reload();
                }}
              />
            </div>
          </>
        )}
      </Show>
    </>
  );
}

function Title({ of: { letter, parks }, isGone }: { readonly of: LetterDetail; readonly isGone: boolean }) {
  const { message, closed, retryAt } = letter;
  const state = { parks, ...(closed !== undefined && { closed }), ...(retryAt !== undefined && { retryAt }) };
  return (
    <Heading title={<>Dead letter: {nameOf(String(message?.type ?? "")) || letter.id}</>}>
      {!isGone && <LetterState of={state} />}
      <Link to="/dead-letters">All dead letters</Link>
    </Heading>
  );
}

/** One dead letter, and what can be done about it. */
export const letter: View = { path: "/dead-letters/:id", title: "Dead letter", View: Letter };
