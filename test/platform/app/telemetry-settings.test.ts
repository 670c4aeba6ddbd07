import assert from "node:assert/strict";
import { test } from "node:test";
import { SettingError } from "../../../platform/app/setting-error.ts";
import { telemetrySettings } from "../../../platform/app/telemetry-settings.ts";

const key = "00000000-1111-4222-8333-44444444444A";
const connection = `InstrumentationKey=${key};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/;`;
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318/" };

test("without a place there is no telemetry, and it can be switched off", () => {
  assert.equal(telemetrySettings({}, "credits"), undefined);
  assert.equal(telemetrySettings({ ...endpoint, OTEL_SDK_DISABLED: "TRUE" }, "credits"), undefined);
  assert.ok(telemetrySettings({ ...endpoint, OTEL_SDK_DISABLED: "false" }, "credits"));
});

test("both places at once, with what is usual otherwise", () => {
  const env = { ...endpoint, APPLICATIONINSIGHTS_CONNECTION_STRING: connection };
  assert.deepEqual(telemetrySettings(env, "credits"), {
    serviceName: "credits",
    share: 1,
    metricInterval: 60_000,
    resource: {},
    azureMonitor: {
      connectionString: `instrumentationkey=${key.toLowerCase()};ingestionendpoint=https://westeurope-5.in.applicationinsights.azure.com/`,
    },
    otlp: { endpoint: "http://127.0.0.1:4318", headers: {} },
  });
});

test("names, shares, intervals, headers and attributes are read", () => {
  const settings = telemetrySettings(
    {
      ...endpoint,
      OTEL_SERVICE_NAME: "credits-eu",
      OTEL_TRACES_SAMPLER_ARG: "0.05",
      OTEL_METRIC_EXPORT_INTERVAL: "5000",
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=a%2Cb, x=y",
      OTEL_RESOURCE_ATTRIBUTES: "team=payments",
      APPLICATIONINSIGHTS_CONNECTION_STRING: connection,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: "Authorization=AAD;ClientId=abc",
    },
    "credits",
  );
  assert.deepEqual(
    [settings?.serviceName, settings?.share, settings?.metricInterval, settings?.resource],
    ["credits-eu", 0.05, 5_000, { team: "payments" }],
  );
  assert.deepEqual(settings?.otlp?.headers, { "api-key": "a,b", x: "y" });
  assert.deepEqual(settings?.azureMonitor?.identity, { clientId: "abc" });
});

test("what is wrong is told with the setting, its value unless it is secret, and the fix", () => {
  const insights = (text: string) => ({ APPLICATIONINSIGHTS_CONNECTION_STRING: text });
  const local = insights(`InstrumentationKey=${key};IngestionEndpoint=http://127.0.0.1:8083`);
  const wrong: readonly (readonly [Record<string, string>, RegExp])[] = [
    [insights("InstrumentationKey=secret"), /CONNECTION_STRING must be InstrumentationKey=<a UUID>(?!.*secret)/],
    [insights(`InstrumentationKey=${key};IngestionEndpoint=http://example.com`), /IngestionEndpoint\) must use https/],
    [{ ...local, APPLICATIONINSIGHTS_AUTHENTICATION_STRING: "Authorization=AAD" }, /needs an https endpoint/],
    [
      { ...insights(connection), APPLICATIONINSIGHTS_AUTHENTICATION_STRING: "Authorization=key" },
      /must be Authorization=AAD .*not Authorization=key/,
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" }, /must be an address, .*not collector:4318/],
    [{ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, /must be http\/json, not grpc/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318", OTEL_EXPORTER_OTLP_HEADERS: "a=b" }, /must use https/],
    [{ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: "secret" }, /each part needs its =(?!.*secret)/],
    [{ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: "a=%zz" }, /percent-encoded/],
    [{ ...endpoint, OTEL_TRACES_SAMPLER_ARG: "10" }, /OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not 10/],
    [{ ...endpoint, OTEL_TRACES_SAMPLER_ARG: "much" }, /not much/],
    [{ ...endpoint, OTEL_METRIC_EXPORT_INTERVAL: "0" }, /from 100 to 3600000, not 0/],
    [{ ...endpoint, OTEL_SDK_DISABLED: "yes" }, /must be true or false, not yes/],
  ];
  for (const [env, message] of wrong) {
    assert.throws(
      () => telemetrySettings(env, "credits"),
      (error: unknown) => error instanceof SettingError && message.test(error.message),
      JSON.stringify(env),
    );
  }
});

test("on this machine http is enough, and a collector that asks for no key may be reached over http anywhere", () => {
  const local = `InstrumentationKey=${key};IngestionEndpoint=http://127.0.0.1:8083/`;
  const settings = telemetrySettings(
    { APPLICATIONINSIGHTS_CONNECTION_STRING: local, OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" },
    "credits",
  );
  assert.equal(settings?.azureMonitor?.localEndpoint, "http://127.0.0.1:8083");
  assert.equal(settings?.otlp?.endpoint, "http://collector:4318");
});
