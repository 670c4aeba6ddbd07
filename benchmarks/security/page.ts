/** How much was measured. */
export interface Sizes {
  readonly rounds: number;
  readonly checks: number;
  readonly commands: number;
}

/** Stand around the part of the page that the program writes. */
export const marks = { from: "<!-- figures -->", to: "<!-- end of figures -->" } as const;

/** The page with other figures in the place of its own. @throws Error when it has no place for them */
export function pageWith(page: string, tables: string, { rounds, checks, commands }: Sizes): string {
  const [from, to] = [page.indexOf(marks.from), page.indexOf(marks.to)];
  if (from < 0 || to < from) throw new Error(`The page has no ${marks.from} … ${marks.to}.`);
  const counted = new Intl.NumberFormat("en-US").format;
  const how = `Medians of ${rounds} rounds of ${counted(checks)} asks and of ${counted(commands)} commands and queries, Node ${process.version}, ${process.arch}:`;
  return `${page.slice(0, from)}${marks.from}\n\n${how}\n\n${tables}\n\n${page.slice(to)}`;
}
