import { pointer } from "../../json/pointer.ts";
import type { Findings } from "./finding.ts";

/** What deployments tune: settings, timeouts of processes and retry policies. */
export function compareSettings(findings: Findings): void {
  const old = findings.old.contract;
  const now = findings.now.contract;
  for (const { name, at } of now.settings) {
    if (old.settings.some((other) => other.name === name)) continue;
    findings.here("setting-added", at, details(name, `The setting \`${name}\` is new.`));
  }
  for (const before of old.settings) {
    const after = now.settings.find(({ name }) => name === before.name);
    if (after === undefined) {
      findings.gone("setting-removed", before.at, details(before.name, `The setting \`${before.name}\` is gone.`));
      continue;
    }
    if (before.type !== after.type) {
      const what = `The setting \`${after.name}\` was of type ${before.type} and is of type ${after.type}.`;
      findings.here("setting-type-changed", after.at, details(after.name, what));
    } else if (before.default !== after.default) {
      const what = `The default of \`${after.name}\` was ${JSON.stringify(before.default)} and is ${JSON.stringify(after.default)}.`;
      findings.here("setting-default-changed", after.at, details(after.name, what));
    }
  }
  compareTimeouts(findings);
  compareRetries(findings);
}

function compareTimeouts(findings: Findings): void {
  for (const before of findings.old.contract.processes) {
    const after = findings.now.contract.processes.find(({ name }) => name === before.name);
    if (after === undefined) continue;
    const subject = { group: "process" as const, name: after.name };
    for (const timeout of before.timeouts) {
      const same = after.timeouts.find(({ name }) => name === timeout.name);
      if (same === undefined) {
        const what = `The timeout \`${timeout.name}\` of \`${after.name}\` is gone.`;
        findings.gone("timeout-removed", timeout.at, { subject, what });
      } else if (same.duration !== timeout.duration) {
        const what = `The timeout \`${timeout.name}\` of \`${after.name}\` is another one.`;
        findings.here("timeout-changed", same.at, { subject, what });
      }
    }
  }
}

function compareRetries(findings: Findings): void {
  const old = findings.old.contract;
  const now = findings.now.contract;
  const names = new Set([...Object.keys(old.retryPolicies), ...Object.keys(now.retryPolicies)]);
  for (const name of [...names].sort()) {
    const [before, after] = [old.retryPolicies[name], now.retryPolicies[name]];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    const at = pointer("/x-eventwright/retryPolicies", name);
    const what = { subject: { group: "retry policy" as const, name }, what: `The retry policy \`${name}\` differs.` };
    if (after === undefined) findings.gone("retry-changed", { file: old.file, pointer: at }, what);
    else findings.here("retry-changed", { file: now.file, pointer: at }, what);
  }
}

function details(name: string, what: string) {
  return { subject: { group: "setting" as const, name }, what };
}
