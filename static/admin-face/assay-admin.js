"use strict";
// Small help only: every page works by plain links and forms.
(function () {
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-menu]");
    if (!button) { return; }
    const open = document.body.classList.toggle("a-menu-open");
    button.setAttribute("aria-expanded", String(open));
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && document.body.classList.contains("a-menu-open")) {
      document.querySelector("[data-menu]").click();
    }
  });

  // A list's filters apply when one is chosen.
  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-filter]");
    if (form && event.target.tagName === "SELECT") { form.requestSubmit(); }
  });

  // A double click sends once; after "back" the button works again.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // Leaving a page with typed text asks first; sending it does not.
  let typed = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[data-keep]")) { typed = true; }
  });
  document.addEventListener("submit", function () { typed = false; });
  window.addEventListener("beforeunload", function (event) {
    if (typed) { event.preventDefault(); }
  });
})();
