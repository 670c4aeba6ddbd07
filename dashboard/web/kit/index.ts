/** Everything that views are made of. */
export { ApiError, type Ask, getJson, postJson } from "./api.ts";
export { Badge, Count, Status, type Tone, toneOf } from "./badge.tsx";
export { Copy, Id, shortId } from "./copy.tsx";
export { Dialog } from "./dialog.tsx";
export { CheckField, SelectField, TextArea, TextField } from "./field.tsx";
export { Json } from "./json.tsx";
export { type Keys, useKeys } from "./keys.ts";
export { type Loaded, type Pages, useEvery, useGet, usePages } from "./load.ts";
export { href, Link, navigate, path, type Query, setQuery, useLocation, useQuery } from "./route.tsx";
export { Empty, Heading, Loading, Problem, Show } from "./state.tsx";
export { type Column, Table, VirtualTable } from "./table.tsx";
export { type Tab, Tabs } from "./tabs.tsx";
export { clockText, Duration, durationText, Time } from "./time.tsx";
export { toast } from "./toast.tsx";
export type { View, ViewProps } from "./view.ts";
