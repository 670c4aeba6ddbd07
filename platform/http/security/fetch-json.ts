/** How long an issuer may take to answer, milliseconds, and how much it may say, bytes. */
export const patience = 5000;
const largest = 512 * 1024;

/**
 * Gets a JSON document of an issuer; no redirect is followed, since it could lead to a host that the settings do not name.
 * @throws Error when it does not come, is too large, or is no JSON object
 */
export async function fetchJson(url: string, signal = AbortSignal.timeout(patience)): Promise<Record<string, unknown>> {
  const response = await fetch(url, { headers: { accept: "application/json" }, redirect: "error", signal });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`${url} answered with status ${response.status}.`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw new Error(`${url} answered more than ${largest} bytes.`);
    chunks.push(chunk);
  }
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${url} is no JSON object.`);
  return value as Record<string, unknown>;
}
