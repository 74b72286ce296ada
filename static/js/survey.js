/* A question with a condition is shown while its answer is chosen; without script a line says so. */
(function () {
  "use strict";
  var cards = Array.prototype.slice.call(document.querySelectorAll("[data-after]"));
  function follow() {
    cards.forEach(function (card) {
      var wanted = document.querySelector(
        "input[name='" + card.dataset.of + "'][value='" + card.dataset.after + "']"
      );
      var before = wanted && wanted.closest("[data-after]");
      card.hidden = !(wanted && wanted.checked) || Boolean(before && before.hidden);
    });
  }
  document.addEventListener("change", follow);
  window.addEventListener("pageshow", follow);
  follow();
})();
