// The way of azd and of people who write Bicep to the generated deployment: it adds nothing but the values of `parameters/`.
// A template in JSON is a module like any other.
// Source: https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules
targetScope = 'resourceGroup'

@description('Which deployment this is: letters, digits and hyphens. All names of resources are made of it.')
@minLength(1)
@maxLength(12)
param environment string

@description('Whose values of `parameters/` it takes.')
@allowed(['dev', 'prod'])
param size string = 'dev'

@description('Where the resources live.')
param location string = resourceGroup().location

// Source: https://learn.microsoft.com/azure/azure-resource-manager/bicep/patterns-configuration-set
var sizes = {
  dev: loadJsonContent('parameters/dev.json').parameters
  prod: loadJsonContent('parameters/prod.json').parameters
}
var given = sizes[size]

module app '../generated/azure/deployment.json' = {
  name: 'deployment'
  params: {
    environment: environment
    location: location
    cosmosMode: given.cosmosMode.value
    cosmosFreeTier: given.cosmosFreeTier.value
    cosmosThroughput: given.cosmosThroughput.value
    storageSku: given.storageSku.value
    instanceMemory: given.instanceMemory.value
    maximumInstances: given.maximumInstances.value
    allowedOrigins: given.allowedOrigins.value
    apiTokens: given.apiTokens.value
    oidcIssuer: given.oidcIssuer.value
    oidcAudience: given.oidcAudience.value
    oidcSubjectClaim: given.oidcSubjectClaim.value
    apiRateLimit: given.apiRateLimit.value
    traceShare: given.traceShare.value
    logRetentionDays: given.logRetentionDays.value
    alertEmail: given.alertEmail.value
    actionGroups: given.actionGroups.value
  }
}

output apiUrl string = app.outputs.apiUrl
output functionAppName string = app.outputs.functionAppName
output cosmosEndpoint string = app.outputs.cosmosEndpoint
output topicEndpoint string = app.outputs.topicEndpoint
output storageAccountName string = app.outputs.storageAccountName
output identityClientId string = app.outputs.identityClientId
