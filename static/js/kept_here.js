// What was typed for an item that can only be read now: shown, to be copied or given up.
//
// It was taken back, accepted or submitted while this browser still had words for it.
(function () {
  "use strict";
  var box = document.querySelector("[data-kept-here]");
  var place = document.querySelector("[data-owner]");
  if (!box || !place || document.getElementById("answer")) return;
  var prefix = [place.dataset.owner, place.dataset.sheet, box.dataset.keptHere, ""].join("/");
  var kept = [];

  function look() {
    keep
      .drafts(prefix)
      .then(function (drafts) {
        kept = drafts;
        box.hidden = !kept.length;
        if (kept.length) show(kept[kept.length - 1].fields);
      })
      .catch(function () {}); // a browser that keeps nothing has nothing to show
  }
  function show(fields) {
    box.querySelectorAll("[data-field]").forEach(function (spot) {
      var values = (fields[spot.dataset.field] || []).filter(Boolean);
      spot.textContent = values
        .map(function (value) {
          return spot.dataset[value] || value;
        })
        .join("；");
      spot.hidden = spot.previousElementSibling.hidden = !values.length;
    });
  }
  box.addEventListener("click", function (event) {
    if (!event.target.closest("[data-forget-kept]")) return;
    Promise.all(kept.map(keep.dropLeft)).then(function () {
      document.dispatchEvent(new CustomEvent("drafts-changed"));
    });
  });
  document.addEventListener("drafts-changed", look);
  look();
})();
