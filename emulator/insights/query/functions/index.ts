import { bins } from "./bins.ts";
import { conditional } from "./conditional.ts";
import { conversion } from "./conversion.ts";
import { dynamics } from "./dynamic.ts";
import type { Functions } from "./function.ts";
import { maths } from "./maths.ts";
import { ranges } from "./range.ts";
import { subqueries } from "./subquery.ts";
import { text } from "./text.ts";
import { time } from "./time.ts";
import { windows } from "./window.ts";

/** All functions of values, by name. */
export const functions: Functions = {
  ...conversion,
  ...conditional,
  ...text,
  ...maths,
  ...bins,
  ...time,
  ...dynamics,
  ...windows,
  ...ranges,
  ...subqueries,
};

const families =
  /^(geo|series|convert|base64|hash|ipv[46]|unicode|zlib|gzip|tdigest|hll|current|cursor|percentrank|punycode|parse|beta|has|array|bag|set|row|datetime|unixtime|format)_/;

/** Whether the language has a function that is not carried out here; those are refused as what they are. */
export const isOtherFunction = (name: string) => otherFunctions.has(name) || families.test(name);

/** Functions of the language that are not carried out here. */
const otherFunctions: ReadonlySet<string> = new Set(
  (
    "hash hash_md5 hash_sha1 hash_sha256 hash_xxhash64 hash_combine hash_many extract_all extractall extract_json extractjson " +
    "replace replace_strings translate indexof_regex has_any_index parse_url parse_urlquery parse_csv parse_xml parse_path " +
    "parse_version parse_ipv4 parse_ipv6 ipv4_is_match ipv4_is_in_range ipv4_is_private ipv4_compare ipv6_is_match " +
    "base64_encode_tostring base64_decode_tostring base64_decode_toarray base64_encode_fromarray format_bytes format_ipv4 " +
    "new_guid todecimal bin_auto make_timespan week_of_year weekofyear datetime_local_to_utc datetime_utc_to_local " +
    "zip bag_zip bag_set_key array_iff array_iif array_rotate_left array_rotate_right array_shift_left array_shift_right array_split " +
    "jaccard_index set_equals treepath series_stats series_fit_line series_decompose series_decompose_anomalies series_fir series_iir " +
    "series_fill_const series_fill_linear series_fill_forward series_fill_backward series_outliers series_periods_detect " +
    "row_rank_dense row_rank_min row_window_session ingestion_time current_principal current_database cluster database table " +
    "external_table materialized_view externaldata tohex isascii isutf8 gamma loggamma erf erfc beta_cdf degrees radians cot " +
    "binary_not binary_shift_left binary_shift_right bitset_count_ones percentile_tdigest dcount_hll rank_tdigest hll_merge tdigest_merge " +
    "geo_distance_2points url_encode_component parse_user_agent parse_command_line unixtime_nanoseconds_todatetime string_size " +
    "make_string unicode_codepoints_from_string to_utf8 regex_quote assert around estimate_data_size extent_id extent_tags"
  ).split(" "),
);
