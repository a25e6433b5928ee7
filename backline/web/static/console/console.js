// What every page of the console shares: keys, local times.
import { startKeys } from "./keys.js";
import { showLocalTimes } from "./times.js";

startKeys();
showLocalTimes(document);
document.addEventListener("htmx:load", (event) => showLocalTimes(event.detail.elt));
