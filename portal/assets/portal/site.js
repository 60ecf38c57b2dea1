// On every page: says that there is JavaScript, and starts the Design System's components.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";
import { componentWords } from "./words.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll(componentWords);
