/**
 * What the search box looks through, as the site's script reads it. Texts that come again, as those of shared fields do, stand in
 * it once.
 */
export interface SearchData {
  readonly texts: readonly string[];
  readonly entries: readonly SearchEntry[];
}

/** One page: title, kind, path, description, and its fields as pairs of anchor and number of the text. */
export type SearchEntry = readonly [
  title: string,
  kind: string,
  path: string,
  description: string,
  fields: readonly (string | number)[],
];
