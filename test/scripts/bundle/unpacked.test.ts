import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { PackageError } from "../../../scripts/bundle/package-error.ts";
import { unpack } from "../../../scripts/bundle/unpack.ts";
import { smallProject } from "./support/small-project.ts";

const files = new Map([
  ["bundle/index.mjs", new TextEncoder().encode("export {};")],
  ["host.json", new TextEncoder().encode("{}")],
]);

describe("the folder that a package is unpacked into", () => {
  const inProject = (work: (folder: string) => void) => {
    const project = smallProject({ "handlers/app.ts": "export {};" });
    try {
      work(project.folder);
    } finally {
      project.remove();
    }
  };
  const refused = (folder: string, project: string) =>
    assert.throws(
      () => unpack(files, folder, project),
      (error) => error instanceof PackageError && error.faults.every(({ code }) => code === "folder-in-use"),
      folder,
    );

  it("is made, and holds nothing of an earlier package afterwards", () =>
    inProject((project) => {
      const folder = join(project, ".eventwright/package/app");
      unpack(files, folder, project);
      assert.ok(existsSync(join(folder, "bundle/index.mjs")));
      writeFileSync(join(folder, "bundle/earlier.mjs"), "");
      writeFileSync(join(folder, "local.settings.json"), "{}");
      unpack(files, folder, project);
      assert.ok(existsSync(join(folder, "host.json")));
      assert.deepEqual(
        [existsSync(join(folder, "bundle/earlier.mjs")), existsSync(join(folder, "local.settings.json"))],
        [false, false],
      );
      mkdirSync(join(project, "empty"));
      unpack(files, join(project, "empty"), project);
    }));

  it("is never the project, what holds it, or what holds anything else", () =>
    inProject((project) => {
      // As if a package had been unpacked there before.
      mkdirSync(join(project, "bundle"));
      for (const folder of [project, join(project, ".."), join(project, "handlers"), join(project, "handlers/..")]) {
        refused(folder, project);
      }
      refused(join(project, "host.json"), project);
      const another = join(project, "another");
      mkdirSync(join(another, "bundle"), { recursive: true });
      writeFileSync(join(another, "letter.txt"), "");
      refused(another, project);
      assert.ok(existsSync(join(another, "letter.txt")));
      assert.ok(existsSync(join(project, "handlers/app.ts")));
    }));
});
