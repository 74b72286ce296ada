// Last time's words into the field of today, when somebody asks for them: behind what stands there,
// and saved like anything typed. Without this file the link gives a page with the words in it.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element && event.target.closest("[data-take]");
    var field = link && document.getElementById(link.dataset.take);
    if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation(); // nobody leaves the page
    var words = link.dataset.words;
    var between = field.tagName === "TEXTAREA" ? "\n" : "；";
    if (field.value.indexOf(words) < 0) {
      field.value = field.value ? field.value.trimEnd() + between + words : words;
      if (field.maxLength > 0) field.value = field.value.slice(0, field.maxLength);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.focus();
  }, true);
})();
