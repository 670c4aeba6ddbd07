import { isObject } from "../../../json/json.ts";
import type { RuleTables } from "./type-rules.ts";

/** App Service. Source: learn.microsoft.com, REST reference of "Web Apps" and "App Service Plans". */
export const webRules: RuleTables = {
  "microsoft.web/serverfarms": {
    readOnly: [/^\/sku\/(family|size|capacity)$/, /^\/properties\/(name|status|subscription|numberOf\w+|worker\w+)$/],
    defaults: {
      "/properties/elasticScaleEnabled": false,
      "/properties/isXenon": false,
      "/properties/perSiteScaling": false,
      "/properties/reserved": false,
      "/properties/zoneRedundant": false,
    },
  },
  "microsoft.web/sites": {
    readOnly: [
      /^\/identity\/(principalId|tenantId)$/,
      /^\/identity\/userAssignedIdentities\/[^/]+\/(principalId|clientId)$/,
      /^\/properties\/(name|defaultHostName|(enabledH|h)ostNames|customDomainVerificationId|lastModifiedTimeUtc|sku)$/,
      /^\/properties\/(usageState|clientCertMode|reserved|repositorySiteName|hostNameSslStates)$/,
    ],
    strict: [/^\/identity\/userAssignedIdentities$/, /^\/properties\/siteConfig\/cors$/],
    defaults: {
      "/properties/clientCertEnabled": false,
      "/properties/enabled": true,
      "/properties/hostNamesDisabled": false,
      "/properties/httpsOnly": false,
      "/properties/keyVaultReferenceIdentity": "SystemAssigned",
      "/properties/publicNetworkAccess": "Enabled",
      "/properties/siteConfig/alwaysOn": false,
      "/properties/siteConfig/cors/supportCredentials": false,
      "/properties/siteConfig/ftpsState": "FtpsOnly",
      "/properties/siteConfig/minTlsVersion": "1.2",
      "/properties/siteConfig/numberOfWorkers": 1,
      "/properties/siteConfig/scmMinTlsVersion": "1.2",
      "/properties/siteConfig/use32BitWorkerProcess": false,
      "/properties/state": "Running",
      "/properties/storageAccountRequired": false,
      "/properties/vnetRouteAllEnabled": false,
    },
    // What the platform sets for itself.
    ignoredItem: (pointer, item) =>
      pointer.endsWith("/appSettings") && isObject(item) && /^WEBSITE_/.test(String(item["name"])),
  },
  "microsoft.web/sites/config": { strict: [/^\/properties$/], readOnly: [/^\/properties\/WEBSITE_\w+$/] },
  "microsoft.web/sites/basicpublishingcredentialspolicies": { defaults: { "/properties/allow": true } },
};
