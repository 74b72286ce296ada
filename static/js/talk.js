// What is typed into a thread stays in this browser until it is sent.
(function () {
  "use strict";

  function field(form) {
    return form.elements.namedItem("text");
  }
  // Marked with a state, so that the queue of the sheet leaves it alone.
  function put(form) {
    var key = form.dataset.talk;
    if (!field(form).value.trim()) return keep.drop(key);
    return keep.put({
      key: key,
      owner: key.split("/")[0],
      sheet: "talk",
      no: "",
      url: form.action,
      version: "0",
      fields: { text: [field(form).value] },
      since: Date.now(),
      at: Date.now(),
      state: "talk",
    });
  }
  function isSent(form, text) {
    var said = form.closest(".talk").querySelectorAll("[data-own] [data-words]");
    return Array.prototype.some.call(said, function (one) {
      return one.textContent.trim() === text.trim();
    });
  }
  function restore() {
    document.querySelectorAll("form[data-talk]").forEach(function (form) {
      if (field(form).value) return;
      keep
        .drafts(form.dataset.talk)
        .then(function (drafts) {
          var draft = drafts.find(function (one) {
            return one.key === form.dataset.talk;
          });
          if (!draft) return undefined;
          var text = draft.fields.text[0];
          if (isSent(form, text)) return keep.drop(draft.key);
          if (!field(form).value) field(form).value = text;
          return undefined;
        })
        .catch(function () {});
    });
  }
  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-talk]");
    if (form && event.target.name === "text") Promise.resolve(put(form)).catch(function () {});
  });
  document.addEventListener("htmx:afterSettle", restore);
  restore();
})();
