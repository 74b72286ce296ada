// The next items of the sheet are fetched ahead, so that filling goes on without the server.
//
// The pages lie in the browser's cache under the name of their owner; sheet_worker.js answers
// with them where the server does not. Both need a safe connection (https or this machine).
(function () {
  "use strict";
  var AHEAD = 6; // items
  var WAIT = 1500; // milliseconds after the page is there: who only leafs through fetches nothing
  var FRESH = 10 * 60 * 1000;
  var place = document.querySelector("[data-owner]");
  var name = place && "sheet-pages/" + place.dataset.owner;

  window.pages = {
    // May the person go there now?
    canOpen: function (url) {
      if (!window.queue || !window.queue.isDown()) return Promise.resolve(true);
      if (!window.caches || !navigator.serviceWorker.controller) return Promise.resolve(false);
      return caches.match(url, { ignoreSearch: true }).then(Boolean);
    },
  };
  if (!place || !window.caches || !navigator.serviceWorker) return;

  dropOthers();
  if (!document.getElementById("answer") || !place.dataset.worker) return;
  navigator.serviceWorker
    .register(place.dataset.worker, { scope: place.dataset.url })
    .catch(function () {}); // refused: other items need the server then
  setTimeout(fetchAhead, WAIT);

  // Pages of somebody else, or of another database, are not for this person.
  function dropOthers() {
    caches.keys().then(function (names) {
      names.forEach(function (other) {
        if (other.indexOf("sheet-pages/") === 0 && other !== name) caches.delete(other);
      });
    });
  }
  function fetchAhead() {
    caches.open(name).then(function (cache) {
      parts().concat(next()).reduce(function (before, url) {
        return before.then(function () {
          return fetchOne(cache, url);
        });
      }, Promise.resolve());
    });
  }
  function fetchOne(cache, url) {
    return cache
      .match(url)
      .then(function (old) {
        var age = old ? Date.now() - Date.parse(old.headers.get("Date")) : Infinity;
        if (age < FRESH) return undefined;
        return fetch(url, { credentials: "same-origin", priority: "low" }).then(function (page) {
          return page.ok && !page.redirected ? cache.put(url, page) : undefined;
        });
      })
      .catch(function () {});
  }
  function next() {
    var rows = Array.prototype.slice.call(document.querySelectorAll("[data-row] a.row-link"));
    var at = rows.findIndex(function (row) {
      return row.hasAttribute("aria-current");
    });
    return [place.dataset.url].concat(
      rows.slice(Math.max(0, at), at + 1 + AHEAD).map(function (row) {
        return row.href;
      })
    );
  }
  function parts() {
    return performance
      .getEntriesByType("resource")
      .map(function (part) {
        return part.name;
      })
      .filter(function (url) {
        return url.indexOf(location.origin + "/static/") === 0;
      });
  }
})();
