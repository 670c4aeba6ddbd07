const { app } = require("@azure/functions");

app.hook.appStart(() => console.log("app started"));
app.hook.appTerminate(() => console.log("app terminated"));
app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName === "hooked") context.inputs = [{ replaced: true }];
});
app.hook.postInvocation((context) => {
  if (context.invocationContext.functionName === "hooked") {
    context.error = null;
    context.result = undefined;
  }
});
