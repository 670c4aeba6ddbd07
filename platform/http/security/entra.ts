import { SettingError } from "../../app/setting-error.ts";

const tenant = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Tokens of version 1 name this issuer, those of version 2 the address that people sign in at. */
const versionOne = "https://sts.windows.net/";
const signIn: ReadonlySet<string> = new Set(["login.microsoftonline.com", "login.microsoftonline.us"]);

/**
 * What `iss` may say when a setting names an issuer. One tenant of Microsoft Entra ID signs tokens of two versions with the same
 * keys, each under an issuer of its own; which version an API gets is a property of its registration.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-tokens
 * @throws SettingError for an Entra ID issuer without a tenant: it would let in whoever has an account anywhere
 */
export function entraIssuers(issuer: string): readonly string[] {
  const { host, pathname } = new URL(issuer);
  const isSignIn = signIn.has(host);
  if (!isSignIn && host !== "sts.windows.net") return [issuer];
  const [id = "", version] = pathname.split("/").filter((part) => part !== "");
  if (!tenant.test(id)) {
    throw new SettingError(
      "The setting OidcIssuer names no tenant of Microsoft Entra ID: https://login.microsoftonline.com/<tenant id>/v2.0, " +
        "with the tenant's GUID and not its name, common or organizations.",
    );
  }
  if (isSignIn && version !== "v2.0") {
    throw new SettingError(
      "The setting OidcIssuer must end with /v2.0: https://login.microsoftonline.com/<tenant id>/v2.0.",
    );
  }
  const signInHost = isSignIn ? host : "login.microsoftonline.com";
  return [...new Set([issuer, `https://${signInHost}/${id}/v2.0`, `${versionOne}${id}/`])];
}
