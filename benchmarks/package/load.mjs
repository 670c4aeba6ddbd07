// node load.mjs FILE …: loads modules as a Functions worker would, and prints how long that took, ms. Plain JavaScript, so that nothing
// but what is measured has to be compiled.
import { Module } from "node:module";
import { pathToFileURL } from "node:url";

const core = {
  version: "3.0.0",
  hostVersion: "4.0.0",
  Disposable: class {},
  log() {},
  registerHook: () => ({}),
  setProgrammingModel() {},
  getProgrammingModel() {},
  registerFunction: () => ({}),
};
const original = Module.prototype.require;
Module.prototype.require = function (id) {
  return id === "@azure/functions-core" ? core : original.call(this, id);
};
const began = performance.now();
const cpu = process.cpuUsage();
for (const file of process.argv.slice(2)) await import(file.startsWith("/") ? pathToFileURL(file).href : file);
const used = process.cpuUsage(cpu);
const ms = performance.now() - began;
process.stdout.write(`${JSON.stringify({ ms, cpu: (used.user + used.system) / 1000 })}\n`);
process.exit(0);
