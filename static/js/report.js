// A number of the paper opens its records over the paper; without this it is a link to them.
(function () {
  "use strict";
  var dialog = document.getElementById("dialog");
  var shown = null;

  document.addEventListener("click", function (event) {
    var figure = event.target instanceof Element && event.target.closest("a[data-figure]");
    if (!figure || !window.htmx || !dialog || !dialog.showModal) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (!/\/figures\//.test(figure.getAttribute("href"))) return;
    event.preventDefault();
    mark(figure);
    window.htmx.ajax("GET", figure.getAttribute("href"), {
      target: "#dialog-content",
      swap: "innerHTML",
    });
  });

  function mark(figure) {
    if (shown) shown.classList.remove("shown");
    shown = figure;
    if (shown) shown.classList.add("shown");
  }

  if (dialog) {
    dialog.addEventListener("close", function () {
      var figure = shown;
      mark(null);
      if (figure) figure.focus();
    });
  }
})();
