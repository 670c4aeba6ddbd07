// Loaded into a measured process before everything else: writes its largest memory (bytes) where it is asked to.
import { writeFileSync } from "node:fs";

process.on("exit", () => writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS * 1024)));
