import { systemClock } from "../../platform/clock/clock.ts";
import { Faults } from "./faults.ts";
import { append, countFaults, type FaultCounts, readLedger } from "./ledger.ts";
import type { ChaosPlan } from "./plan.ts";

/** What a process of the local Azure needs to have its share of the faults; goes to children as JSON. */
export interface ChaosSetup extends ChaosPlan {
  /** File that every fault is written to. */
  readonly ledger: string;
}

/** What `GET /admin/chaos` tells. */
export interface ChaosReport {
  readonly seed: string;
  readonly rate: string;
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
  /** Lets faults happen, or ends them, in every part. */
  switch(on: boolean): void;
}

/** Message from the first process to its children. */
interface SwitchMessage {
  readonly chaos: boolean;
}

/** The faults of this process. */
export function faultsOf(setup: ChaosSetup): Faults {
  return new Faults(setup, systemClock, (fault) => append(setup.ledger, fault));
}

/** The faults of a child process, which its parent switches; undefined without a setup. */
export function faultsOfChild(setup: ChaosSetup | undefined): Faults | undefined {
  if (setup === undefined) return undefined;
  const faults = faultsOf(setup);
  process.on("message", (message: Partial<SwitchMessage>) => {
    if (typeof message.chaos === "boolean") faults.switch(message.chaos);
  });
  return faults;
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
      const { seed, rate } = setup;
      return { seed, rate, lives, on: faults.on, faults: happened.length, counts: countFaults(happened) };
    },
    switch(on) {
      faults.switch(on);
      tell({ chaos: on });
    },
  };
}
