import type { HttpEndpoint } from "../exchange.ts";
import { problems } from "../problem.ts";
import { htmlDocument } from "./service.ts";

/** The page that the `type` of every problem points into. `rejections` are no problems, but clients look for them here. */
export function problemsPage(rejections: Readonly<Record<string, string>>): HttpEndpoint {
  const rows = Object.entries(problems).map(([code, { status, title }]) => row(code, `${status}`, title));
  const refusals = Object.entries(rejections).map(([code, sentence]) => row(code, "", sentence));
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Problems</title>
<style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:50rem;padding:0 1rem;color-scheme:light dark}
td{padding:.3rem 1rem .3rem 0;vertical-align:top}tr:target{outline:2px solid}</style></head><body>
<h1>Problems</h1><p>Every answer that is not a success is a problem document (RFC 9457) with one of these codes.</p>
<table>${rows.join("\n")}</table>
<h2>Rejections</h2><p>Why a command that was accepted may be refused by a business rule: the outcome's <code>rejection.code</code>.</p>
<table>${refusals.join("\n")}</table>
</body></html>
`;
  return htmlDocument(async () => page);
}

function row(code: string, status: string, text: string): string {
  return `<tr id="${escaped(code)}"><td><code>${escaped(code)}</code></td><td>${status}</td><td>${escaped(text)}</td></tr>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
