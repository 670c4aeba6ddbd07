import type { ComponentChildren } from "preact";
import type { ApiError } from "./api.ts";

/** A view's heading with what stands beside it. */
export function Heading({
  title,
  children,
}: {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="heading">
      <h1 tabIndex={-1}>{title}</h1>
      <div class="beside">{children}</div>
    </div>
  );
}

/** Says that something is being loaded. */
export function Loading({ what = "Loading" }: { readonly what?: string }) {
  return (
    <p class="loading" role="status">
      {what} …
    </p>
  );
}

/** Says what went wrong, and how to go on. */
export function Problem({ error, onRetry }: { readonly error: ApiError; readonly onRetry?: () => void }) {
  return (
    <div class="problem" role="alert">
      <strong>{error.title}</strong>
      {error.detail !== undefined && <p>{error.detail}</p>}
      {error.errors.length > 0 && (
        <ul>
          {error.errors.map(({ pointer, message }) => (
            <li key={pointer + message}>
              <code>{pointer === "" ? "/" : pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <p class="small muted">
        <code>{error.code}</code>
      </p>
      {onRetry !== undefined && (
        <button type="button" class="plain" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Says that there is nothing, and why that may be. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <strong>{title}</strong>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

/** Shows what was loaded; until then that it is loading, or what went wrong. What is there stays when a reload fails. */
export function Show<T>({
  of,
  children,
}: {
  readonly of: { readonly data: T | undefined; readonly error: ApiError | undefined; readonly reload: () => void };
  readonly children: (data: T) => ComponentChildren;
}) {
  const { data, error, reload } = of;
  return (
    <>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      {data !== undefined ? children(data) : error === undefined && <Loading />}
    </>
  );
}
