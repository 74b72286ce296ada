// Behaviours of every page. Each page works without them; nothing here decides anything.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function closest(event, selector) {
    return event.target instanceof Element ? event.target.closest(selector) : null;
  }
  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  // Navigation on the phone: without JavaScript the link leads to #nav and :target shows it.
  function showNav(open) {
    root.classList.toggle("nav-open", open);
    var toggle = document.querySelector("[data-nav-toggle]");
    if (!toggle) return;
    toggle.setAttribute("aria-expanded", open ? "true" : "false");
    if (open) document.querySelector("#nav a").focus();
    else toggle.focus();
  }
  function prepareNav() {
    var toggle = document.querySelector("[data-nav-toggle]");
    if (!toggle) return;
    toggle.setAttribute("role", "button");
    toggle.setAttribute("aria-expanded", "false");
  }

  function openDialog(dialog) {
    if (dialog && dialog.showModal && !dialog.open) dialog.showModal();
    return Boolean(dialog && dialog.open);
  }

  document.addEventListener("click", function (event) {
    var found;
    if (closest(event, "[data-nav-toggle]")) {
      event.preventDefault();
      showNav(!root.classList.contains("nav-open"));
      return;
    }
    if (closest(event, "[data-nav-close]")) {
      event.preventDefault();
      showNav(false);
      return;
    }
    if (root.classList.contains("nav-open") && !closest(event, "#nav")) showNav(false);
    if ((found = closest(event, "[data-dialog]"))) {
      if (openDialog(document.getElementById(found.dataset.dialog))) event.preventDefault();
    } else if ((found = closest(event, "[data-close-dialog]"))) {
      event.preventDefault();
      found.closest("dialog").close();
    } else if ((found = closest(event, "[data-dismiss]"))) {
      found.closest("[data-flash]").remove();
    } else if (closest(event, "[data-back]")) {
      history.back(); // the browser keeps what was typed there
    } else if (closest(event, "[data-print]")) {
      event.preventDefault();
      window.print();
    } else if ((found = closest(event, "[data-copy]"))) {
      event.preventDefault();
      copy(document.querySelector(found.dataset.copy), found);
    } else if ((found = closest(event, "[data-keys-toggle]"))) {
      setKeys(root.classList.contains("no-keys"));
    } else if ((found = closest(event, "[aria-disabled=true]"))) {
      event.preventDefault();
    }
    all("details[data-menu][open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  function copy(source, button) {
    var text = source && ("value" in source ? source.value : source.innerText);
    if (!text || !navigator.clipboard) return;
    navigator.clipboard.writeText(text).then(function () {
      button.classList.add("copied");
      if (button.dataset.copied) button.textContent = button.dataset.copied;
    });
  }

  // Shortcuts: one letter or digit, never while somebody types, and they can be switched off.
  function setKeys(on) {
    root.classList.toggle("no-keys", !on);
    try {
      localStorage.setItem("shortcuts", on ? "on" : "off");
    } catch (refused) {
      // A browser without storage keeps the choice for this page only.
    }
    all("[data-keys-toggle]").forEach(function (button) {
      button.setAttribute("aria-pressed", on ? "true" : "false");
    });
  }
  function wantsKeys() {
    try {
      return localStorage.getItem("shortcuts") !== "off";
    } catch (refused) {
      return true;
    }
  }
  function isTyping(target) {
    var field = target.closest("input, textarea, select, [contenteditable]");
    return Boolean(field) && !(field.type === "radio" || field.type === "checkbox");
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      if (root.classList.contains("nav-open")) showNav(false);
      all("details[data-menu][open]").forEach(function (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (root.classList.contains("no-keys") || isTyping(event.target)) return;
    var scope = document.querySelector("dialog[open]") || document;
    var wanted = all("[data-key]", scope).find(function (thing) {
      var isIt = thing.dataset.key.toLowerCase() === event.key.toLowerCase();
      return isIt && !thing.disabled && (!thing.checkVisibility || thing.checkVisibility());
    });
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input:not([type=radio]), textarea, select")) wanted.focus();
    else if (wanted.matches("input[type=radio]")) {
      wanted.focus();
      wanted.click();
    } else wanted.click();
  });

  // Fields
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (!(field instanceof Element)) return;
    if (field.matches("[data-autosubmit]")) field.form.requestSubmit();
    if (field.matches("input[type=file]")) showChosen(field);
    if (field.matches("[data-check-all]")) {
      all('input[type=checkbox][name="' + field.dataset.checkAll + '"]').forEach(function (box) {
        if (!box.disabled) box.checked = field.checked;
      });
    }
    if (field.matches("input[type=checkbox]")) countTicked();
    markChanged(field);
  });
  document.addEventListener("input", function (event) {
    markChanged(event.target);
  });
  function countTicked() {
    all("[data-count-of]").forEach(function (place) {
      place.textContent = ticked(place.dataset.countOf);
    });
    all("[data-show-with]").forEach(function (bar) {
      bar.hidden = ticked(bar.dataset.showWith) === 0;
      root.classList.toggle("bar-open", !bar.hidden);
    });
    all("[data-needs]").forEach(function (button) {
      button.disabled = ticked(button.dataset.needs, button.dataset.needsWith) === 0;
    });
  }
  function ticked(name, mark) {
    var only = mark ? "[data-" + mark + "]" : "";
    return all('input[type=checkbox][name="' + name + '"]' + only + ":checked").length;
  }

  // Files: what was chosen, before anything is sent
  function readable(size) {
    var mega = size / 1048576;
    return mega >= 1 ? mega.toFixed(1) + " MB" : Math.max(1, Math.round(size / 1024)) + " KB";
  }
  function showChosen(field) {
    var drop = field.closest("[data-drop]");
    var list = drop && drop.querySelector("[data-chosen]");
    if (!list) return;
    list.textContent = "";
    field.setCustomValidity("");
    var limit = Number(field.dataset.maxMb || 0) * 1048576;
    Array.prototype.forEach.call(field.files, function (file) {
      var line = document.createElement("li");
      var note = document.createElement("span");
      var isBad = limit && file.size > limit;
      line.append(file.name, note);
      note.className = isBad ? "bad" : "meta";
      note.textContent = readable(file.size) + (isBad ? " · " + list.dataset.tooLarge : "");
      list.append(line);
      if (isBad) field.setCustomValidity(file.name + " " + list.dataset.tooLarge);
    });
  }
  function giveFiles(drop, files) {
    var field = drop.querySelector("input[type=file]");
    if (!field || !files.length) return;
    var bundle = new DataTransfer();
    Array.prototype.slice.call(files, 0, field.multiple ? files.length : 1).forEach(function (one) {
      bundle.items.add(one);
    });
    field.files = bundle.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var drop = closest(event, "[data-drop]");
      if (!drop) return;
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop") giveFiles(drop, event.dataTransfer.files);
    });
  });
  document.addEventListener("paste", function (event) {
    var drops = all("[data-drop]", closest(event, "[data-step]") || document);
    var files = event.clipboardData && event.clipboardData.files;
    if (!files || !files.length || drops.length !== 1) return;
    giveFiles(drops[0], Array.prototype.map.call(files, renamed, drops[0].dataset.pasted));
  });

  // Every browser calls a picture out of the clipboard image.png.
  function renamed(file) {
    var now = new Date();
    var parts = [now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes(), now.getSeconds()];
    var at = parts.map(function (n) {
      return (n < 10 ? "0" : "") + n;
    });
    if (!/^image\.\w+$/.test(file.name) || !String(this)) return file;
    var name = this + at.slice(0, 2).join("") + "-" + at.slice(2).join("") + file.name.slice(5);
    return new File([file], name, { type: file.type, lastModified: file.lastModified });
  }

  // Leaving with unsent changes warns
  function markChanged(field) {
    var form = field.form && field.form.closest("[data-guard]");
    if (form) form.dataset.changed = "yes";
  }
  document.addEventListener("submit", function (event) {
    delete event.target.dataset.changed;
  });
  window.addEventListener("beforeunload", function (event) {
    if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
  });

  // htmx: what the server said, never a silent failure
  function say(id) {
    var notice = document.getElementById("shell-notice");
    var words = document.getElementById(id);
    if (notice && words) notice.replaceChildren(words.content.cloneNode(true));
  }
  document.addEventListener("htmx:sendError", function () {
    say("notice-offline");
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answer = event.detail;
    var status = answer.xhr.status;
    var isPage = /<html[\s>]/i.test(answer.serverResponse);
    if (status < 400) return;
    if ((status === 409 || status === 422) && isPage) {
      answer.target = document.getElementById("shell-notice");
      answer.selectOverride = "#refusal";
      answer.swapOverride = "innerHTML";
      answer.ignoreTitle = true;
    } else if (answer.isError && answer.serverResponse.indexOf('id="refusal"') < 0) {
      answer.shouldSwap = false;
      say("notice-broken");
    }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest && event.target.closest("form[data-guard]");
    if (form && event.detail.successful) delete form.dataset.changed;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id === "dialog-content") openDialog(document.getElementById("dialog"));
  });
  document.addEventListener("close-dialog", function () {
    all("dialog[open]").forEach(function (dialog) {
      dialog.close();
    });
  });
  document.addEventListener("htmx:load", function (event) {
    prepare(event.target);
  });

  function prepare(within) {
    all("[data-dismiss]", within).forEach(function (button) {
      button.hidden = false;
    });
    countTicked();
  }

  window.shell = {
    // state: "", "saving", "saved", "kept" or "conflict"; time: text such as "10:42"
    saveState: function (element, state, time) {
      element.dataset.saveState = state;
      if (time) element.querySelector("[data-time]").textContent = time;
    },
  };

  prepareNav();
  prepare(document);
  setKeys(wantsKeys());
})();
