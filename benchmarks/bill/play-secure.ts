import type { MeasuredApp } from "./measured-app.ts";
import type { Played } from "./play-path.ts";
import type { Recorded } from "./recorder.ts";
import type { Tokens } from "./tokens.ts";

const [anna, mia, nobody] = [idOf(1), idOf(2), idOf(3)];

/**
 * Takes each of the ways that tokens add something to, after everything has been done once.
 * @param app one that asks for these tokens
 */
export async function playSecurePaths(app: MeasuredApp, tokens: Tokens): Promise<Played> {
  const played = new Map<string, readonly Recorded[]>();
  const holder = (subject: string) => tokens.headers(subject, ["credits.read", "credits.write"]);
  let ids = 100;
  const send = async (name: string, body: object, headers: Readonly<Record<string, string>>, status = 202) => {
    const answer = await app.send(name, body, headers);
    if (answer.status !== status)
      throw new Error(`${name} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    await app.settle();
  };
  const way = async (name: string, go: () => Promise<void>) => {
    app.take();
    await go();
    played.set(
      name,
      app.take().filter(({ step }) => step !== "poll"),
    );
  };
  const load = () => ({ accountId: anna, amount: 60_000, currency: "EUR", loadId: idOf(++ids) });
  const transfer = (amount: number, fromAccountId = anna) => {
    return { transferId: idOf(++ids), fromAccountId, toAccountId: mia, amount, currency: "EUR" };
  };
  const little = 5_000;
  const tooMuch = 900_000_000;
  const asAnna = await holder("anna");
  const asMia = await holder("mia");
  const asOperator = await tokens.headers("olga", ["credits.write", "credits.operate"]);

  await send("open-account", { accountId: anna, owner: "anna", currency: "EUR" }, asAnna);
  await send("open-account", { accountId: mia, owner: "mia", currency: "EUR" }, asMia);
  for (let times = 0; times < 2; times++) await send("load-credits", load(), asAnna);
  await send("transfer-credits", transfer(little), asAnna);
  await send("transfer-credits", transfer(tooMuch), asAnna);

  const transfers = (body: object, headers: Readonly<Record<string, string>>, status?: number) => () =>
    send("transfer-credits", body, headers, status);
  await way("secure-load", () => send("load-credits", load(), asAnna));
  await way("secure-refused", transfers(transfer(tooMuch), asAnna));
  await way("secure-transfer", transfers(transfer(little), asAnna));
  await way("secure-stranger", transfers(transfer(little), asMia, 403));
  await way("secure-absent", transfers(transfer(little, nobody), asAnna, 403));
  await way("secure-operator", transfers(transfer(tooMuch), asOperator));
  await way("secure-no-token", transfers(transfer(little), {}, 401));
  await way("secure-get", async () => {
    const { status } = await app.get(`/api/accounts/${anna}`, asAnna);
    if (status !== 200) throw new Error(`The account was answered ${status}.`);
  });
  return played;
}

/** Ids of one length, the same in every run. */
function idOf(number: number): string {
  return `00000000-0000-4000-9000-${String(number).padStart(12, "0")}`;
}
