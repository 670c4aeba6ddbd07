// An address without a version leads to the newest one; what stands behind `#` goes along.
const to = document.currentScript?.dataset["to"];
if (to !== undefined) location.replace(to + location.search + location.hash);
