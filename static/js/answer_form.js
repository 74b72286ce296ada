// The form of an answer: its fields as they are kept, and what the server said beside them.
(function () {
  "use strict";

  window.answerForm = function (form) {
    var notice = document.getElementById("answer-notice");

    // What is typed, without files and tokens: {name: [value, …]}
    function typed() {
      var fields = {};
      new FormData(form).forEach(function (value, name) {
        var isOurs = name === "csrfmiddlewaretoken" || name === "version";
        if (typeof value !== "string" || isOurs) return;
        (fields[name] = fields[name] || []).push(value);
      });
      return fields;
    }
    function put(fields) {
      Array.prototype.forEach.call(form.elements, function (field) {
        if (!field.name || field.type === "file") return;
        if (field.type === "hidden" && !("version" in field.dataset)) return;
        var values = fields[field.name] || [];
        if (field.type === "radio" || field.type === "checkbox") {
          field.checked = values.indexOf(field.value) >= 0;
        } else if (field.tagName !== "BUTTON") {
          field.value = values[0] || "";
          field.dispatchEvent(new Event("input")); // for what follows this field alone
        }
      });
    }

    // The versions of words that the server has now, {name of the field: version}
    function renew(versions) {
      Object.keys(versions || {}).forEach(function (name) {
        form.elements.namedItem(name).value = versions[name];
      });
    }

    // What became of a save that was not taken
    function say(said, isComparedAgain) {
      if (said.state === "stale") {
        notice.innerHTML = said.part; // our own part, from our own server
        if (!isComparedAgain) notice.scrollIntoView({ block: "nearest" });
      } else if (said.state === "refused") tell(said.reason);
      else if (said.state === "invalid") showErrors(said.errors || {});
      else if (said.state === "signed-out") signedOut(said.part);
      else if (!notice.hasChildNodes()) {
        copyOf(said.state === "down" ? "notice-offline" : "notice-broken");
      }
    }
    function signedOut(part) {
      var box = document.createElement("div");
      box.innerHTML = part;
      var link = box.querySelector("a");
      if (link) link.search = "?next=" + encodeURIComponent(location.pathname + location.search);
      if (!notice.querySelector("[data-session-over]")) notice.replaceChildren(box);
    }
    function copyOf(name) {
      notice.replaceChildren(document.getElementById(name).content.cloneNode(true));
    }
    function tell(words) {
      copyOf("notice-broken");
      notice.querySelector("span").textContent = words;
    }
    function showErrors(errors) {
      var words = [];
      Object.keys(errors).forEach(function (name) {
        var spot = form.querySelector('[data-error="' + name + '"]');
        if (spot) {
          spot.textContent = errors[name].join(" ");
          spot.hidden = false;
        }
        words.push(errors[name].join(" "));
      });
      tell(words.join(" "));
    }
    function clear() {
      form.querySelectorAll("[data-error]").forEach(function (spot) {
        spot.hidden = true;
      });
    }

    return {
      typed: typed,
      put: put,
      renew: renew,
      say: say,
      copyOf: copyOf,
      clear: clear,
      quiet: function () {
        notice.replaceChildren();
      },
    };
  };
})();
