/** What `parsePlainYaml` does not read. It is no error: the full parser then says what the text means. */
export class NotPlain extends Error {}
