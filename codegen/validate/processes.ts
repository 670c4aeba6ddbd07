import type { Report } from "../diagnostics/diagnostic.ts";
import type { Contract, Process, Setting } from "../model/contract.ts";
import { appSetting, timeoutSetting } from "../plan/plan.ts";
import { below } from "./references.ts";

/** A hundred years: what lies far beyond cannot be counted in dates. */
const longestTimeout = 36_525 * 86_400_000;

/** App settings of the platform, of Azure Functions and of most systems. App settings are the same in any case. */
const takenSettings = new Set(
  `AzureWebJobsStorage AzureWebJobsDashboard AzureWebJobsFeatureFlags AzureWebJobsSecretStorageType Cosmos CosmosDatabase
Debug EventGridTopicEndpoint EventGridTopicKey FeedMaxItems FeedPollDelay Home Host Hostname Lang LeaseAcquireInterval
LeaseExpirationInterval LeaseRenewInterval LongestRetryWait Path Port Pwd Shell Temp Term Tmp TmpDir Tz User UserName`
    .toLowerCase()
    .split(/\s+/),
);

/** Checks what settings and processes say of themselves: versions, timeouts, defaults, and the app settings they read. */
export function checkProcesses(contract: Contract, report: Report): void {
  for (const process of contract.processes) checkProcess(process, report);
  for (const setting of contract.settings) checkDefault(setting, report);
  checkAppSettings(contract, report);
}

function checkProcess({ name, at, version, keeps, startedBy, waitsFor, timeouts }: Process, report: Report): void {
  for (const event of startedBy.filter((event) => waitsFor.includes(event))) {
    report("process-event-twice", below(at, "waitsFor"), `${event} starts ${name} and is waited for by it.`);
  }
  for (const kept of keeps) {
    if (kept < version) continue;
    report("process-keeps", below(at, "keeps"), `${name} has version ${version} and keeps version ${kept}.`);
  }
  for (const timeout of timeouts) {
    // What is no duration at all, the vocabulary's schema has found.
    if (timeout.duration === undefined || (timeout.duration > 0 && timeout.duration <= longestTimeout)) continue;
    const fault = timeout.duration > 0 ? "is longer than a hundred years" : "takes no time";
    report("process-timeout", timeout.at, `\`${timeout.name}\` of ${name} ${fault}.`);
  }
}

function checkDefault({ name, at, type, default: value }: Setting, report: Report): void {
  const fits =
    type === "integer"
      ? Number.isSafeInteger(value)
      : type === "number"
        ? Number.isFinite(value)
        : typeof value === type;
  if (!fits) report("setting-default", below(at, "default"), `The default of \`${name}\` is not of type ${type}.`);
}

function checkAppSettings({ settings, processes }: Contract, report: Report): void {
  const taken = new Map<string, string>();
  const wanted = [
    ...settings.map((setting) => ({ name: appSetting(setting), at: setting.at })),
    ...processes.flatMap((process) =>
      process.timeouts.map((timeout) => ({ name: timeoutSetting(process, timeout), at: timeout.at })),
    ),
  ];
  for (const { name, at } of wanted) {
    const key = name.toLowerCase();
    const isReserved = takenSettings.has(key) || key.startsWith("azurewebjobs") || key.startsWith("azurefunctions");
    const owner = isReserved ? "the platform or the system" : taken.get(key);
    if (owner !== undefined) report("setting-collision", at, `The app setting \`${name}\` is also read by ${owner}.`);
    else taken.set(key, `${at.file}#${at.pointer}`);
  }
}
