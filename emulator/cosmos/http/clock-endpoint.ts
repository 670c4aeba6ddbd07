import { furthest, type OffsetClock } from "../../clock/offset-clock.ts";
import { badRequest } from "../errors.ts";
import { parseObject } from "../json.ts";
import { jsonReply, type Reply } from "./exchange.ts";

/** Path of the service's time. */
export const clockPath = "/_eventwright/clock";

/** GET: the service's time, by which `_ts` is stamped and items expire. Needs no key. */
export const readClock = (clock: OffsetClock): Reply =>
  jsonReply(200, { now: new Date(clock.now()).toISOString(), offsetMs: clock.offset });

/**
 * PUT `{"offsetMs": 90000000}`: moves it to so far ahead of the machine's. It never goes back; who names an offset that it is
 * past changes nothing.
 * @throws CosmosError 400
 */
export function moveClock(clock: OffsetClock, body: string): Reply {
  const { offsetMs } = parseObject(body);
  if (typeof offsetMs !== "number" || !(offsetMs >= 0 && offsetMs <= furthest)) {
    throw badRequest(`offsetMs must be from 0 to ${furthest} milliseconds ahead of the machine's clock.`);
  }
  if (offsetMs > clock.offset) clock.advance(offsetMs - clock.offset);
  return readClock(clock);
}
