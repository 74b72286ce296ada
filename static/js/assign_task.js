// Narrows the people to those of the lead department and its units. Without it all are offered.
(function () {
  "use strict";
  var lead = document.querySelector("select[name=department]");
  var people = document.querySelector("select[name=responsible]");
  if (!lead || !people) return;

  function narrow() {
    var path = lead.selectedOptions[0] && lead.selectedOptions[0].dataset.path;
    Array.prototype.forEach.call(people.options, function (option) {
      var fits = !option.value || !path || option.dataset.path.indexOf(path) === 0;
      option.hidden = option.disabled = !fits;
      if (!fits && option.selected) people.value = "";
    });
    Array.prototype.forEach.call(people.querySelectorAll("optgroup"), function (group) {
      group.hidden = !group.querySelector("option:not([hidden])");
    });
  }
  lead.addEventListener("change", narrow);
  narrow();
})();
