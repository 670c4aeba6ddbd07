import type { MeasuredApp } from "./measured-app.ts";
import type { Recorded } from "./recorder.ts";

/** What was asked while a command took one of its ways. */
export type Played = ReadonlyMap<string, readonly Recorded[]>;

const [anna, mia, carla] = [idOf(1), idOf(2), idOf(3)];

/** Takes each of the ways once, after everything has been done once: connections are open, and caches are warm. */
export async function playPaths(app: MeasuredApp): Promise<Played> {
  const played = new Map<string, readonly Recorded[]>();
  let ids = 100;
  const send = async (name: string, body: Record<string, unknown>, status = 202) => {
    const answer = await app.send(name, body);
    if (answer.status !== status)
      throw new Error(`${name} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    await app.settle();
  };
  const way = async (name: string, command: string, body: Record<string, unknown>, status?: number) => {
    app.take();
    await send(command, body, status);
    played.set(
      name,
      app.take().filter(({ step }) => step !== "poll"),
    );
  };
  const open = (accountId: string, owner: string) => ({ accountId, owner, currency: "EUR" });
  const load = () => ({ accountId: anna, amount: 60_000, currency: "EUR", loadId: idOf(++ids) });
  const transfer = (amount = 5_000) => {
    return { transferId: idOf(++ids), fromAccountId: anna, toAccountId: mia, amount, currency: "EUR" };
  };
  const pay = () => ({
    paymentId: idOf(++ids),
    fromAccountId: anna,
    merchantId: carla,
    amount: 1_000,
    currency: "EUR",
  });
  const tooMuch = 900_000_000;

  await send("open-account", open(anna, "anna"));
  await send("open-account", open(mia, "mia"));
  await send("register-merchant", { merchantId: carla, name: "Corner Café", owner: "carla", currency: "EUR" });
  for (let times = 0; times < 2; times++) await send("load-credits", load());
  await send("transfer-credits", transfer());
  await send("transfer-credits", transfer(tooMuch));
  await send("pay-merchant", pay());

  await way("open", "open-account", open(idOf(4), "nora"));
  const once = load();
  await way("load", "load-credits", once);
  await way("duplicate", "load-credits", once, 409);
  await way("refused", "transfer-credits", transfer(tooMuch));
  await way("transfer", "transfer-credits", transfer());
  await way("payment", "pay-merchant", pay());
  app.restart();
  await way("refused-cold", "transfer-credits", transfer(tooMuch));
  app.restart();
  await way("load-cold", "load-credits", load());
  return played;
}

/** Ids of one length, the same in every run. */
function idOf(number: number): string {
  return `00000000-0000-4000-9000-${String(number).padStart(12, "0")}`;
}
