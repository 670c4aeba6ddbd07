import { element } from "./element.ts";

/** A button at each block of code that copies it. */
export function setUpCopy(): void {
  for (const block of document.querySelectorAll<HTMLElement>("pre")) addCopy(block);
}

/** Adds the button to one block. The clipboard is there on https, on this machine and, in most browsers, for files. */
export function addCopy(block: HTMLElement): void {
  if (navigator.clipboard === undefined) return;
  const button = element("button", { type: "button", class: "copy" }, "Copy");
  const holder = element("div", { class: "code" });
  block.replaceWith(holder);
  holder.append(block, button);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, 1500);
  });
}
