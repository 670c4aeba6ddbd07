// Loaded into the child before Azurite, which would otherwise outlive a parent that was killed. Unreferenced, so that the
// channel does not keep a process alive that has stopped listening.
process.on("disconnect", () => {
  // Azurite saves its index on SIGTERM; a second later there is nothing left to wait for.
  process.emit("SIGTERM");
  setTimeout(() => process.exit(0), 1_000).unref();
});
process.channel?.unref();
