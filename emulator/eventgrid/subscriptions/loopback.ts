/**
 * Whether a URL leads to this machine: `localhost`, 127.0.0.0/8 or ::1. Other names are not looked up: what they resolve to
 * when the subscription is made need not be what they resolve to when an event is delivered.
 */
export function isLoopback(url: string): boolean {
  // The URL parser has brought every way to write an address into one form (0x7f.1 and 2130706433 are 127.0.0.1).
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
