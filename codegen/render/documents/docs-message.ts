import {
  type Command,
  type Contract,
  commandsOf,
  type Message,
  type Notification,
  notificationsOf,
  typeOf,
} from "../../model/contract.ts";
import { kebabCase } from "../../model/names.ts";
import { route } from "../../plan/plan.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import { fieldsOf } from "./fields.ts";
import { type Html, html, inline, prose } from "./html.ts";

/** The address of a message within the page. */
export function anchor(name: string): string {
  return `message-${kebabCase(name)}`;
}

/** A link to a message. */
export function link(contract: Contract, name: string): Html {
  const message = contract.messages.find((entry) => entry.name === name);
  return html`<a class="${message?.kind}" href="#${anchor(name)}">${message?.title ?? name}</a>`;
}

/** Links to messages, with commas. */
export function links(contract: Contract, names: readonly string[]): readonly Html[] {
  return separated(names.map((name) => link(contract, name)));
}

function separated(items: readonly Html[]): readonly Html[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [html`, `, item]));
}

/** Words to search a message by. */
export function searchWords(message: Message): string {
  return `${message.name} ${message.title} ${message.kind} ${message.summary} ${message.tags.join(" ")}`.toLowerCase();
}

/** All about one message. */
export function messageSection(contract: Contract, message: Message, schemas: ReadonlyMap<string, NamedSchema>): Html {
  const fields = fieldsOf(message.payload, schemas);
  const rows = fields.map(
    (
      field,
    ) => html`<tr><td><code>${field.path}</code></td><td>${field.type}</td><td>${field.isRequired ? "yes" : "no"}</td>
<td>${inline(field.description)}${constraints(field.constraints)}</td></tr>`,
  );
  const examples = message.examples.map(
    ({ name, summary, payload }) => html`<p class="soft">${summary ?? name ?? "Example"}</p>
<pre>${JSON.stringify(payload, null, 2)}</pre>`,
  );
  return html`<section class="message" id="${anchor(message.name)}" data-words="${searchWords(message)}">
<h3><a class="${message.kind}" href="#${anchor(message.name)}">${message.title}</a></h3>
<p><span class="tag ${message.kind}">${message.kind}</span><span class="tag">version ${message.version}</span><span class="tag">${message.visibility}</span>${
    message.deprecated ? html`<span class="tag">deprecated</span>` : undefined
  }<code>${typeOf(contract, message)}</code></p>
${prose(message.description)}
${relations(contract, message)}
<h4>Fields</h4>
<div class="scroll"><table><thead><tr><th>field</th><th>type</th><th>required</th><th>meaning</th></tr></thead><tbody>${rows}</tbody></table></div>
${examples.length === 0 ? undefined : html`<h4>Examples</h4>${examples}`}
</section>
`;
}

function constraints(texts: readonly string[]): Html | undefined {
  return texts.length === 0 ? undefined : html` <span class="soft">(${texts.join("; ")})</span>`;
}

function relations(contract: Contract, message: Message): readonly Html[] {
  if (message.kind === "command") return commandRelations(contract, message);
  if (message.kind === "notification") {
    return [html`<p>Sent because of: ${causesOf(contract, message)}.</p>`];
  }
  if (message.kind === "message") return [];
  const producers = commandsOf(contract).filter(({ produces }) => produces.includes(message.name));
  const told = notificationsOf(contract).filter(({ onEvents }) => onEvents.includes(message.name));
  return [
    html`<p>Stream <code>${message.stream}</code>, id at <code>${message.streamId}</code>.</p>`,
    ...(producers.length === 0
      ? []
      : [
          html`<p>Happens because of: ${links(
            contract,
            producers.map(({ name }) => name),
          )}.</p>`,
        ]),
    ...(told.length === 0
      ? []
      : [
          html`<p>Tells: ${links(
            contract,
            told.map(({ name }) => name),
          )}.</p>`,
        ]),
  ];
}

/** What a notification tells of. Processes are the service's own business, so that the page does not name them. */
function causesOf(contract: Contract, { onEvents, onOutcome, onProcessFailed }: Notification): readonly Html[] {
  const others = [
    ...(onOutcome === undefined ? [] : [`a command that is ${onOutcome}`]),
    ...(onProcessFailed.length === 0 ? [] : ["something that the service could not finish"]),
  ];
  const all = [...onEvents.map((name) => link(contract, name)), ...others.map((text) => html`${text}`)];
  return all.length === 0 ? [html`something inside the service`] : separated(all);
}

function commandRelations(contract: Contract, command: Command): readonly Html[] {
  const { endpoint } = command;
  const rules = command.rejections.map((code) => {
    const message = contract.rejections.find((entry) => entry.code === code)?.message ?? "";
    return html`<tr><td><code>${code}</code></td><td>${inline(message)}</td></tr>`;
  });
  return [
    endpoint === undefined
      ? html`<p class="soft">Sent by the service itself; there is no endpoint.</p>`
      : html`<p><code>${endpoint.method} /${route(endpoint.address)}</code></p>`,
    html`<p>Leads to: ${links(contract, command.produces)}.</p>`,
    ...(rules.length === 0
      ? []
      : [html`<h4>May be rejected with</h4><div class="scroll"><table><tbody>${rules}</tbody></table></div>`]),
  ];
}
