import type { Person } from "../plan/people.ts";
import { accountShowing, type Step } from "../plan/step.ts";
import type { Context } from "./context.ts";
import { follow, shownIn } from "./follow.ts";
import type { Answer, CommandSeen } from "./observations.ts";
import { send } from "./send.ts";

/** Milliseconds from the first post of a command. */
export interface StepTimes {
  readonly accepted?: number;
  readonly outcome?: number;
  readonly readModel?: number;
}

/** Lets somebody send a command with its repeats and follow it to its outcome. `sampled`: and to the read model. @throws Unreachable */
export async function playStep(
  context: Context,
  step: Step,
  sender: Person,
  wave: number,
  sampled: boolean,
): Promise<{ readonly seen: CommandSeen; readonly times: StepTimes }> {
  const { clock } = context;
  const client = context.as(sender);
  const { type, data } = step.content;
  const post = () => send(context, client, type, data, step.key);
  const repeats = (moment: Step["repeats"][number]) => step.repeats.filter((other) => other === moment).map(post);

  const start = clock.now();
  const [first, ...together] = await Promise.all([
    post().then((answer) => ({ answer, took: clock.now() - start })),
    ...repeats("at-once"),
  ]);
  const answers: Answer[] = [first.answer, ...together];
  const commandId = commandIdOf(answers);
  if (commandId === undefined) return { seen: { step, wave, answers }, times: {} };

  answers.push(...(await Promise.all(repeats("when-accepted"))));
  const outcome = await follow(context, client, commandId);
  const decided = clock.now() - start;
  const account = sampled ? accountShowing(step.content) : undefined;
  const isShown = account !== undefined && outcome !== undefined && (await shownIn(context, account, outcome));
  const shown = clock.now() - start;
  answers.push(...(await Promise.all(repeats("when-decided"))));
  const reuse = step.reuse && (await send(context, client, step.reuse.type, step.reuse.data, step.key));

  return {
    seen: { step, wave, answers, outcome, ...(reuse === undefined ? {} : { reuse }) },
    // What was there before this run, or had to be sent again, says nothing of the system's speed.
    times:
      first.answer.is !== "accepted" || first.answer.resent > 0
        ? {}
        : {
            accepted: first.took,
            ...(outcome === undefined ? {} : { outcome: decided }),
            ...(isShown ? { readModel: shown } : {}),
          },
  };
}

/** The id that the server gave to a command; undefined when it took it at no time. */
export function commandIdOf(answers: readonly Answer[]): string | undefined {
  for (const answer of answers) if (answer.is !== "refused") return answer.commandId;
  return undefined;
}
