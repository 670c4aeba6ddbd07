/** The function app's entry, named by `main` in package.json. */
import { register } from "../generated/app.ts";
import { handlers } from "./index.ts";

register(handlers);
