/**
 * What the search box looks through, as the site's script reads it. Fields that come again, as those of shared values do, stand in
 * it once, and so do their descriptions.
 */
export interface SearchData {
  readonly texts: readonly string[];
  /** Anchors of fields, each followed by the number of its text. */
  readonly fields: readonly (readonly [anchor: string, text: number])[];
  readonly entries: readonly SearchEntry[];
}

/** One page: title, kind, path, description, and the numbers of its fields. */
export type SearchEntry = readonly [
  title: string,
  kind: string,
  path: string,
  description: string,
  fields: readonly number[],
];
