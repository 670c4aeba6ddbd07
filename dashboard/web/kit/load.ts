import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Page } from "../../../platform/admin/shapes.ts";
import { type ApiError, getJson } from "./api.ts";
import { type Query, queryText } from "./route.tsx";

/** Something that is being loaded, or is there. */
export interface Loaded<T> {
  /** The latest answer; of a request that was asked again it stays until the next one is there. */
  readonly data: T | undefined;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * Loads JSON, again whenever path or query change. An undefined path loads nothing.
 * @param every ms; it is asked again so often while the page can be seen
 */
export function useGet<T>(path: string | undefined, query: Query = {}, every?: number): Loaded<T> {
  const text = queryText(query);
  const at = path === undefined ? undefined : text === "" ? path : `${path}?${text}`;
  const [state, set] = useState<{ at?: string | undefined; data?: T; error?: ApiError }>({});
  const [round, again] = useState(0);
  const [loading, setLoading] = useState(false);
  const isAsking = useRef(false);
  useEffect(() => {
    if (at === undefined) return set({});
    const stop = new AbortController();
    setLoading(true);
    isAsking.current = true;
    getJson<T>(at, { signal: stop.signal }).then(
      (data) => {
        isAsking.current = false;
        set({ at, data });
        setLoading(false);
      },
      (error: ApiError) => {
        if (stop.signal.aborted) return;
        isAsking.current = false;
        // What was there stays: a poll that fails must not empty the page.
        set((before) => (before.at === at ? { ...before, error } : { at, error }));
        setLoading(false);
      },
    );
    return () => stop.abort();
  }, [at, round]);
  const reload = useCallback(() => again((count) => count + 1), []);
  // A slow answer is waited for: asking again would only make it slower.
  useEvery(every, () => isAsking.current || reload());
  const isOld = state.at !== at;
  return {
    data: isOld ? undefined : state.data,
    error: isOld ? undefined : state.error,
    loading: loading || isOld,
    reload,
  };
}

/** Calls `work` every so many ms while the page can be seen, and at once when it is seen again. */
export function useEvery(ms: number | undefined, work: () => unknown): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    if (ms === undefined) return;
    let late = false;
    const timer = setInterval(() => {
      if (document.hidden) late = true;
      else latest.current();
    }, ms);
    const seen = () => {
      if (document.hidden || !late) return;
      late = false;
      latest.current();
    };
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [ms]);
}

/** A list that comes page by page. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  /** Whether more may follow. */
  readonly more: boolean;
  readonly loadMore: () => void;
  /** Begins again at the first page. */
  readonly reload: () => void;
}

/** Empty pages, one after the other, until somebody has to ask for more. */
const mostEmpty = 20;

/** Loads a list page by page, from its first page again whenever path or query change. */
export function usePages<T>(path: string | undefined, query: Query = {}): Pages<T> {
  const text = path === undefined ? undefined : queryText(query);
  const [state, set] = useState<{
    items: readonly T[];
    cursor?: string | undefined;
    error?: ApiError;
    loading: boolean;
  }>({
    items: [],
    loading: path !== undefined,
  });
  const [round, again] = useState(0);
  const running = useRef<AbortController | undefined>(undefined);
  const latest = useRef<unknown>(undefined);

  const load = useCallback(
    async (before: readonly T[], cursor: string | undefined, keep = false) => {
      if (path === undefined) return;
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      set((shown) => (keep ? { ...shown, loading: true } : { items: before, cursor, loading: true }));
      try {
        const more = new URLSearchParams(text);
        if (cursor !== undefined) more.set("cursor", cursor);
        let page = await getJson<Page<T>>(`${path}?${more}`, { signal: stop.signal });
        // What a request may cost is bounded, so that a page may have nothing though more follows.
        for (let empty = 0; page.items.length === 0 && page.cursor !== undefined && empty < mostEmpty; empty++) {
          more.set("cursor", page.cursor);
          page = await getJson<Page<T>>(`${path}?${more}`, { signal: stop.signal });
        }
        set({ items: [...before, ...page.items], cursor: page.cursor, loading: false });
      } catch (error) {
        if (!stop.signal.aborted) set({ items: before, cursor, error: error as ApiError, loading: false });
      }
    },
    [path, text],
  );
  useEffect(() => {
    // A reload leaves what is shown until there is something newer.
    void load([], undefined, latest.current === load);
    latest.current = load;
    return () => running.current?.abort();
  }, [load, round]);
  return {
    items: state.items,
    error: state.error,
    loading: state.loading,
    more: state.cursor !== undefined,
    loadMore: () => void (!state.loading && state.cursor !== undefined && load(state.items, state.cursor)),
    reload: useCallback(() => again((count) => count + 1), []),
  };
}
