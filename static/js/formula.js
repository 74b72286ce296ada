// The formula of an item, filled in while the numbers are typed. Without this file the line
// is right after every save: the server fills it in as well.
(function () {
  "use strict";
  var line = document.querySelector("[data-formula]");
  var form = line && line.closest("form");
  if (!form) return;
  var comparisons = JSON.parse(line.dataset.formula);
  var names = JSON.parse(line.dataset.fields); // the field of the form by its name in the formula
  var fields = Object.keys(names).map(function (name) {
    return form.elements.namedItem(names[name]);
  });
  var filled = line.querySelector("[data-filled]");
  var verdicts = line.querySelectorAll("[data-verdict]");
  var RELATIONS = {
    "≥": function (a, b) { return a >= b; },
    ">": function (a, b) { return a > b; },
    "=": function (a, b) { return a === b; },
    "≤": function (a, b) { return a <= b; },
    "<": function (a, b) { return a < b; },
  };
  function numberOf(factor) {
    return BigInt(typeof factor === "string" ? form.elements.namedItem(names[factor]).value : factor);
  }
  function worth(sum) {
    return sum.reduce(function (total, product) {
      return total + product[1].map(numberOf).reduce(function (a, b) { return a * b; }, BigInt(product[0]));
    }, BigInt(0));
  }
  function words(sum) {
    return sum
      .map(function (product) {
        return (product[0] < 0 ? "-" : "+") + product[1].map(numberOf).join("×");
      })
      .join("")
      .slice(1);
  }
  function show() {
    var isReady = fields.every(function (field) { return /^[0-9]{1,10}$/.test(field.value); });
    var holds = isReady && comparisons.every(function (one) {
      return RELATIONS[one[1]](worth(one[0]), worth(one[2]));
    });
    filled.textContent = isReady
      ? comparisons.map(function (one) {
          var long = words(one[0]) + one[1] + words(one[2]);
          var short = worth(one[0]) + one[1] + worth(one[2]);
          return long === short ? long : long + "（" + short + "）";
        }).join("；")
      : "";
    verdicts.forEach(function (verdict) {
      verdict.hidden = !isReady || (verdict.dataset.verdict === "yes") !== holds;
    });
  }
  fields.forEach(function (field) { field.addEventListener("input", show); });
  // Texts that waited in the browser are put back, and saved, without a key.
  document.addEventListener("answer-saved", show);
  document.addEventListener("drafts-changed", show);
  show();
})();
