/** Names of aggregates that are known; the ones that stand here and are not carried out are refused by name. */
export const aggregateNames: ReadonlySet<string> = new Set(
  (
    "count countif sum sumif avg avgif min minif max maxif dcount dcountif count_distinct count_distinctif " +
    "percentile percentiles percentiles_array make_list makelist make_list_if make_set makeset make_set_if make_bag make_bag_if " +
    "arg_max arg_min argmax argmin take_any any take_anyif anyif stdev stdevif stdevp variance varianceif variancep variancepif " +
    "percentilew percentilesw percentilesw_array tdigest tdigest_merge merge_tdigests hll hll_if hll_merge buildschema " +
    "binary_all_and binary_all_or binary_all_xor covariance covarianceif covariancep covariancepif make_list_with_nulls make_dictionary passthrough"
  ).split(" "),
);
