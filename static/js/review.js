// The review with the keys: each decision is one request that answers with the next item.
(function () {
  "use strict";

  function focusOn(place, options) {
    if (place) place.focus(options);
  }

  // R leads to the reasons; with a reason chosen it sends.
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-sends-back]");
    var form = button && document.getElementById("send-back");
    if (!form || form.querySelector("[name=reason]:checked")) return;
    event.preventDefault();
    form.scrollIntoView({ block: "nearest" });
    focusOn(form.querySelector("[name=reason]"));
  });

  // In the words Enter begins a line; with Ctrl it sends, as in every mail program.
  document.addEventListener("keydown", function (event) {
    var form = event.target.form;
    if (!form || form.id !== "send-back" || event.isComposing) return;
    if (event.key === "Escape") event.target.blur();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // Words somebody has typed are not left without the question every page asks.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var link = event.target.closest("a[href]");
    if (!link || !document.querySelector("#review form[data-changed]")) return;
    event.preventDefault();
    window.location.href = link.href;
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "review") return;
    var desk = document.getElementById("review");
    var errors = desk.querySelector(".form-errors, [data-refused]");
    var list = desk.querySelector("[data-rows]");
    var here = list && list.querySelector("[aria-current]");
    if (here) list.scrollTop = here.offsetTop - list.offsetTop - list.clientHeight / 3;
    if (!errors) window.scrollTo(0, 0);
    focusOn(errors || desk.querySelector("#review-item"), { preventScroll: !errors });
  });
})();
