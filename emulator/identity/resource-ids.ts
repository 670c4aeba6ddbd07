/** Where everything local stands. */
const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers";

/** The id of the local storage account. */
export const storageAccountId = (account: string): string => `${group}/Microsoft.Storage/storageAccounts/${account}`;

/** The id of a blob container, as roles name it. */
export const containerId = (account: string, container: string): string =>
  `${storageAccountId(account)}/blobServices/default/containers/${container}`;

/** The id of the local Application Insights. */
export const insightsId = `${group}/Microsoft.Insights/components/local`;
