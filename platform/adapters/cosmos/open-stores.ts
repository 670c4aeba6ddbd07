import type { AppDefinition } from "../../app/definition.ts";
import { cosmosSettings, type Environment } from "../../app/settings.ts";
import type { Stores } from "../../stores/ports.ts";
import { openDatabase } from "./client.ts";
import { cosmosStores } from "./stores.ts";

/**
 * The stores of an app as the settings say, for tools that work beside the app, such as a rebuild.
 * @throws SettingError when the setting Cosmos is missing or wrong
 */
export async function openStores(
  app: AppDefinition,
  env: Environment,
): Promise<{ readonly stores: Stores; readonly close: () => void }> {
  const { database, close } = await openDatabase(cosmosSettings(env, app.service.name));
  return { stores: cosmosStores(database), close };
}
