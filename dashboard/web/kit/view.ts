import type { ComponentChildren } from "preact";

/** What a view is given: the values of its path. The query is read with `useQuery`. */
export interface ViewProps {
  readonly params: Readonly<Record<string, string>>;
}

/** A view of the dashboard. It has one line in `views/index.ts`. */
export interface View {
  /** Such as `/streams/:stream/:id`. */
  readonly path: string;
  /** In the navigation and in the browser's title. */
  readonly title: string;
  /** Letter after `g` that leads to it. Views without one are not in the navigation. */
  readonly key?: string;
  /** Heading in the navigation that it stands under. */
  readonly group?: "System" | "Messages" | "State" | "Telemetry" | "Act";
  /** Only where the app runs on this machine. */
  readonly local?: true;
  readonly View: (props: ViewProps) => ComponentChildren;
}
