import { systemClock } from "../../platform/clock/clock.ts";
import { Faults } from "./faults.ts";
import { append, countFaults, type FaultCounts, readLedger } from "./ledger.ts";
import type { ChaosPlan } from "./plan.ts";
import type { ChaosRate, Kinds, Part } from "./rates.ts";

/** What a process of the local Azure needs to have its share of the faults; goes to children as JSON. */
export interface ChaosSetup extends ChaosPlan {
  /** File that every fault is written to. */
  readonly ledger: string;
  /** Nobody has asked for faults yet; somebody may order some. */
  readonly byHand?: boolean;
}

/** What `GET /admin/chaos` tells. */
export interface ChaosReport {
  readonly seed: string;
  readonly rate: ChaosRate;
  /** How many starts the counts are about. */
  readonly lives: number;
  readonly on: boolean;
  /** Of all parts and lives. */
  readonly faults: number;
  readonly counts: FaultCounts;
}

/** All faults of a running local Azure. */
export interface ChaosControl {
  report(): ChaosReport;
  /** Lets faults happen, or ends them, in every part; with `rate` as many as that profile says from now on. */
  switch(on: boolean, rate?: ChaosRate): void;
}

/** Message from the first process to its children. */
interface SwitchMessage {
  readonly chaos: boolean;
  readonly rate?: ChaosRate;
}

/** Message from the first process to the child that a fault is ordered for; `times` 0: forget what was ordered. */
export interface OrderMessage {
  readonly order: { readonly part: Part; readonly kind: string; readonly times: number };
}

/** The faults of this process. */
export function faultsOf(setup: ChaosSetup): Faults {
  return new Faults(setup, systemClock, (fault) => append(setup.ledger, fault));
}

/** The faults of a child process, which its parent switches; undefined without a setup. */
export function faultsOfChild(setup: ChaosSetup | undefined): Faults | undefined {
  if (setup === undefined) return undefined;
  const faults = faultsOf(setup);
  process.on("message", (message: Partial<SwitchMessage & OrderMessage>) => {
    if (typeof message.chaos === "boolean") faults.switch(message.chaos, message.rate);
    if (message.order !== undefined) obey(faults, message.order);
  });
  return faults;
}

/** Does what an order says to the faults of this process. */
export function obey(faults: Faults, { part, kind, times }: OrderMessage["order"]): void {
  if (times === 0) faults.forget();
  else faults.order(part, kind as Kinds[Part], times);
}

/** The setup of a system that runs without faults until somebody orders some. */
export function byHand(ledger: string): ChaosSetup {
  return { seed: "by-hand", rate: "usual", life: 1, ledger, byHand: true };
}

/** Begins a life: notes it in the ledger, which the lives before it have written to. */
export function beginLife({ seed, rate, only }: Omit<ChaosPlan, "life">, ledger: string): ChaosSetup {
  const life = readLedger(ledger).lives + 1;
  append(ledger, { life, start: true, seed, rate });
  return { seed, rate, life, only, ledger };
}

/**
 * The setup of a process that has been started for the `turn`th time in one life, so that it does not meet the same faults again;
 * `name` tells processes apart that have the same parts.
 */
export function setupOfTurn(setup: ChaosSetup | undefined, turn: number, name = ""): ChaosSetup | undefined {
  if (setup === undefined || (turn === 1 && name === "")) return setup;
  return { ...setup, seed: [setup.seed, name, turn].join("/") };
}

/** Control over this process's faults and those of children, which are told over their channels. */
export function chaosControl(setup: ChaosSetup, faults: Faults, tell: (message: SwitchMessage) => void): ChaosControl {
  return {
    report() {
      const { lives, faults: happened } = readLedger(setup.ledger);
      return {
        seed: setup.seed,
        rate: faults.rate,
        lives,
        on: faults.on,
        faults: happened.length,
        counts: countFaults(happened),
      };
    },
    switch(on, rate) {
      faults.switch(on, rate);
      tell({ chaos: on, ...(rate !== undefined && { rate }) });
    },
  };
}
