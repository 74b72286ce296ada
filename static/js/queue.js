// Sending what was typed: one after the other, in the order in which it was typed.
//
// A draft of an item whose page is gone is sent from whatever page of the sheet is open. What
// became of it is told by events on the document: "answer-saved", "drafts-changed".
(function () {
  "use strict";
  var place = document.querySelector("[data-owner]");
  if (!place) return;

  var RETRY = 5000;
  var PATIENCE = 15000; // a request that takes longer counts as lost
  var owner = place.dataset.owner;
  var timer = 0;
  var isDown = false;

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail: detail }));
  }

  // One request. Answers {state: …}: what the server said ("saved", "stale", "refused",
  // "invalid"), or "down" (not reached), "signed-out" (with its part), "broken" (with its status).
  function post(url, body, isFresh) {
    body.set("csrfmiddlewaretoken", tokens(document)[0].value);
    return fetch(url, {
      method: "POST",
      body: body,
      headers: { "X-Autosave": "1" },
      credentials: "same-origin",
      keepalive: body instanceof URLSearchParams && String(body).length < 60000,
      signal: body instanceof URLSearchParams ? limit() : undefined,
    }).then(
      function (answer) {
        var isJson = /json/.test(answer.headers.get("Content-Type") || "");
        if (answer.status === 403 && !isJson && !isFresh) return withNewToken(url, body);
        if (answer.status === 401) return answer.text().then(signedOut);
        if (answer.status >= 502 && answer.status <= 504) return heard({ state: "down" });
        if (!isJson) return heard({ state: "broken", status: answer.status });
        return answer.json().then(heard);
      },
      function () {
        return heard({ state: "down" });
      }
    );
  }
  function limit() {
    return AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined;
  }
  function heard(said) {
    isDown = said.state === "down";
    return said;
  }
  function signedOut(part) {
    return heard({ state: "signed-out", part: part });
  }
  function tokens(page) {
    return page.querySelectorAll("[name=csrfmiddlewaretoken]");
  }
  // After signing in again the page's token is too old: read a new one and send once more.
  function withNewToken(url, body) {
    return fetch(location.href, { credentials: "same-origin", redirect: "error" })
      .then(function (answer) {
        return answer.text();
      })
      .then(
        function (text) {
          var page = new DOMParser().parseFromString(text, "text/html");
          var fresh = page.querySelector("[data-owner]");
          var token = tokens(page)[0];
          if (!token || !fresh || fresh.dataset.owner !== owner) {
            return heard({ state: "broken", status: 403 });
          }
          tokens(document).forEach(function (field) {
            field.value = token.value;
          });
          return post(url, body, true);
        },
        function () {
          return heard({ state: "broken", status: 403 });
        }
      );
  }
  function bodyOf(draft) {
    var body = new URLSearchParams();
    Object.keys(draft.fields).forEach(function (name) {
      draft.fields[name].forEach(function (value) {
        body.append(name, value);
      });
    });
    body.set("version", draft.version);
    ["page", "after", "seq"].forEach(function (name) {
      if (draft[name]) body.set(name, draft[name]);
    });
    return body;
  }

  // The queue: drafts whose pages are gone, the oldest first. Answers why it stopped, "" if not.
  function flush(own) {
    return keep
      .alone("queue/" + owner, function () {
        return waiting(own).then(function (drafts) {
          return drafts.reduce(function (before, draft) {
            return before.then(function (stopped) {
              return stopped || sendLeft(draft);
            });
          }, Promise.resolve(""));
        });
      })
      .catch(function () {
        return ""; // a browser that keeps nothing has nothing to send
      });
  }
  function waiting(own) {
    return keep.drafts(owner + "/").then(function (drafts) {
      return drafts.filter(function (draft) {
        return draft.key !== own && !draft.state;
      });
    });
  }
  function sendLeft(draft) {
    return keep.isFree(draft.key).then(function (isFree) {
      if (!isFree) return ""; // the page that is still open sends it
      return post(draft.url, bodyOf(draft)).then(function (said) {
        if (said.state === "down" || said.state === "signed-out") return said.state;
        if (said.state === "broken" && said.status >= 500) return said.state;
        return settle(draft, said);
      });
    });
  }
  function settle(draft, said) {
    var done;
    if (said.state === "saved") {
      done = keep.drop(draft.key);
      note(draft, said);
    } else {
      draft.state = said.state; // somebody has to look at it: its page asks
      done = keep.put(draft);
    }
    return done.then(function () {
      tell("drafts-changed");
      return "";
    });
  }
  function note(draft, said) {
    if (!said.version) return;
    var key = [draft.owner, draft.sheet, draft.no].join("/");
    keep
      .putSave({ key: key, no: draft.no, version: said.version, fields: draft.fields, said: said })
      .catch(function () {});
    tell("answer-saved", { no: draft.no, said: said });
  }

  // Again and again while something is left
  function turn() {
    clearTimeout(timer);
    return flush(window.queue.own)
      .then(function () {
        return waiting(window.queue.own);
      })
      .then(
        function (left) {
          if (left.length) timer = setTimeout(turn, RETRY);
        },
        function () {} // a browser that keeps nothing
      );
  }

  window.queue = {
    own: "", // the draft of this page, which its form sends
    post: post,
    flush: flush,
    turn: turn,
    note: note,
    bodyOf: bodyOf,
    isDown: function () {
      return isDown;
    },
  };
  window.addEventListener("online", turn);
  window.addEventListener("focus", turn); // back from signing in, perhaps
})();
