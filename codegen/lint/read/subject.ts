import type { Location } from "../../diagnostics/diagnostic.ts";
import type { JsonObject } from "../../json/json.ts";
import type { Contract } from "../../model/contract.ts";
import type { SourceFile } from "../../read/source-file.ts";
import type { Dialect } from "../../schema/dialect.ts";
import type { Kind } from "./grammar.ts";

/** An object of the document: not a reference to one. */
export interface DocumentNode {
  readonly kind: Exclude<Kind, "schema">;
  readonly at: Location;
  readonly value: JsonObject;
  /** Last segment of its place: its name where it stands in a map. */
  readonly key: string;
}

/** A JSON Schema, wherever it stands: every subschema is a node of its own. */
export interface SchemaNode {
  readonly at: Location;
  readonly value: JsonObject;
  readonly dialect: Dialect;
  /** Type words that count here because a schema around it, speaking of the same value, gives them. */
  readonly around: readonly string[];
}

/** A `$ref`. */
export interface Reference {
  /** Where the word `$ref` stands. */
  readonly from: Location;
  readonly ref: string;
  /** What must stand at its end. */
  readonly kind: Kind;
  /** Where it leads; undefined when that cannot be read. */
  readonly target: Location | undefined;
}

/** A contract as lint sees it: every object once, wherever it stands and however it was reached. */
export interface Subject {
  readonly contract: SourceFile;
  /** All files that were read, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly nodes: readonly DocumentNode[];
  readonly schemas: readonly SchemaNode[];
  readonly references: readonly Reference[];
  /** Kinds of objects by place (`file#pointer`), as far as the structure says it and no reference. */
  readonly structure: ReadonlyMap<string, Kind>;
  /** Looks through references: what stands at their end. Undefined when that cannot be read. */
  resolve(at: Location): { readonly at: Location; readonly value: unknown } | undefined;
  /** Takes one step along a reference of a file; undefined when it leads nowhere. */
  follow(file: string, ref: string): { readonly at: Location; readonly value: unknown } | undefined;
  /** The contract in our own words; undefined in documents without `x-eventwright`. */
  readonly model: Contract | undefined;
  /** How much was looked at, to tell that work grows with the contract and not faster. */
  readonly work: { steps: number };
}

/** The nodes of a kind. */
export function nodesOf(subject: Subject, kind: DocumentNode["kind"]): readonly DocumentNode[] {
  return subject.nodes.filter((node) => node.kind === kind);
}

/** A place as a key of maps. */
export function placeKey({ file, pointer }: Location): string {
  return `${file}#${pointer}`;
}
