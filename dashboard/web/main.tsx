import { render } from "preact";
import { Frame } from "./frame/frame.tsx";
import "./style/tokens.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/kit.css";
import "./style/chart.css";

const root = document.getElementById("app");
if (root !== null) render(<Frame />, root);
