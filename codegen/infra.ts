/** `npm run infra`: what the contract needs on Azure, and whether it is there. */
import { Command } from "commander";
import { contractOption } from "./cli/options.ts";
import { runProgram } from "./cli/run-program.ts";
import { type InfraOptions, infra, WrongUsage } from "./infra/infra-command.ts";

const examples = `
Examples (npm passes on what stands after --):
  npm run infra                                        generates, and lists what would be deployed
  npm run infra -- --parameters infra/parameters/prod.json
  npm run infra -- --parameter environment=test --json | jq '.resources[].id'
  npm run infra -- --deploy                            prints the commands that deploy; runs none of them
  npm run infra -- --check --subscription ID --resource-group GROUP
                                                       compares what is deployed there with the contract

--check only reads. It signs in as you are signed in here (az login, azd auth login, an identity, OIDC in a workflow) and needs
the role Reader on the group, and Website Contributor on the app, whose settings are not told to readers. A difference is a
resource that is missing, one that the contract does not want, or a property that differs; defaults that Azure fills in, the order of lists that have none,
and letters of ids are none. Subscriptions of other people to the topic are theirs.

Exit codes: 0 listed, or in step; 1 drift, or the contract has errors; 2 could not tell (no access, not deployed, wrong usage).`;

const program = new Command("npm run infra --")
  .description("Shows what the contract needs on Azure, and compares it with what is deployed.")
  .option("--parameters <file>", "values of the template's parameters (default: infra/parameters/dev.json)")
  .option(
    "--parameter <name=value>",
    "one more value; may be given again",
    (value, all: string[]) => [...all, value],
    [],
  )
  .option("--check", "compare what is deployed with the contract, and list the differences")
  .option("--subscription <id>", "the Azure subscription of the group")
  .option("--resource-group <name>", "the group that was deployed to")
  .option("--endpoint <url>", "the management API", "https://management.azure.com")
  .option("--token <token>", "what a stand-in of it on this machine asks for")
  .option("--deploy", "print the commands that deploy")
  .option(...contractOption)
  .option("--json", "print JSON")
  .addHelpText("after", examples)
  .allowExcessArguments(false)
  .exitOverride();

await runProgram(
  program,
  (paint) => infra(program.opts<InfraOptions>(), { print: (text) => console.log(text), paint }),
  (error) => (error instanceof WrongUsage ? `error: ${error.message}` : undefined),
);
