// What was typed and is not on the server yet, and what the server took last, in this browser.
//
// A draft belongs to one open page, so that two tabs never write over each other's. The page
// holds a lock of the draft's name while it lives: a draft whose lock is free was left behind.
// Names begin with the owner, a person in a database: "OWNER/SHEET/ITEM/PAGE".
(function () {
  "use strict";
  var MOMENT = 400; // milliseconds
  var opening = null;

  function database() {
    opening =
      opening ||
      new Promise(function (done, fail) {
        var asked = indexedDB.open("kept-answers", 1);
        asked.onupgradeneeded = function () {
          asked.result.createObjectStore("drafts", { keyPath: "key" });
          asked.result.createObjectStore("saves", { keyPath: "key" });
        };
        asked.onsuccess = function () {
          done(asked.result);
        };
        asked.onerror = function () {
          fail(asked.error);
        };
      });
    return opening;
  }
  function act(store, mode, what) {
    return database().then(function (base) {
      return new Promise(function (done, fail) {
        var transaction = base.transaction(store, mode);
        var asked = what(transaction.objectStore(store));
        transaction.oncomplete = function () {
          done(asked.result);
        };
        transaction.onabort = function () {
          fail(transaction.error);
        };
        // At once: a page that is being closed hears of nothing more.
        if (mode === "readwrite" && transaction.commit) transaction.commit();
      });
    });
  }
  function all(store, prefix) {
    return act(store, "readonly", function (rows) {
      return rows.getAll(IDBKeyRange.bound(prefix, prefix + "\uffff"));
    });
  }
  function put(store, row) {
    return act(store, "readwrite", function (rows) {
      return rows.put(row);
    });
  }
  function drop(store, key) {
    return act(store, "readwrite", function (rows) {
      return rows.delete(key);
    });
  }
  function clear(store, prefix) {
    return act(store, "readwrite", function (rows) {
      return rows.delete(IDBKeyRange.bound(prefix, prefix + "\uffff"));
    });
  }

  // Locks are there where the connection is safe; without them every draft counts as left behind,
  // and what two tabs send of the same item is told apart by its version.
  function hold(name) {
    if (!navigator.locks) return;
    navigator.locks.request(name, function () {
      return new Promise(function () {}); // until the page is gone
    });
  }
  // A page that was closed just now takes a moment to go.
  function isFree(name) {
    if (!navigator.locks) return Promise.resolve(true);
    var patience = { signal: AbortSignal.timeout(MOMENT) };
    return navigator.locks.request(name, patience, Boolean).catch(function () {
      return false;
    });
  }
  function alone(name, work) {
    return navigator.locks ? navigator.locks.request(name, work) : work();
  }

  window.keep = {
    // draft: {key, owner, sheet, no, url, version, fields, since, at, state, page, after, seq}
    put: function (draft) {
      return put("drafts", draft);
    },
    drop: function (key) {
      return drop("drafts", key);
    },
    drafts: function (prefix) {
      return all("drafts", prefix).then(function (rows) {
        return rows.sort(function (one, other) {
          return one.since - other.since;
        });
      });
    },
    // The draft of another page was taken over: it goes with that page, if it stays as it was.
    dropLeft: function (draft) {
      return alone(draft.key, function () {
        return all("drafts", draft.key).then(function (rows) {
          return rows.length && rows[0].at === draft.at ? drop("drafts", draft.key) : undefined;
        });
      });
    },
    // What the server took: a page that was fetched before it shows it instead of its own.
    putSave: function (save) {
      return put("saves", save);
    },
    dropSave: function (key) {
      return drop("saves", key);
    },
    saves: function (prefix) {
      return all("saves", prefix);
    },
    hold: hold,
    isFree: isFree,
    alone: alone,
    newName: function () {
      return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    },
  };

  // Whoever signs out leaves nothing behind in this browser: no texts, no pages.
  function forget(person) {
    var gone = [clear("drafts", person + "-"), clear("saves", person + "-")];
    if (window.caches) gone.push(dropPages("sheet-pages/" + person + "-"));
    return Promise.allSettled(gone);
  }
  function dropPages(prefix) {
    return caches.keys().then(function (names) {
      var theirs = names.filter(function (name) {
        return name.indexOf(prefix) === 0;
      });
      return Promise.all(
        theirs.map(function (name) {
          return caches.delete(name);
        })
      );
    });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var place = form.closest("[data-kept-of]");
    if (form.dataset.act !== "sign_out" || !place) return;
    event.preventDefault();
    var person = place.dataset.keptOf;
    all("drafts", person + "-")
      .catch(function () {
        return [];
      })
      .then(function (drafts) {
        if (drafts.length && !window.confirm(place.dataset.keptWords)) return;
        return forget(person).then(function () {
          form.submit();
        });
      });
  });
})();
