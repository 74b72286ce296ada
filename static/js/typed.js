// Texts of a form that were sent but did not arrive: whoever had been signed out in the meantime,
// or was refused, finds them again in the form. They stay in this tab, and for this person only.
(function () {
  "use strict";
  var notice = document.getElementById("shell-notice");
  var NAME = "typed";
  if (!notice) return;

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(NAME));
    } catch (refused) {
      return null;
    }
  }
  function write(typed) {
    try {
      if (typed) sessionStorage.setItem(NAME, JSON.stringify(typed));
      else sessionStorage.removeItem(NAME);
    } catch (refused) {
      // A browser without storage keeps nothing, as before.
    }
  }
  // A field may be called "action" or "method": then the property of the form is that field.
  function addressOf(form) {
    return new URL(form.getAttribute("action") || "", location.href).pathname;
  }
  function posts(form) {
    return (form.getAttribute("method") || "").toLowerCase() === "post";
  }
  function texts(form) {
    return Array.prototype.filter.call(form.querySelectorAll("textarea[name]"), function (field) {
      return !field.closest("[data-owner]"); // the sheet keeps its own words
    });
  }
  function textsOf(form) {
    var kept = {};
    texts(form).forEach(function (field) {
      if (field.value.trim()) kept[field.name] = field.value;
    });
    return kept;
  }
  function putBack(typed) {
    var form = Array.prototype.find.call(document.forms, function (one) {
      return posts(one) && addressOf(one) === typed.action;
    });
    if (!form) return;
    var done = texts(form).filter(function (field) {
      var missing = typed.texts[field.name] && !field.value.trim();
      if (missing) field.value = typed.texts[field.name];
      return missing;
    });
    write(null);
    if (!done.length) return;
    notice.append(document.getElementById("notice-typed").content.cloneNode(true));
    if (form.closest("dialog")) form.closest("dialog").showModal();
    done[0].scrollIntoView({ block: "center" });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.act === "sign_in") return;
    if (form.dataset.act === "sign_out") return write(null);
    var kept = posts(form) ? textsOf(form) : {};
    if (!Object.keys(kept).length) return;
    write({ person: notice.dataset.person, action: addressOf(form), texts: kept });
  });

  var typed = read();
  if (!typed) return;
  if (document.querySelector("form[data-act=sign_in], #refusal")) {
    typed.lost = true;
    write(typed);
  } else if (!typed.lost || typed.person !== notice.dataset.person) write(null);
  else putBack(typed);
})();
