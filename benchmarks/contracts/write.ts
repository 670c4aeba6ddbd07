/** `node benchmarks/contracts/write.ts --messages 1000 FOLDER`: writes a large contract. See benchmarks/README.md. */
import { parseArgs } from "node:util";
import { writeContract } from "./make-contract.ts";

const { values, positionals } = parseArgs({
  options: { messages: { type: "string", default: "200" }, edition: { type: "string", default: "1" } },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined) {
  console.error("Where to? node benchmarks/contracts/write.ts [--messages 200] [--edition 1] FOLDER");
  process.exitCode = 2;
} else {
  console.log(writeContract(folder, { messages: Number(values.messages), edition: Number(values.edition) }));
}
