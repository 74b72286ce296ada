// What was typed and chosen in a form that was sent but did not arrive: whoever had been signed out
// in the meantime, or was refused, finds it again in the form. It stays in this tab, and for this
// person only.
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
  var FIELDS = "textarea[name], select[name], input[name]";
  var NOT_TYPED = /^(hidden|password|file|submit|image|button|reset)$/;
  function fieldsOf(form) {
    return Array.prototype.filter.call(form.querySelectorAll(FIELDS), function (field) {
      // The sheet keeps its own words.
      return !NOT_TYPED.test(field.type) && !field.closest("[data-owner]");
    });
  }
  function isTicked(field) {
    return field.type === "checkbox" || field.type === "radio";
  }
  function chosen(select, how) {
    return Array.prototype.filter
      .call(select.options, function (option) {
        return option[how];
      })
      .map(function (option) {
        return option.value;
      });
  }
  // What stands in a field, and what stood in it when the page came.
  function now(field) {
    if (isTicked(field)) return field.checked;
    if (field.tagName === "SELECT") return chosen(field, "selected").join("\n");
    return field.value;
  }
  function first(field) {
    if (isTicked(field)) return field.defaultChecked;
    if (field.tagName !== "SELECT") return field.defaultValue;
    var marked = chosen(field, "defaultSelected");
    return marked.length || field.multiple ? marked.join("\n") : field.options[0].value;
  }
  function isEmpty(field) {
    if (field.type !== "radio") return !String(now(field) || "").trim();
    return !fieldsOf(field.form).some(function (one) {
      return one.type === "radio" && one.name === field.name && one.checked;
    });
  }
  function typedIn(form) {
    return fieldsOf(form).map(function (field) {
      var value = isTicked(field) ? field.value : "";
      return { name: field.name, value: value, now: now(field), first: first(field) };
    });
  }
  function put(field, said) {
    if (isTicked(field)) field.checked = said;
    else if (field.tagName !== "SELECT") field.value = said;
    else
      Array.prototype.forEach.call(field.options, function (option) {
        option.selected = said.split("\n").indexOf(option.value) >= 0;
      });
  }
  // Into what is empty, or as it was when it was typed over; never over what others changed.
  function isPut(field, kept) {
    var one = kept.filter(function (one) {
      return one.name === field.name && (!isTicked(field) || one.value === field.value);
    })[0];
    if (!one || one.now === now(field) || (field.type === "radio" && !one.now)) return false;
    if (!isEmpty(field) && one.first !== first(field)) return false;
    put(field, one.now);
    return true;
  }
  function putBack(typed) {
    var form = Array.prototype.find.call(document.forms, function (one) {
      return posts(one) && addressOf(one) === typed.action;
    });
    if (!form) return;
    var done = fieldsOf(form).filter(function (field) {
      return isPut(field, typed.fields);
    });
    write(null);
    if (!done.length) return;
    notice.append(document.getElementById("notice-typed").content.cloneNode(true));
    for (var fold = form.closest("details"); fold; fold = fold.parentElement.closest("details"))
      fold.open = true;
    if (form.closest("dialog")) form.closest("dialog").showModal();
    done[0].scrollIntoView({ block: "center" });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.act === "sign_in") return;
    if (form.dataset.act === "sign_out") return write(null);
    var kept = posts(form) ? typedIn(form) : [];
    if (!kept.length) return;
    write({ person: notice.dataset.person, action: addressOf(form), fields: kept });
  });

  var typed = read();
  if (!typed) return;
  if (document.querySelector("form[data-act=sign_in], #refusal")) {
    typed.lost = true;
    write(typed);
  } else if (!typed.lost || typed.person !== notice.dataset.person) write(null);
  else putBack(typed);
})();
