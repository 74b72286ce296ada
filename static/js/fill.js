// Filling in an item: saving by itself, keeping what could not be saved, never overwriting.
//
// Every keystroke is kept in this browser until the server has it. The page works without this
// file: the form is then sent with its button and answered with a page.
(function () {
  "use strict";
  var form = document.getElementById("answer");
  if (!form) return;

  var WAIT = 600; // milliseconds after the last key
  var LATEST = 1000; // milliseconds after the first key that is not saved
  var RETRY = 5000;
  var place = document.querySelector("[data-owner]").dataset;
  var answer = window.answerForm(form);
  var no = form.dataset.item.split("/")[1];
  var item = [place.owner, place.sheet, no].join("/");
  var page = keep.newName();
  var key = item + "/" + page;
  var after = page; // whose words these go on from: a save nobody heard of is no other's
  var seq = 0;
  var state = document.getElementById("save-state");
  var version = form.elements.namedItem("version");
  var timer = 0;
  var since = 0; // the first key of what is kept
  var latest = 0; // when what is typed has to be sent
  var sending = null; // the promise of the request that is under way
  var isChanged = false;
  var isBlocked = false; // a question is open (two texts, a refusal): nothing is sent by itself
  var isCompared = false; // the question is: which of two texts
  var isOpen = false; // the server refused what was sent last
  var mayLeave = false;
  var cannotKeep = false;
  var keeping = Promise.resolve();

  function draft() {
    return {
      key: key,
      owner: place.owner,
      sheet: place.sheet,
      no: no,
      url: form.action,
      version: version.value,
      fields: answer.typed(),
      since: (since = since || Date.now()),
      at: Date.now(),
      state: "",
      page: page,
      after: after,
      seq: (seq = Math.max(seq + 1, Date.now())),
    };
  }
  function keepDraft(why) {
    var now = draft();
    now.state = why || "";
    keeping = keep.put(now).then(
      function () {
        cannotKeep = false;
      },
      function () {
        cannotKeep = true;
      }
    );
  }
  function drop() {
    since = 0;
    keeping = keep.drop(key).catch(function () {}); // nothing kept: nothing has to go
  }
  function show(name, time) {
    if (state) window.shell.saveState(state, name, time);
  }

  // Sending
  function changed(soon) {
    var now = Date.now();
    isChanged = true;
    keepDraft(isBlocked ? "open" : "");
    clearTimeout(timer);
    if (isBlocked) {
      show(isCompared ? "conflict" : "kept");
      if (isCompared) timer = setTimeout(compare, WAIT);
      return;
    }
    show(window.queue.isDown() ? "kept" : "saving");
    latest = latest || now + LATEST;
    timer = setTimeout(send, soon ? 0 : Math.max(0, Math.min(WAIT, latest - now)));
  }
  function send() {
    clearTimeout(timer);
    if (sending) return sending.then(again);
    if (!isChanged || isBlocked) return Promise.resolve();
    return post();
  }
  function again() {
    return isChanged ? send() : undefined;
  }
  // The two texts follow what is typed on; with the old version nothing is overwritten by it.
  function compare() {
    return sending ? sending.then(compare) : post();
  }
  // What was typed before, in other items, goes first.
  function post() {
    isChanged = false; // typing on sets it
    latest = 0;
    if (!isBlocked && !window.queue.isDown()) show("saving");
    sending = window.queue
      .flush(key)
      .then(function (stopped) {
        if (stopped === "down") return { state: stopped };
        var sent = draft();
        return window.queue.post(form.action, window.queue.bodyOf(sent)).then(function (said) {
          if (said.state === "saved") window.queue.note(sent, said);
          return said;
        });
      })
      .then(answered)
      .finally(function () {
        sending = null;
      });
    sending.then(lookForLeft);
    return sending;
  }

  // What the server said
  function answered(said) {
    var isTypedOn = isChanged; // while the answer was on its way
    answer.clear();
    answer.renew(said.versions);
    isOpen = ["stale", "refused", "invalid"].indexOf(said.state) >= 0;
    if (said.state === "saved") return saved(said);
    isChanged = true;
    keepDraft(isOpen ? "open" : "");
    show(said.state === "stale" ? "conflict" : "kept");
    answer.say(said, isCompared);
    isBlocked = isBlocked || said.state === "stale" || said.state === "refused";
    if (said.state === "stale") {
      isCompared = true;
      if (isTypedOn) timer = setTimeout(compare, WAIT);
    } else if (said.state === "down" || said.state === "signed-out") {
      timer = setTimeout(send, RETRY); // goes through when the line is mended or somebody signed in
    }
  }
  function saved(said) {
    if (said.version) version.value = said.version;
    after = page;
    isBlocked = isCompared = false; // whatever was asked: both texts are the same now
    if (isChanged) return keepDraft();
    drop();
    show("saved", said.at);
    answer.quiet();
  }
  // Events
  form.addEventListener("input", function (event) {
    if (event.target.type !== "file") changed(false);
  });
  form.addEventListener("change", function (event) {
    if (event.target.type !== "file") changed(true);
  });
  // Files are sent by files.js; what is missing in the item may follow from them.
  form.addEventListener("files-changed", function (event) {
    var detail = { no: no, said: event.detail };
    if (event.detail.look) document.dispatchEvent(new CustomEvent("answer-saved", { detail: detail }));
  });
  // Enter in a line of its own: done here, the keys of the page are at hand again.
  form.addEventListener("keydown", function (event) {
    var isLine = event.target.matches("input:not([type=checkbox], [type=radio], [type=file])");
    if (event.key === "Escape" && event.target.matches("input, textarea")) event.target.blur();
    if (event.key !== "Enter" || !isLine || event.isComposing) return;
    event.preventDefault();
    event.target.blur();
    send();
  });
  window.leaving(form, {
    isBusy: function () {
      return Boolean(sending) || isChanged;
    },
    isChanged: function () {
      return isChanged;
    },
    isBlocked: function () {
      return isBlocked;
    },
    isRefused: function () {
      return isOpen;
    },
    send: send,
    kept: function () {
      return keeping;
    },
    giveUp: function () {
      isChanged = false;
      drop();
    },
    say: answer.copyOf,
    isAnswered: function () {
      mayLeave = true; // the page that comes back drops what is kept
    },
  });
  document.addEventListener("drafts-changed", lookForLeft);
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  window.addEventListener("pagehide", function () {
    if (isChanged && !isBlocked && !sending) {
      window.queue.post(form.action, window.queue.bodyOf(draft()));
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if (!mayLeave && isChanged && cannotKeep) event.preventDefault();
  });

  // What an earlier visit could not save, and what was saved after this page was fetched
  function cameBack() {
    isChanged = isBlocked = true;
    isCompared = form.dataset.cameBack === "stale";
    keepDraft("open");
    show(isCompared ? "conflict" : "kept");
  }
  function restore(drafts) {
    if (form.dataset.cameBack) {
      drafts.filter(isSame).forEach(keep.dropLeft);
      return undefined;
    }
    return latestLeft(drafts).then(function (old) {
      if (!old || isChanged) return;
      if (!isSame(old)) adopt(old);
      keep.dropLeft(old).then(function () {
        document.dispatchEvent(new CustomEvent("drafts-changed"));
      });
    });
  }
  // The latest draft whose page is gone: what another open page keeps is that page's to send.
  function latestLeft(drafts) {
    return drafts.reduceRight(function (before, draft) {
      return before.then(function (found) {
        if (found) return found;
        return keep.isFree(draft.key).then(function (isFree) {
          return isFree ? draft : null;
        });
      });
    }, Promise.resolve(null));
  }
  function isSame(old) {
    return JSON.stringify(old.fields) === JSON.stringify(answer.typed());
  }
  function adopt(old) {
    answer.put(old.fields);
    version.value = old.version; // the version it was typed on: a newer one is shown, not lost
    since = old.since;
    after = old.page || page;
    isChanged = true;
    keepDraft(old.state);
    show("kept");
  }
  // A text that was left behind and does not fit what stands is asked about here and now, not
  // when somebody happens to open the item again.
  function lookForLeft() {
    if (isBusy()) return Promise.resolve();
    return keep
      .drafts(item + "/")
      .then(function (drafts) {
        return latestLeft(drafts.filter(isUnsettled));
      })
      .then(function (old) {
        if (!old || isBusy()) return;
        adopt(old);
        keep.dropLeft(old);
        send();
      })
      .catch(function () {}); // a browser that keeps nothing has left nothing
  }
  function isUnsettled(draft) {
    return draft.state === "stale" && draft.key !== key;
  }
  function isBusy() {
    return isChanged || isBlocked || Boolean(sending);
  }
  function renew(saves) {
    var save = saves.find(function (one) {
      return one.key === item;
    });
    if (!save || isChanged || form.dataset.cameBack) return;
    if (save.version <= Number(form.dataset.saved)) return;
    answer.put(save.fields);
    answer.renew(save.said.versions);
    version.value = save.version;
    show("saved", save.said.at);
  }

  window.queue.own = key;
  keep.hold(key);
  if (form.dataset.cameBack && form.dataset.cameBack !== "saved") cameBack();
  keep
    .saves(item)
    .then(renew)
    .then(function () {
      return keep.drafts(item + "/");
    })
    .then(restore)
    .catch(function () {
      cannotKeep = true;
    })
    .then(function () {
      return isChanged && !isBlocked ? send() : window.queue.turn();
    });
})();
