// Leaving an item: by its buttons, or by a link of the page.
//
// What is not saved by then is kept in this browser and sent from the next page. A page that
// neither the server nor the browser has is not opened.
(function () {
  "use strict";
  var PATIENCE = 2000; // milliseconds for the last save

  // item: {isBusy, isChanged, isBlocked, isRefused, send, kept, giveUp, say, isAnswered}
  window.leaving = function (form, item) {
    var isSent = false; // by its button, to be answered with a page

    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      var isOver = button && button.name === "over";
      var isOn = button && button.name === "go" && !item.isBlocked();
      if (isSent) return;
      if (isOn) {
        event.preventDefault();
        leave(form.action.replace(/\d+\/(?=$|\?)/, button.value + "/"), true);
      } else if (isOver || item.isBlocked() || !item.isBusy()) {
        answeredWithPage();
      } else {
        event.preventDefault();
        item.send().then(function () {
          if (item.isChanged()) return; // not saved: stay, with everything that was typed
          answeredWithPage();
          form.requestSubmit(button);
        });
      }
    });
    function answeredWithPage() {
      isSent = true;
      item.isAnswered();
    }

    document.addEventListener("click", function (event) {
      var link = event.target instanceof Element && event.target.closest("a[href]");
      if (!link) return;
      if (link.hasAttribute("data-drop-kept")) {
        event.preventDefault();
        item.giveUp();
        item.kept().then(function () {
          location.href = link.href;
        });
        return;
      }
      var isAway = !link.target && link.origin === location.origin && !link.hash;
      var isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
      if (!isAway || isElsewhere || event.defaultPrevented) return;
      if (!item.isBusy() && !window.queue.isDown()) return;
      event.preventDefault();
      leave(link.href, false);
    });

    // Who goes on to the next item reads a refusal first.
    function leave(url, isRefusalRead) {
      var patience = new Promise(function (done) {
        setTimeout(done, PATIENCE);
      });
      (item.isBusy() ? Promise.race([item.send(), patience]) : Promise.resolve())
        .then(item.kept)
        .then(function () {
          return window.pages.canOpen(url);
        })
        .then(function (canOpen) {
          if (isRefusalRead && item.isRefused()) return;
          if (canOpen) location.href = url;
          else item.say("notice-not-here");
        });
    }
  };
})();
