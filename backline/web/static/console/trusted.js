// htmx puts HTML from this server into the page. Trusted Types asks for a policy; scripts stay refused.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", { createHTML: (html) => html });
}
