/** Makes what has an anchor easy to point at: a click on a heading or on the name of a field puts it into the address. */
export function setUpAnchors(): void {
  document.querySelector("main")?.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("a, button, input") !== null) return;
    const id = target.matches("h2[id]") ? target.id : target.closest("th")?.parentElement?.id;
    if (id !== undefined && id !== "") location.hash = id;
  });
  const go = () => {
    const place = nearest(decodeURIComponent(location.hash.slice(1)));
    if (place !== null && place.id !== location.hash.slice(1)) place.scrollIntoView();
  };
  addEventListener("hashchange", go);
  go();
}

/** The place of a pointer; when it is gone, the place of what it was in. */
function nearest(id: string): HTMLElement | null {
  for (let at = id; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const place = document.getElementById(at);
    if (place !== null) return place;
  }
  return null;
}
