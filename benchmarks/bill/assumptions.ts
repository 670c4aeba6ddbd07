/** What is not measured by `npm run bill` itself. */
export const assumptions = {
  /** Memory of an instance, GB: the middle size of Flex Consumption. */
  instanceGb: 2,
  /** An instance that works on anything is paid for this long at least, s. */
  leastSeconds: 1,
  /** The worker's processor time, s a command, with telemetry to Azure Monitor (benchmarks/telemetry.md). */
  workSeconds: 0.00786,
  /** Telemetry, KB a command, whole and with a tenth of the traces (benchmarks/telemetry.md). */
  telemetryKb: 25,
  telemetryTenthKb: 3,
  /** Seconds of an average month. */
  month: 2_628_000,
  /** Waits of the host between polls, renewals and looks at the leases, s; the first is `FeedPollDelay`. */
  poll: 0.5,
  renew: 17,
  balance: 13,
  /** Waits between two calls of each timer, s. */
  timer: 60,
} as const;
