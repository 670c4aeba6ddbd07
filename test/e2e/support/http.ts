export { eventually } from "../../support/eventually.ts";

/** The answer to a request, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back.
  readonly body: any;
}

/** GETs a JSON resource. */
export async function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return read(await fetch(url, { headers }));
}

/** Asks for server-sent events. A stream that begins is ended at once, so that one that should not does not keep a test. */
export async function getStream(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, { headers: { ...headers, accept: "text/event-stream" } });
  if (!response.ok) return read(response);
  await response.body?.cancel();
  return { status: response.status, headers: response.headers, body: "" };
}

/** Sends a command. */
export async function post(
  api: string,
  name: string,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return read(
    await fetch(`${api}/api/commands/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(payload),
    }),
  );
}

/** Sends a command and waits for what became of it. */
export async function run(api: string, name: string, payload: unknown): Promise<Answer> {
  const accepted = await post(api, name, payload);
  if (accepted.status !== 202) return accepted;
  const location = `${api}${accepted.headers.get("location")}`;
  let outcome = await get(location, { prefer: "wait=30" });
  // A machine that is busy may take longer than the longest wait.
  while (outcome.body?.status === "accepted") outcome = await get(location, { prefer: "wait=30" });
  return outcome;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: isJson && text !== "" ? JSON.parse(text) : text };
}
