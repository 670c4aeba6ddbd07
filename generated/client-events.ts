// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
/** The server-sent events of a stream. Source of the rules: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<{ id: string; data: string }> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let id = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0) yield { id, data: data.join("\n") };
          data = [];
          continue;
        }
        const [, field = "", content = ""] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
        if (field === "data") data.push(content);
        else if (field === "id" && !content.includes("\0")) id = content;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
