import type { RateLimit } from "../../app/definition.ts";
import { SettingError } from "../../app/setting-error.ts";
import type { Environment } from "../../app/settings.ts";

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/**
 * How many requests a caller may send: the setting `ApiRateLimit`, such as `100/10s`, or else what the contract says. `off`: as
 * many as they like.
 * @throws SettingError when it cannot be read
 */
export function rateSettings(env: Environment, inContract: RateLimit | undefined): RateLimit | undefined {
  const text = env["ApiRateLimit"]?.trim();
  if (!text) return inContract;
  if (text === "off") return undefined;
  const [, requests, length, unit = ""] = /^([1-9][0-9]{0,6})\/([1-9][0-9]{0,4})(s|m|h)$/.exec(text) ?? [];
  const per = Number(length) * (units[unit] ?? Number.NaN);
  if (Number.isNaN(per) || per > 24 * 3_600_000) {
    throw new SettingError(
      `The setting ApiRateLimit is a number of requests and a time up to 24h, such as 100/10s, or off.`,
    );
  }
  return { requests: Number(requests), per };
}
