// Answers for the pages of one sheet while the server does not: with the copy fetched before.
//
// It decides nothing and sends nothing that was typed; its scope is the address of the sheet.
"use strict";
var PATIENCE = 4000; // milliseconds before an older copy is better than waiting

self.addEventListener("install", function () {
  self.skipWaiting();
});
self.addEventListener("activate", function (event) {
  event.waitUntil(self.clients.claim());
});
self.addEventListener("fetch", function (event) {
  var request = event.request;
  var isPart = new URL(request.url).pathname.indexOf("/static/") === 0;
  if (request.method !== "GET" || !(request.mode === "navigate" || isPart)) return;
  event.respondWith(
    caches.match(request.url, { ignoreSearch: true }).then(function (copy) {
      if (!copy) return fetch(request).then(unlessAway(request), toTheList(request));
      return Promise.race([fetch(request), after(PATIENCE)]).then(
        function (answer) {
          if (!answer || isAway(answer)) return copy;
          renew(event, request, answer);
          return answer;
        },
        function () {
          return copy;
        }
      );
    })
  );
});

function isAway(answer) {
  return answer.status >= 502 && answer.status <= 504;
}
function after(wait) {
  return new Promise(function (done) {
    setTimeout(done, wait);
  });
}
function unlessAway(request) {
  return function (answer) {
    return isAway(answer) && request.mode === "navigate" ? toTheList(request)() : answer;
  };
}
// A page of which there is no copy: the list of the sheet, if that is here.
function toTheList(request) {
  return function () {
    var list = self.registration.scope;
    if (request.mode !== "navigate" || request.url === list) return Response.error();
    return caches.match(list, { ignoreSearch: true }).then(function (copy) {
      return copy ? Response.redirect(list) : Response.error();
    });
  };
}
// Into the cache from which the copy came: there is one, the person's.
function renew(event, request, answer) {
  if (!answer.ok || answer.redirected) return;
  var page = answer.clone();
  event.waitUntil(
    caches.keys().then(function (names) {
      var name = names.find(function (one) {
        return one.indexOf("sheet-pages/") === 0;
      });
      return name && caches.open(name).then(function (cache) {
        return cache.put(request.url.replace(/[?#].*/, ""), page);
      });
    })
  );
}
