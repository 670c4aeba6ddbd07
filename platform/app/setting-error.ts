/** A setting is missing or wrong; the message names it and says what to do. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}
