import type { Account } from "../account.ts";
import { type Call, header, jsonReply, type Reply } from "../http/exchange.ts";

/**
 * GET /: the account. The SDK sends every later request to the address given here, so it must be the one that the
 * client used: it is taken from the Host header.
 */
export function readAccount({ settings }: Account, call: Call): Reply {
  const endpoint = `${settings.scheme}://${header(call, "host") ?? "127.0.0.1"}/`;
  const locations = [{ name: "Local", databaseAccountEndpoint: endpoint }];
  return jsonReply(200, {
    _self: "",
    id: "local",
    _rid: "local.documents.azure.com",
    media: "//media/",
    addresses: "//addresses/",
    _dbs: "//dbs/",
    writableLocations: locations,
    readableLocations: locations,
    enableMultipleWriteLocations: false,
    userReplicationPolicy: { asyncReplication: false, minReplicaSetSize: 1, maxReplicasetSize: 4 },
    userConsistencyPolicy: { defaultConsistencyLevel: "Session" },
    systemReplicationPolicy: { minReplicaSetSize: 1, maxReplicasetSize: 4 },
    readPolicy: { primaryReadCoefficient: 1, secondaryReadCoefficient: 1 },
    queryEngineConfiguration: JSON.stringify(engineLimits),
  });
}

/** Query limits that SDKs read and do not enforce. */
const engineLimits = {
  maxSqlQueryInputLength: 262_144,
  maxJoinsPerSqlQuery: 5,
  maxLogicalAndPerSqlQuery: 500,
  maxLogicalOrPerSqlQuery: 500,
  maxUdfRefPerSqlQuery: 10,
  maxInExpressionItemsCount: 16_000,
  queryMaxInMemorySortDocumentCount: 500,
  maxQueryRequestTimeoutFraction: 0.9,
  sqlAllowNonFiniteNumbers: false,
  sqlAllowAggregateFunctions: true,
  sqlAllowSubQuery: false,
  sqlAllowScalarSubQuery: false,
  allowNewKeywords: true,
  sqlAllowLike: true,
  sqlAllowGroupByClause: true,
  maxSpatialQueryCells: 12,
  spatialMaxGeometryPointCount: 256,
  sqlDisableOptimizationFlags: 0,
  sqlAllowTop: true,
  enableSpatialIndexing: false,
};
