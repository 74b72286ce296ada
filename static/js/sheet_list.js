// The list of a sheet's items: found while typing, and with what is missing it follows the saves.
(function () {
  "use strict";
  prepareSearch();
  var place = document.querySelector("[data-owner]");
  if (!place || !window.queue) return;
  var sheet = place.dataset.owner + "/" + place.dataset.sheet + "/";

  document.addEventListener("answer-saved", function (event) {
    if (event.detail.said.look) note(event.detail.no, event.detail.said);
    showKept();
  });
  document.addEventListener("drafts-changed", showKept);
  showKept();
  // A page of this browser may be older than what was saved from another one.
  keep
    .saves(sheet)
    .then(function (saves) {
      saves.forEach(function (save) {
        var row = rowOf(save.no);
        if (row && Number(row.dataset.version) >= save.version) keep.dropSave(save.key);
        else if (row && save.said.look) note(save.no, save.said);
      });
    })
    .catch(function () {});

  function rowOf(no) {
    return document.querySelector('[data-row="' + no + '"]');
  }
  function note(no, said) {
    var row = rowOf(no);
    var mark = row && row.querySelector(".st");
    if (mark) {
      mark.className = "st st-" + said.look.tone;
      var use = mark.querySelector("use");
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#" + said.look.shape));
      mark.querySelector("span").textContent = said.word;
      var small = mark.querySelector("small");
      if (!small) mark.append((small = document.createElement("small")));
      small.textContent = said.note;
    }
    missing(no, said.missing);
  }
  function missing(no, why) {
    var list = document.querySelector("[data-missing]");
    if (!list) return;
    var link = list.querySelector('[data-no="' + no + '"]');
    var group = link && link.closest("li");
    if (group && group.dataset.why !== why) {
      link.remove();
      if (!group.querySelector("[data-no]")) group.remove();
      link = null;
    }
    if (why && !link) groupOf(list, why).append(" ", linkTo(no));
    var n = list.querySelectorAll("[data-no]").length;
    document.querySelector("[data-missing-count]").textContent = n;
    document.querySelector("[data-nothing-missing]").hidden = n > 0;
    document.querySelectorAll("[data-some]").forEach(function (spot) {
      spot.textContent = n ? spot.dataset.some.replace("#", n) : spot.dataset.none;
      if (spot.tagName === "BUTTON") spot.disabled = n > 0;
    });
  }
  function groupOf(list, why) {
    var found = Array.prototype.find.call(list.children, function (line) {
      return line.dataset.why === why;
    });
    if (!found) {
      found = document.createElement("li");
      found.dataset.why = why;
      found.append(shapeOf("todo"), document.createElement("span"));
      found.lastChild.textContent = why;
      list.append(found);
    }
    return found.lastElementChild;
  }
  // A shape of the page's own, as the rows of the list show it
  function shapeOf(shape) {
    var spot = document.createElement("span");
    var drawn = document.querySelector("[data-row] .st svg");
    spot.className = "st-" + shape;
    if (drawn) spot.append(drawn.cloneNode(true));
    spot.querySelectorAll("use").forEach(function (use) {
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#" + shape));
    });
    return spot;
  }
  function linkTo(no) {
    var link = document.createElement("a");
    link.dataset.no = no;
    link.href = place.dataset.url + no + "/";
    link.textContent = no;
    return link;
  }

  // What other pages left in this browser, with the way to it
  function showKept() {
    var note = document.querySelector("[data-kept]");
    keep
      .drafts(sheet)
      .then(function (drafts) {
        var links = note.querySelector("[data-kept-links]");
        var left = drafts.filter(function (draft) {
          return draft.key !== window.queue.own;
        });
        note.hidden = !left.length;
        links.replaceChildren();
        left.forEach(function (draft) {
          links.append(linkTo(draft.no), " ");
        });
      })
      .catch(function () {});
  }

  function firstRow() {
    return document.querySelector("[data-row]:not([hidden])");
  }
  function isOverRows(heading) {
    var row = heading.nextElementSibling;
    while (row && row.hidden && row.matches("[data-row]")) row = row.nextElementSibling;
    return Boolean(row) && row.matches("[data-row]");
  }
  function prepareSearch() {
    var field = document.querySelector("[data-search-rows]");
    if (!field) return;
    field.addEventListener("input", function () {
      var words = field.value.trim();
      document.querySelectorAll("[data-row]").forEach(function (row) {
        row.hidden = words !== "" && row.textContent.indexOf(words) < 0;
      });
      document.querySelectorAll("[data-rows] .group").forEach(function (heading) {
        heading.hidden = !isOverRows(heading);
      });
      document.querySelector("[data-no-row]").hidden = Boolean(firstRow());
    });
    field.addEventListener("keydown", function (event) {
      var row = field.value.trim() && firstRow();
      if (event.key !== "Enter" || event.isComposing || !row) return;
      event.preventDefault();
      row.querySelector("a").click();
    });
    var current = document.querySelector("[data-rows] [aria-current]");
    if (current) {
      // The list alone scrolls; the page stays where it is.
      var list = current.closest("[data-rows]");
      list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
    }
  }
})();
