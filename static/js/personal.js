// A personal sheet: on the phone one question at a time, and its end follows what is saved.
//
// Every question has an address of its own on the page, so that going back is the phone's own
// way back. Without this file the whole sheet stands on the page.
(function () {
  "use strict";
  var form = document.getElementById("answer");
  if (!form || !form.hasAttribute("data-steps")) return;
  var steps = Array.prototype.slice.call(form.querySelectorAll("[data-step]"));
  var words = form.querySelector("[data-step-words]");
  var progress = form.querySelector("[data-step-progress]");
  var now = 0;

  function place() {
    var found = steps.findIndex(function (step) {
      return "#" + step.id === location.hash;
    });
    return found < 0 ? first() : found;
  }
  // The first question without an answer; of what came back, the first
  function first() {
    if (form.hasAttribute("data-redo")) return 0;
    var open = steps.findIndex(function (step) {
      return step.matches("fieldset") && !step.querySelector("[type=radio]:checked");
    });
    return open < 0 ? steps.length - 1 : open;
  }
  function show(at) {
    now = at;
    steps.forEach(function (step, n) {
      step.classList.toggle("now", n === now);
    });
    form.classList.toggle("on", now > 0);
    words.textContent = steps[now].dataset.stepOf;
    progress.value = now;
    form.querySelector('[data-step-go="-1"]').disabled = now === 0;
    form.querySelector('[data-step-go="1"]').disabled = now === steps.length - 1;
    form.querySelector("[data-step-next]").hidden = now >= steps.length - 2;
    form.querySelector("[data-step-last]").hidden = now < steps.length - 2;
  }
  function isStepping() {
    return getComputedStyle(progress).display !== "none";
  }

  form.classList.add("stepping");
  show(place());
  window.addEventListener("hashchange", function () {
    show(place());
    if (!isStepping()) return;
    scrollTo(0, 0);
    steps[now].querySelector("[tabindex='-1']").focus({ preventScroll: true });
  });
  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-step-go]");
    if (button) location.hash = steps[now + Number(button.dataset.stepGo)].id;
  });

  // Only causes outside oneself: worth a word while it is typed
  form.addEventListener("input", function (event) {
    var item = event.target.closest(".personal-item");
    if (!item) return;
    function said(name) {
      return item.querySelector("[name$='-" + name + "']").value.trim() !== "";
    }
    item.querySelector(".only-objective").hidden = !said("objective") || said("subjective");
  });

  // What is missing follows what is saved; a name that is being typed stays.
  document.addEventListener("answer-saved", function (event) {
    var end = form.querySelector("[data-sign]");
    if (!event.detail.said.sign || end.contains(document.activeElement)) return;
    var name = end.querySelector("[name=signature]").value;
    end.innerHTML = event.detail.said.sign; // our own part, from our own server
    end.querySelector("[name=signature]").value = name;
  });
})();
