// Files of an answer: sent one by one as soon as they are chosen, beside what is typed.
//
// Nothing here touches the words: a file that is refused, or a connection that drops, loses
// none of them. Without this file the form is sent with its button, files included.
(function () {
  "use strict";
  var RETRY = 3000; // milliseconds
  var pattern = document.getElementById("file-sending");
  if (!pattern) return;
  var words = document.querySelector("[data-upload-words]").dataset;
  var queue = []; // of all places of the page
  var current = null;

  function token(job) {
    return job.form.elements.namedItem("csrfmiddlewaretoken").value;
  }

  // One file in the list, with what becomes of it
  function add(place, file, limit) {
    var list = place.querySelector("[data-sending]");
    list.append(pattern.content.cloneNode(true));
    var line = list.lastElementChild;
    var job = { place: place, form: place.closest("form"), file: file, line: line };
    job.request = null;
    job.timer = 0;
    line.querySelector("[data-name]").textContent = file.name;
    line.querySelector("progress").setAttribute("aria-label", file.name);
    line.querySelector("[data-stop]").addEventListener("click", function () {
      if (job.request) job.request.abort();
      clearTimeout(job.timer);
      queue = queue.filter(function (one) {
        return one !== job;
      });
      line.remove();
      if (current === job) next();
    });
    line.querySelector("[data-again]").addEventListener("click", function () {
      wait(job);
    });
    if (limit && file.size > limit) return tell(job, words.large, false);
    wait(job);
  }
  function wait(job) {
    job.line.querySelector("[data-again]").hidden = true;
    tell(job, words.waits, true);
    queue.push(job);
    if (!current) next();
  }
  function tell(job, text, isUnderWay) {
    job.line.querySelector("[data-state]").textContent = text;
    job.line.querySelector("progress").hidden = !isUnderWay;
  }
  function fail(job, text) {
    tell(job, text, false);
    job.line.querySelector("[data-again]").hidden = false;
  }
  function next() {
    current = queue.shift() || null;
    if (current) send(current);
  }

  // A file goes in pieces. The server says how much of it is there already, also after the
  // connection dropped or the page was opened anew: then it goes on from that place.
  function send(job) {
    job.timer = 0;
    tell(job, words.sends, true);
    digest(job).then(function (sha256) {
      if (current !== job) return; // taken out of the list meanwhile
      var body = new FormData();
      body.append("name", job.file.name);
      body.append("size", job.file.size);
      body.append("stamp", job.file.lastModified || "");
      body.append("sha256", sha256);
      post(job, job.place.dataset.begin, body, 0);
    });
  }
  function digest(job) {
    if (job.sha256 !== undefined) return Promise.resolve(job.sha256);
    job.sha256 = "";
    // Browsers count only on pages that came by TLS or from this machine; the server always does.
    if (!window.crypto || !window.crypto.subtle) return Promise.resolve("");
    return job.file
      .arrayBuffer()
      .then(function (content) {
        return window.crypto.subtle.digest("SHA-256", content);
      })
      .then(
        function (hash) {
          job.sha256 = Array.prototype.map
            .call(new Uint8Array(hash), function (byte) {
              return ("0" + byte.toString(16)).slice(-2);
            })
            .join("");
          return job.sha256;
        },
        function () {
          return "";
        }
      );
  }
  function post(job, url, body, before) {
    var request = (job.request = new XMLHttpRequest());
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token(job));
    request.setRequestHeader("X-Autosave", "1");
    if (body instanceof Blob) request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", function (event) {
      if (body instanceof Blob) progress(job, before + event.loaded);
    });
    request.addEventListener("load", function () {
      answered(job, request);
    });
    request.addEventListener("error", function () {
      tell(job, words.offline, true);
      job.timer = setTimeout(send, RETRY, job); // asks how much is there, and goes on
    });
    request.send(body);
  }
  function progress(job, sent) {
    job.line.querySelector("progress").value = Math.floor((100 * sent) / (job.file.size || 1));
  }
  function goOn(job, said) {
    progress(job, said.offset);
    tell(job, words.sends, true);
    var piece = job.file.slice(said.offset, said.offset + said.piece);
    post(job, said.url + "?offset=" + said.offset, piece, said.offset);
  }
  function answered(job, request) {
    var said = null;
    try {
      said = JSON.parse(request.responseText);
    } catch (broken) {
      said = {};
    }
    if (said.state === "goes_on") return goOn(job, said);
    if (said.state === "saved") {
      job.line.remove();
      show(job, said);
    } else {
      fail(job, said.reason || (request.status === 401 ? words.signedOut : words.broken));
    }
    next();
  }
  function show(job, said) {
    var box = document.createElement("div");
    box.innerHTML = said.files; // our own part, from our own server
    job.place.querySelector("[data-files]").replaceWith(box.firstElementChild);
    job.form.dispatchEvent(new CustomEvent("files-changed", { detail: said }));
  }

  document.addEventListener("change", function (event) {
    var field = event.target;
    var place = field.closest("[data-uploads]");
    if (!place || field.type !== "file" || !field.files.length) return;
    var limit = Number(place.querySelector("[data-max-mb]").dataset.maxMb) * 1048576;
    Array.prototype.slice.call(field.files).forEach(function (file) {
      add(place, file, limit);
    });
    field.value = ""; // it is in the queue; the form must not send it a second time
    field.dispatchEvent(new Event("change", { bubbles: true })); // nothing is chosen any more
  });
  window.addEventListener("online", function () {
    if (!current || !current.timer) return;
    clearTimeout(current.timer);
    current.timer = 0;
    send(current);
  });
  window.addEventListener("beforeunload", function (event) {
    if (current || queue.length) event.preventDefault();
  });
})();
