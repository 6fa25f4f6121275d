/* Saving that shows whether it saved, and typed text that is never lost.
 *
 * For page builders (more in docs/howto/portal_pages.md):
 *
 *   <form data-autosave name="company" hx-post="…" hx-trigger="input delay:800ms, change, assay:save" hx-sync="this:queue last" hx-swap="none">
 *     … fields …  <output class="save-state" data-save-state></output>
 *   </form>
 *
 *   data-autosave     on a form whose htmx request saves it. The form shows the state of saving and its typed text is
 *                     kept in sessionStorage until the server has said "saved". `assay:save` must be among the triggers.
 *   data-save-state   the element that shows the state; inside the form, or anywhere with data-save-state="<form's name>".
 *   data-keep         on an ordinary form (no htmx): typed text is kept when the session ends before it was sent.
 *   data-version      on the hidden input with the version that was read: it is kept with the text, so text that is put
 *                     back meets the same refusal (409) as any other stale edit.
 *   data-forget       on a form that ends the session (log out): everything kept is dropped.
 *   data-no-guard     on an ordinary form that may be sent twice (a search).
 *
 * The server says "saved" by the header `Assay-Saved: 14:02` (portal.saving.say_saved), set after the commit. 422 means
 * refused (the answer may be swapped in), 409 somebody else was first, and the header `Assay-Session: over` or `stale`
 * that the page has to be opened again; the text waits in this tab's storage and is put back there. When a person gives
 * up the own text for somebody else's, the answer carries `HX-Trigger: {"assay:taken": {"form": "<the form's name>"}}`.
 *
 * Keys: assay:<account>:<path>:<form's name>. Text of one account is never shown to another. Passwords and files are not kept.
 */
