import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { tokenSource } from "../../webapp/access-token.ts";

const clientSecret = "secret-of-the-client";

interface Shown {
  readonly [member: string]: unknown;
}

/** An issuer on loopback that shows what it is told to, and keeps the forms that it gets. */
async function issuer(context: TestContext, shown: (url: string) => Shown, answer?: (form: string) => string) {
  const forms: string[] = [];
  const server = createServer(async (request, response) => {
    let form = "";
    for await (const chunk of request) form += chunk;
    if (request.method === "POST") forms.push(form);
    const text = answer?.(form) ?? JSON.stringify({ access_token: "a.b.c", expires_in: 3600 });
    if (request.method === "GET") response.end(JSON.stringify(shown(url)));
    else response.writeHead(answer === undefined ? 200 : 400).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, forms, token: tokenSource({ issuer: url, clientId: "approvals", clientSecret }) };
}

test("a secret goes to the issuer that was named", async (context) => {
  const { token, forms } = await issuer(context, (url) => ({ issuer: url, token_endpoint: `${url}/token` }));
  assert.equal(await token(), "a.b.c");
  assert.equal(new URLSearchParams(forms[0]).get("client_secret"), clientSecret);
  assert.equal(await token(), "a.b.c");
  assert.equal(forms.length, 1);
});

test("a secret goes to no other issuer, and not in plain text over a network", async (context) => {
  const other = await issuer(context, (url) => ({ issuer: url, token_endpoint: `${url}/token` }));
  for (const shown of [
    { issuer: "https://evil.example", token_endpoint: `${other.url}/token` },
    { token_endpoint: `${other.url}/token` },
    { issuer: undefined },
  ]) {
    const { token, forms } = await issuer(context, () => shown);
    await assert.rejects(token(), /calls itself/);
    assert.equal(forms.length, 0);
  }
  for (const endpoint of ["http://issuer.example/token", "file:///etc/passwd", 7, null, "", "token"]) {
    const { token, forms } = await issuer(context, (url) => ({ issuer: url, token_endpoint: endpoint }));
    await assert.rejects(token(), /names no token_endpoint/);
    assert.equal(forms.length, 0);
  }
  assert.equal(other.forms.length, 0);
  for (const address of ["http://issuer.example", "http://127.0.0.1.evil.example", "ftp://127.0.0.1x", "issuer"]) {
    await assert.rejects(tokenSource({ issuer: address, clientId: "a", clientSecret })(), /must be https/);
  }
});

test("a secret that comes back in an error is not shown", async (context) => {
  const shown = (url: string) => ({ issuer: url, token_endpoint: `${url}/token` });
  const { token } = await issuer(context, shown, (form) => `No: ${form}`);
  await assert.rejects(token(), (error: Error) => {
    assert.match(error.message, /answered 400: No: .*\*\*\*/);
    return !error.message.includes(clientSecret);
  });
});
