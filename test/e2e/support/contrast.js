/**
 * Runs in a page: texts that stand out too little from what is behind them, by the formula of WCAG 2 (4.5 to 1, large texts 3 to 1).
 * Pictures are left out.
 */
(() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return ["no canvas"];
  /** Any colour of CSS over another one, as red, green and blue. */
  const over = (colour, ground) => {
    context.fillStyle = `rgb(${ground.join(" ")})`;
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    const behind = element.parentElement === null ? [255, 255, 255] : groundOf(element.parentElement);
    return over(getComputedStyle(element).backgroundColor, behind);
  };
  const faults = new Set();
  for (const element of document.querySelectorAll("body *:not(svg, svg *, script, noscript, option)")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== "");
    if (!own || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest(".for-ears, .skip, [disabled]") !== null) continue;
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    const [a, b] = [light(over(style.color, ground)), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const isLarge =
      Number.parseFloat(style.fontSize) >= 24 ||
      (Number.parseFloat(style.fontSize) >= 18.6 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5))
      faults.add(
        `${element.tagName}.${element.className} "${element.textContent?.trim().slice(0, 30)}" ${ratio.toFixed(2)}`,
      );
  }
  return [...faults];
})();