(function () {
  "use strict";
  var RETRY_SECONDS = [2, 4, 8, 16, 30];
  var body = document.body;
  var wordsOf = document.getElementById("save-words");
  var forms = new WeakMap(); // form -> {attempt, timer, sent, state}
  var leaving = false;

  function word(name) { return (wordsOf && wordsOf.dataset[name]) || ""; }
  function record(form) {
    if (!forms.has(form)) { forms.set(form, { attempt: 0, timer: 0, sent: null, dirty: false }); }
    return forms.get(form);
  }
  function keyOf(form) { return "assay:" + body.dataset.account + ":" + location.pathname + ":" + (form.getAttribute("name") || form.id || ""); }
  function store(key, value) {
    try {
      if (value === null) { sessionStorage.removeItem(key); } else { sessionStorage.setItem(key, JSON.stringify(value)); }
    } catch (error) { /* storage is full or switched off: the state on the page still tells the truth */ }
  }
  function stored(key) {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch (error) { return null; }
  }
  function keptKeys() {
    var keys = [];
    try {
      for (var i = 0; i < sessionStorage.length; i += 1) {
        if (sessionStorage.key(i).indexOf("assay:") === 0) { keys.push(sessionStorage.key(i)); }
      }
    } catch (error) { return []; }
    return keys;
  }

  /* What a person typed: fields that can be typed into or chosen, by name. */
  function keepable(element) {
    return element.name && !element.disabled && ["password", "file", "hidden", "submit", "button"].indexOf(element.type) < 0;
  }
  function valuesOf(form) {
    var values = {};
    Array.prototype.forEach.call(form.elements, function (element) {
      if (!keepable(element)) { return; }
      var list = values[element.name] = values[element.name] || [];
      if (element.type === "checkbox" || element.type === "radio") {
        if (element.checked) { list.push(element.value); }
      } else if (element.multiple) {
        Array.prototype.forEach.call(element.selectedOptions, function (option) { list.push(option.value); });
      } else { list.push(element.value); }
    });
    return values;
  }
  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }
  function fill(form, values) {
    var changed = false;
    var used = {};
    Array.prototype.forEach.call(form.elements, function (element) {
      if (!keepable(element) || !values[element.name]) { return; }
      var list = values[element.name];
      if (element.type === "checkbox" || element.type === "radio") {
        var on = list.indexOf(element.value) >= 0;
        if (element.checked !== on) { element.checked = on; changed = true; }
      } else if (element.multiple) {
        Array.prototype.forEach.call(element.options, function (option) {
          var chosen = list.indexOf(option.value) >= 0;
          if (option.selected !== chosen) { option.selected = chosen; changed = true; }
        });
      } else {
        var index = used[element.name] || 0;
        used[element.name] = index + 1;
        if (index < list.length && element.value !== list[index]) { element.value = list[index]; changed = true; }
      }
    });
    return changed;
  }
  function keep(form, mark) {
    var version = form.querySelector("[data-version]");
    store(keyOf(form), { values: valuesOf(form), version: version ? version.value : null, mark: mark });
  }

  /* The display. */
  function outputOf(form) {
    var inside = form.querySelector("[data-save-state]");
    if (inside) { return inside; }
    var name = form.getAttribute("name");
    return name ? document.querySelector('[data-save-state="' + CSS.escape(name) + '"]') : null;
  }
  function show(form, state, detail) {
    var output = outputOf(form);
    form.dataset.saving = state;
    if (!output) { return; }
    output.dataset.state = state;
    output.setAttribute("role", "status");
    output.textContent = "";
    var text = document.createElement("span");
    text.textContent = word(state).replace("{time}", detail || "");
    output.appendChild(text);
    if (state === "retrying" || state === "copy") {
      var again = document.createElement("button");
      again.type = "button";
      again.className = "plain";
      again.textContent = word("again");
      again.addEventListener("click", function () { save(form); });
      output.appendChild(again);
    }
    if (state === "session" || state === "stale") {
      var link = document.createElement("a");
      link.href = location.href; // a page behind the login leads to the login and back here
      link.textContent = word(state === "session" ? "sessionLink" : "staleLink");
      link.addEventListener("click", function () { leaving = true; });
      output.appendChild(link);
    }
  }
  function save(form) {
    clearTimeout(record(form).timer);
    window.htmx.trigger(form, "assay:save");
  }
  function retry(form) {
    var state = record(form);
    clearTimeout(state.timer);
    var wait = RETRY_SECONDS[Math.min(state.attempt, RETRY_SECONDS.length - 1)];
    state.attempt += 1;
    show(form, state.attempt > RETRY_SECONDS.length ? "copy" : "retrying");
    state.timer = setTimeout(function () { save(form); }, wait * 1000);
  }
  function formOf(target) { return target && target.closest ? target.closest("form[data-autosave]") : null; }

  /* Typing. */
  function typed(event) {
    var form = event.target.form;
    if (!form || !keepable(event.target) || !form.matches("form[data-autosave], form[data-keep]")) { return; }
    // Leaving a field repeats what its typing has said already: nothing new, nothing to save.
    if (event.type === "change" && record(form).sent && same(record(form).sent, valuesOf(form))) { return; }
    record(form).dirty = true;
    keep(form, "typed");
    if (form.matches("[data-autosave]") && ["session", "stale"].indexOf(form.dataset.saving) < 0) { show(form, "typing"); }
  }
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);

  /* htmx requests of forms that save themselves. */
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = formOf(event.detail.elt);
    if (!form || event.detail.requestConfig.verb === "get") { return; }
    // Without a session nothing can be saved; and a display that changes under the pointer loses the click on its link.
    if (["session", "stale"].indexOf(form.dataset.saving) >= 0) { event.preventDefault(); return; }
    clearTimeout(record(form).timer);
    record(form).sent = valuesOf(form);
    show(form, "saving");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    // Not `detail.elt`: when the answer has swapped the form away, that is what is left of the page around it.
    var form = formOf(event.detail.requestConfig.elt);
    var xhr = event.detail.xhr;
    if (!form || event.detail.requestConfig.verb === "get") { return; }
    var session = xhr && xhr.status ? xhr.getResponseHeader("Assay-Session") : "";
    var saved = xhr && xhr.status ? xhr.getResponseHeader("Assay-Saved") : "";
    if (session) { record(form).dirty = true; keep(form, "typed"); show(form, session === "over" ? "session" : "stale"); return; }
    if (saved) { confirmed(form, saved); return; }
    if (!xhr || xhr.status === 0 || xhr.status >= 500 || xhr.status === 429) { retry(form); return; }
    if (xhr.status === 409) { show(living(form), "conflict"); return; }
    if (xhr.status >= 400) { show(living(form), "refused"); return; }
    living(form).dataset.saving = "";
  });
  /* The form on the page now: an answer may have swapped the one that was sent. */
  function living(form) {
    if (document.contains(form)) { return form; }
    var name = form.getAttribute("name");
    return (name && document.querySelector('form[data-autosave][name="' + CSS.escape(name) + '"]')) || form;
  }
  function confirmed(form, time) {
    var sent = record(form).sent;
    var current = valuesOf(form);
    var now = living(form);
    record(now).attempt = 0;
    // What was typed while the request was under way is not saved yet.
    if (sent && !same(sent, current)) {
      if (now !== form) { fill(now, current); record(now).dirty = true; save(now); }
      keep(now, "typed");
      show(now, "typing");
      return;
    }
    record(now).dirty = false;
    store(keyOf(now), null);
    show(now, "saved", time);
  }
  // The person chose the text of somebody else (header `HX-Trigger: {"assay:taken": {"form": …}}`): the own one is given up.
  document.addEventListener("assay:taken", function (event) {
    var form = document.forms[event.detail.form];
    if (!form) { return; }
    record(form).dirty = false;
    store(keyOf(form), null);
  });
  window.addEventListener("online", function () {
    document.querySelectorAll("form[data-autosave]").forEach(function (form) {
      if (["retrying", "copy"].indexOf(form.dataset.saving) >= 0) { save(form); }
    });
  });

  /* Ordinary forms: sent once; kept until a page of the signed-in person has come back. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]") || form.method !== "post") { return; }
    if (form.dataset.busy && !form.matches("[data-no-guard]")) { event.preventDefault(); return; }
    form.dataset.busy = "yes";
    // Not `disabled`: the name and value of the button that was pressed must still be sent.
    form.querySelectorAll("button, input[type=submit]").forEach(function (button) { button.setAttribute("aria-disabled", "true"); });
    leaving = true;
    if (form.matches("[data-forget]")) { keptKeys().forEach(function (key) { store(key, null); }); return; }
    if (form.matches("[data-keep]")) { keep(form, "sent"); }
  });
  window.addEventListener("pageshow", function () {
    leaving = false;
    document.querySelectorAll("form[data-busy]").forEach(function (form) {
      delete form.dataset.busy;
      form.querySelectorAll("[aria-disabled]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
    });
  });
  window.addEventListener("beforeunload", function (event) {
    if (leaving) { return; }
    var unsaved = Array.prototype.some.call(document.querySelectorAll("form[data-autosave], form[data-keep]"), function (form) {
      return record(form).dirty;
    });
    if (unsaved) { event.preventDefault(); event.returnValue = ""; }
  });

  /* After a page has come: what was sent and handled is dropped, what was interrupted is put back. */
  function settle() {
    var interrupted = ["login", "stale", "error"].indexOf(body.dataset.page) >= 0;
    keptKeys().forEach(function (key) {
      var kept = stored(key);
      if (!kept || kept.mark !== "sent") { return; }
      if (interrupted) { kept.mark = "typed"; store(key, kept); } else { store(key, null); }
    });
  }
  function putBack(form) {
    var key = keyOf(form);
    var kept = stored(key);
    if (!kept || kept.mark !== "typed") { return; }
    if (!fill(form, kept.values)) { store(key, null); return; }
    record(form).dirty = true;
    var version = form.querySelector("[data-version]");
    if (version && kept.version !== null) { version.value = kept.version; }
    show(form, "restored");
    form.dispatchEvent(new CustomEvent("assay:restored", { bubbles: true }));
    if (form.matches("[data-autosave]")) { save(form); }
  }
  function start() {
    settle();
    var summary = document.getElementById("errors");
    if (summary) { summary.focus(); }
    if (body.dataset.page !== "page" || !body.dataset.account) { return; }
    document.querySelectorAll("form[data-autosave], form[data-keep]").forEach(putBack);
  }
  if (document.readyState === "complete") { start(); } else { window.addEventListener("load", start); }
}());
