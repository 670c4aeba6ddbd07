/** An app whose code a team keeps editing: `ORDER_CODE` says which edit is being looked at. */
import * as df from "durable-functions";

const edit = process.env["ORDER_CODE"] ?? "as-recorded";
const first = edit === "other-step" ? "charge" : "reserve";
const waitsFor = edit === "other-wait" ? "Refused" : "Paid";

if (edit !== "gone") {
  df.app.orchestration("runOrder", function* (context) {
    if (edit === "step-added") yield context.df.callActivity("audit");
    yield context.df.callActivity(first, context.df.getInput());
    context.df.setCustomStatus({ waitsFor });
    if (edit !== "wait-dropped") yield context.df.waitForExternalEvent("message");
    context.df.setCustomStatus({});
    yield context.df.callActivity("ship");
    return edit === "other-result" ? "sent" : "shipped";
  });
}
for (const name of ["reserve", "charge", "audit", "ship"]) df.app.activity(name, { handler: () => name });
