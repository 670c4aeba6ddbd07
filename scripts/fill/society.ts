import type { Dice } from "./dice.ts";

/** One account of the society that is made up. */
export interface Account {
  readonly accountId: string;
  readonly owner: string;
  readonly guardian?: string;
  /** What was loaded and not sent yet, as far as whoever makes it up keeps count. Minor units. */
  purse: number;
}

/** A command to be sent. */
export interface Wish {
  readonly command: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const currency = "EUR";
const given = [
  "anna",
  "mia",
  "noah",
  "lena",
  "emil",
  "clara",
  "jonas",
  "ida",
  "paul",
  "rosa",
  "theo",
  "ella",
  "otto",
  "nora",
];
const family = [
  "berg",
  "frost",
  "keller",
  "lang",
  "moser",
  "novak",
  "ortiz",
  "reiter",
  "sand",
  "vogel",
  "wirth",
  "zander",
];
const shops = ["Café", "Bakery", "Books", "Cinema", "Kiosk", "Garden", "Bikes", "Records", "Flowers", "Bistro"];
const notes = [
  "lunch",
  "rent",
  "pocket money",
  "birthday",
  "tickets",
  "thanks!",
  "groceries",
  "shared taxi",
  "concert",
];
const reviewers = ["rita", "ralf", "ruth"];

/** From which amount on a reviewer is asked, and above which a guardian is: the app's own settings. */
const [reviewed, allowed] = [100_000, 10_000];

function isReviewed(amount: number): boolean {
  return amount >= reviewed;
}

function isAllowed({ guardian }: Account, amount: number): boolean {
  return guardian !== undefined && amount > allowed;
}

/** People, merchants and what they want of each other, made up by chance. */
export class Society {
  readonly #dice: Dice;
  readonly accounts: Account[] = [];
  readonly merchants: string[] = [];
  /** Loads that no decider can handle, by their ids. */
  readonly poison = new Set<string>();
  /** Transfers that people decide about, by their ids. */
  readonly undecided = new Map<string, { readonly account: Account; readonly amount: number }>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** Somebody opens an account, and loads it. */
  newAccount(): readonly Wish[] {
    const dice = this.#dice;
    const owner = `${dice.pick(given)}.${dice.pick(family)}`;
    const guardian = dice.chance(0.15) ? `${dice.pick(given)}.${dice.pick(family)}` : undefined;
    const account: Account = {
      accountId: dice.uuid(),
      owner,
      ...(guardian === undefined ? {} : { guardian }),
      purse: 0,
    };
    this.accounts.push(account);
    const { accountId } = account;
    const opened = { accountId, owner, currency, ...(guardian === undefined ? {} : { guardian }) };
    return [{ command: "open-account", payload: opened }, this.load(account)];
  }

  /** A merchant registers. */
  newMerchant(): Wish {
    const dice = this.#dice;
    const merchantId = dice.uuid();
    this.merchants.push(merchantId);
    const owner = `${dice.pick(given)}.${dice.pick(family)}`;
    const name = `${dice.pick(given)}'s ${dice.pick(shops)}`;
    return { command: "register-merchant", payload: { merchantId, name, owner, currency } };
  }

  /** Somebody loads an account. */
  load(account: Account): Wish {
    const amount = this.#dice.between(20, 900) * 100;
    account.purse += amount;
    return {
      command: "load-credits",
      payload: { accountId: account.accountId, amount, currency, loadId: this.#dice.uuid() },
    };
  }

  /** A load whose decider throws. */
  poisoned(): Wish {
    const wish = this.load(this.#dice.pick(this.accounts));
    this.poison.add(String(wish.payload["loadId"]));
    return wish;
  }

  /** Somebody does what people do most of the time. */
  everyday(): Wish {
    const dice = this.#dice;
    const account = dice.pick(this.accounts);
    if (account.purse < 5_000 || dice.chance(0.12)) return this.load(account);
    return this.merchants.length > 0 && dice.chance(0.35) ? this.#pay(account) : this.transfer(account);
  }

  /** Somebody sends credits to somebody else; some to nobody, some more than they have. */
  transfer(account: Account, amount = this.#amount(account)): Wish {
    const dice = this.#dice;
    const to = dice.chance(0.01) ? dice.uuid() : dice.pick(this.accounts).accountId;
    const transferId = dice.uuid();
    account.purse -= amount;
    if (isReviewed(amount) || isAllowed(account, amount)) this.undecided.set(transferId, { account, amount });
    const note = dice.chance(0.4) ? { note: dice.pick(notes) } : {};
    const payload = { transferId, fromAccountId: account.accountId, toAccountId: to, amount, currency, ...note };
    return { command: "transfer-credits", payload };
  }

  /** What guardians and reviewers say about the transfers that wait for somebody; some never say anything. */
  decisions(): readonly Wish[] {
    const dice = this.#dice;
    const wishes: Wish[] = [];
    for (const [transferId, { account, amount }] of this.undecided) {
      if (dice.chance(0.4)) continue;
      this.undecided.delete(transferId);
      const about = { transferId, fromAccountId: account.accountId };
      const yes = dice.chance(0.8);
      if (isAllowed(account, amount)) {
        const { guardian } = account;
        wishes.push({ command: yes ? "allow-transfer" : "deny-transfer", payload: { ...about, guardian } });
        // Whether a reviewer is asked as well is not known before the guardian has answered.
        continue;
      }
      const reviewer = dice.pick(reviewers);
      const decided = yes ? { ...about, reviewer } : { ...about, reviewer, reason: "unusual amount" };
      wishes.push({ command: yes ? "approve-transfer" : "reject-transfer", payload: decided });
    }
    return wishes;
  }

  #pay(account: Account): Wish {
    const amount = Math.min(this.#dice.between(150, 6_000), account.purse);
    account.purse -= amount;
    const payload = {
      paymentId: this.#dice.uuid(),
      fromAccountId: account.accountId,
      merchantId: this.#dice.pick(this.merchants),
    };
    return { command: "pay-merchant", payload: { ...payload, amount, currency } };
  }

  #amount(account: Account): number {
    const dice = this.#dice;
    if (dice.chance(0.03)) return account.purse + dice.between(1_000, 50_000);
    return dice.chance(0.02)
      ? Math.max(100_000, account.purse - 100)
      : dice.between(100, Math.max(200, Math.min(account.purse, 20_000)));
  }
}
