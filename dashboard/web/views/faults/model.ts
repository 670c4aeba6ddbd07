import { isObject } from "../../json/pointer.ts";
import type { ContainerUse, FaultsReport, Range } from "./shapes.ts";

/** One container: what was used of it, and its ranges. */
export interface ContainerRow {
  readonly name: string;
  readonly use: ContainerUse | undefined;
  readonly ranges: readonly Range[];
}

/** The containers of a report by name; those that were used most first. */
export function containersOf({ throughput, ranges }: FaultsReport): readonly ContainerRow[] {
  const uses = isObject(throughput) && isObject(throughput["containers"]) ? throughput["containers"] : {};
  const lists = isObject(ranges) ? ranges : {};
  const rows = [...new Set([...Object.keys(uses), ...Object.keys(lists)])].map((name) => ({
    name,
    use: Object.hasOwn(uses, name) ? (uses[name] as ContainerUse) : undefined,
    ranges: Object.hasOwn(lists, name) ? (lists[name] as readonly Range[]) : [],
  }));
  return rows.sort(
    (one, other) => (other.use?.charge ?? 0) - (one.use?.charge ?? 0) || (one.name < other.name ? -1 : 1),
  );
}

/** The budget of request units that holds; undefined while nobody can say. */
export function budgetOf({ throughput }: FaultsReport): string | undefined {
  return isObject(throughput) ? String(throughput["budget"]) : undefined;
}

/** A budget as it was typed, or what is wrong with it. */
export function readBudget(
  text: string,
): { readonly budget: number | "offers" | "unlimited" } | { readonly fault: string } {
  const word = text.trim().toLowerCase();
  if (word === "unlimited" || word === "offers") return { budget: word };
  const units = Number(word);
  if (word !== "" && Number.isFinite(units) && units > 0) return { budget: units };
  return { fault: "A number of request units above zero, unlimited or offers." };
}

/** A duration as it was typed, such as `PT72H`, or what is wrong with it. */
export function readDuration(text: string): { readonly advance: string } | { readonly fault: string } {
  const word = text.trim().toUpperCase();
  const isDuration = /^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(word);
  return isDuration ? { advance: word } : { fault: "Write it like PT72H, PT90M or P1DT12H." };
}

/** Shares of the key space that the ranges of a container have, from 0 to 1, in their order. */
export function sharesOf(ranges: readonly Range[]): readonly number[] {
  const top = 0x4000_0000;
  // The first 32 bits are enough; a key space ends at FF, which stands for 3FFF… and above.
  const place = (key: string) => (key === "FF" ? top : Number.parseInt(key.padEnd(8, "0").slice(0, 8) || "0", 16));
  return ranges.map(({ min, max }) => Math.max(0, (place(max) - place(min)) / top));
}
