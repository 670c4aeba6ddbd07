import type { View } from "../kit/view.ts";
import { overview } from "./overview/overview.tsx";

/** All views, in the order of the navigation. */
export const views: readonly View[] = [overview];
