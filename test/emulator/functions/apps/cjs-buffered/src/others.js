const { app } = require("@azure/functions");

app.eventGrid("onEvent", {
  handler: (event, context) => {
    if (event.data.fail) throw new Error(`cannot take ${event.id}`);
    context.log(`event ${event.id} ${JSON.stringify(context.triggerMetadata)} ${context.traceContext.traceParent}`);
  },
});
app.timer("tick", {
  schedule: "0 */5 * * * *",
  handler: (timer, context) => context.log(`tick ${JSON.stringify(timer)}`),
});
app.generic("hooked", {
  trigger: { type: "eventGridTrigger", name: "event" },
  handler: (event, context) => {
    context.log(`hooked got ${JSON.stringify(event)}`);
    throw new Error("cleared by a hook");
  },
});
