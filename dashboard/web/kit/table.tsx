import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** A column. `wide` ones are left out on narrow screens; `width` is a CSS width, for virtual tables a must. */
export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ComponentChildren;
  readonly align?: "end";
  readonly width?: string;
  readonly wide?: boolean;
}

interface Common<T> {
  /** What the table shows, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** A click anywhere in the row. Have a link or a button in the first cell as well, for the keyboard. */
  readonly onOpen?: (row: T) => void;
  readonly isSelected?: (row: T) => boolean;
}

const cellClass = <T,>({ align, wide }: Column<T>) => `${align === "end" ? "end " : ""}${wide ? "wide" : ""}`;

function Head<T>({ columns }: { readonly columns: readonly Column<T>[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.id} scope="col" class={cellClass(column)}>
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One row of either table. Clicks on links, buttons and selected text stay theirs. */
function Row<T>({
  row,
  columns,
  onOpen,
  isSelected,
  ...rest
}: Omit<Common<T>, "caption" | "rows" | "keyOf"> & { readonly row: T; readonly "aria-rowindex"?: number }) {
  return (
    <tr
      {...rest}
      class={`${onOpen === undefined ? "" : "opens"}${isSelected?.(row) ? " selected" : ""}`}
      aria-selected={isSelected?.(row) ? true : undefined}
      onClick={(event) => {
        const isOwn = (event.target as HTMLElement).closest("a, button, input, select, summary") !== null;
        if (!isOwn && getSelection()?.isCollapsed !== false) onOpen?.(row);
      }}
    >
      {columns.map((column) => (
        <td key={column.id} class={cellClass(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** A table of as many rows as people look at. */
export function Table<T>({ caption, columns, rows, keyOf, ...rest }: Common<T>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="table" tabIndex={0} aria-label={caption}>
      <table>
        <caption class="for-ears">{caption}</caption>
        <Head columns={columns} />
        <tbody>
          {rows.map((row) => (
            <Row key={keyOf(row)} row={row} columns={columns} {...rest} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Height of a row, px; the style sheet says the same. */
const rowHeight = 40;
/** Rows above and below what is seen that are drawn as well. */
const overscan = 12;

/**
 * A table of any number of rows: only those that are seen are drawn, all with the same height. It fills its place and scrolls in
 * itself; arrows, PageUp and PageDown scroll it, `j` and `k` or Tab move between its rows.
 */
export function VirtualTable<T>({
  caption,
  columns,
  rows,
  keyOf,
  more = false,
  onMore,
  ...rest
}: Common<T> & { readonly more?: boolean; readonly onMore?: () => void }) {
  const box = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + overscan);
  const isNearEnd = more && last >= rows.length - overscan;
  // Asked once for each length.
  useEffect(() => {
    if (isNearEnd) onMore?.();
  }, [isNearEnd, rows.length]);
  const space = (count: number) => (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is empty, nothing in it takes the focus
    <tr aria-hidden="true" class="space" style={{ height: `${count * rowHeight}px` }}>
      <td colSpan={columns.length} />
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="table virtual" tabIndex={0} aria-label={caption} ref={box}>
      <table aria-rowcount={more ? -1 : rows.length + 1}>
        <caption class="for-ears">{caption}</caption>
        <colgroup>
          {columns.map(({ id, width, wide }) => (
            <col key={id} class={wide ? "wide" : ""} {...(width !== undefined && { style: { width } })} />
          ))}
        </colgroup>
        <Head columns={columns} />
        <tbody>
          {first > 0 && space(first)}
          {rows.slice(first, last).map((row, at) => (
            <Row key={keyOf(row)} row={row} columns={columns} {...rest} aria-rowindex={first + at + 2} />
          ))}
          {last < rows.length && space(rows.length - last)}
        </tbody>
      </table>
    </section>
  );
}
