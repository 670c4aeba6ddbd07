import type { Contract, Setting } from "../../../model/contract.ts";
import { type ArmParameter, commonParameters, literal } from "../arm.ts";

const about = (description: string) => ({ metadata: { description } });

/** The parameter that names the deployment: all names of resources are made of it. */
export const environmentParameter: ArmParameter = {
  type: "string",
  minLength: 1,
  maxLength: 12,
  ...about(
    "Which deployment this is, such as dev or prod: letters, digits and hyphens. All names of resources are made of it.",
  ),
};

/** What differs between deployments. */
export function deploymentParameters(contract: Contract): Readonly<Record<string, ArmParameter>> {
  return {
    environment: environmentParameter,
    location: commonParameters.location,
    cosmosMode: {
      type: "string",
      defaultValue: "serverless",
      allowedValues: ["serverless", "shared"],
      ...about(
        "How Cosmos DB is paid: by request (serverless), or by throughput that all containers share. It cannot be changed later.",
      ),
    },
    cosmosFreeTier: {
      type: "bool",
      defaultValue: false,
      ...about("Takes the free tier, which one account of a subscription may have, and only with shared throughput."),
    },
    cosmosThroughput: {
      type: "int",
      defaultValue: 1000,
      minValue: 1000,
      ...about(
        "Most request units a second that the database scales up to, with shared throughput. A tenth of it is paid for at least.",
      ),
    },
    storageSku: {
      type: "string",
      defaultValue: "Standard_LRS",
      allowedValues: ["Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_GZRS"],
      ...about("How often blobs are kept, and where."),
    },
    instanceMemory: {
      type: "int",
      defaultValue: 2048,
      allowedValues: [512, 2048, 4096],
      ...about("Memory of one instance of the app, MB."),
    },
    maximumInstances: {
      type: "int",
      defaultValue: 40,
      minValue: 1,
      maxValue: 1000,
      ...about("How many instances the app scales out to."),
    },
    allowedOrigins: {
      type: "array",
      defaultValue: [],
      ...about("Origins whose pages may use the API, such as https://app.example.com."),
    },
    apiTokens: {
      type: "string",
      defaultValue: "required",
      allowedValues: ["required", "off", ""],
      ...about("Whether callers need tokens. Empty: where the contract asks for them."),
    },
    oidcIssuer: { type: "string", defaultValue: "", ...about("The issuer of callers' tokens.") },
    oidcAudience: { type: "string", defaultValue: "", ...about("Whom callers' tokens are for.") },
    oidcSubjectClaim: {
      type: "string",
      defaultValue: "sub",
      ...about("The claim of a token that tells callers apart. Of Entra ID it is oid."),
    },
    apiRateLimit: {
      type: "string",
      defaultValue: "",
      ...about("How often a caller may ask one instance, such as 100/10s. Empty: as the contract says."),
    },
    traceShare: {
      type: "string",
      defaultValue: "1",
      ...about("The share of traces that are kept, from 0 to 1. Traces in which something failed are kept always."),
    },
    logRetentionDays: {
      type: "int",
      defaultValue: 30,
      minValue: 30,
      maxValue: 730,
      ...about("How long telemetry is kept, days."),
    },
    alertEmail: { type: "string", defaultValue: "", ...about("Who is told of alerts by mail. Empty: nobody.") },
    actionGroups: {
      type: "array",
      defaultValue: [],
      ...about("Resource ids of action groups that are told of alerts, too."),
    },
    ...Object.fromEntries(contract.settings.map((setting) => [settingParameter(setting), parameterFor(setting)])),
  };
}

/** The parameter of a setting of the contract. Its own word, so that no setting can take the name of another parameter. */
export function settingParameter({ name }: Setting): string {
  return `${name}Setting`;
}

function parameterFor({ type, default: given, description, name }: Setting): ArmParameter {
  const metadata = about(literal(description ?? `The setting ${name} of the contract.`));
  if (type === "boolean") return { type: "bool", defaultValue: given, ...metadata };
  if (type === "integer") return { type: "int", defaultValue: given, ...metadata };
  // Templates know no fractions.
  return { type: "string", defaultValue: literal(String(given)), ...metadata };
}
