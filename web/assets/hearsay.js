// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Keys for people who like them. Every page is complete without this file, and
// single keys can be switched off on the help page (WCAG 2.1.4).
"use strict";
(() => {
  const marks = ".reader mark, .diff [id^='c'], .reader .place";
  let off = false;
  try { off = localStorage.getItem("hearsay-keys") === "off"; } catch { /* storage is forbidden: keys stay on */ }

  const typing = (e) => e.target.closest && e.target.closest("input, textarea, select, [contenteditable]");

  // step moves focus to the next mark in reading order, round the end.
  const step = (by) => {
    const all = [...document.querySelectorAll(marks)];
    if (all.length === 0) return;
    const at = all.indexOf(document.activeElement);
    const next = at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length;
    all[next].tabIndex = -1;
    all[next].focus();
    all[next].scrollIntoView({ block: "center" });
    const counter = document.getElementById("counter");
    if (counter) counter.textContent = `${next + 1} of ${all.length}.`;
  };

  // row moves focus to the next article of a list.
  const row = (by) => {
    const all = [...document.querySelectorAll(".rows .who a, .matches .who a")];
    if (all.length === 0) return;
    const at = all.indexOf(document.activeElement);
    all[at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length].focus();
  };

  // mark switches a class of marks.
  const mark = (n) => { const box = document.getElementById("show" + n); if (box) box.click(); };

  // after "g", the next key names a page.
  const pages = { t: "/", a: "/articles", s: "/stories", q: "/quotes", o: "/outlets", p: "/speakers", l: "/library" };
  let going = false;


  // why opens the explanation nearest to the focus, else the first one.
  const why = () => {
    const near = document.activeElement.closest("li, section");
    const found = (near && near.querySelector("details.why")) || document.querySelector("details.why");
    if (!found) return;
    found.open = !found.open;
    found.querySelector("summary").focus();
  };

  // turn shows the plot or its table, one at a time.
  const turn = () => {
    const [plot, rows] = ["plot", "table"].map((v) => document.querySelector(`[data-view="${v}"]`));
    if (!plot || !rows) return;
    plot.hidden = !plot.hidden;
    rows.hidden = !plot.hidden;
    (plot.hidden ? rows : plot).querySelector(".wide").focus();
  };

  const keys = {
    t: turn,
    "/": () => document.getElementById("find").focus(),
    n: () => step(1),
    p: () => step(-1),
    w: why,
    "?": () => { location.href = "/help#h-keys"; },
    g: () => { going = true; setTimeout(() => { going = false; }, 1500); },
    j: () => row(1),
    k: () => row(-1),
    1: () => mark(1),
    2: () => mark(2),
    3: () => mark(3),
    y: () => {
      const id = document.activeElement.id;
      const link = location.href.split("#")[0] + (id && id !== "main" ? "#" + id : location.hash);
      if (navigator.clipboard) navigator.clipboard.writeText(link).catch(() => {});
    },
  };

  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.form && e.target.form.id === "ask") {
      e.target.form.requestSubmit();
      return;
    }
    if (off || e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
    if (going && pages[e.key]) { e.preventDefault(); location.href = pages[e.key]; return; }
    const act = keys[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  });

  const button = document.getElementById("keys");
  if (button) {
    const label = () => { button.textContent = off ? "Switch single keys on" : "Switch single keys off"; };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      off = !off;
      try { localStorage.setItem("hearsay-keys", off ? "off" : "on"); } catch { /* for this page only, then */ }
      label();
    });
  }

  // A file that is dropped on the question is sent as if it had been chosen.
  const file = document.querySelector("#ask #file");
  if (file) {
    const ask = document.getElementById("ask");
    const carries = (e) => e.dataTransfer && [...e.dataTransfer.types].includes("Files");
    document.getElementById("drop").hidden = false;
    for (const name of ["dragenter", "dragover"]) {
      ask.addEventListener(name, (e) => { if (carries(e)) { e.preventDefault(); ask.classList.add("over"); } });
    }
    ask.addEventListener("dragleave", (e) => { if (!ask.contains(e.relatedTarget)) ask.classList.remove("over"); });
    ask.addEventListener("drop", (e) => {
      ask.classList.remove("over");
      if (!carries(e)) return;
      e.preventDefault();
      const one = new DataTransfer();
      one.items.add(e.dataTransfer.files[0]);
      file.files = one.files;
      ask.requestSubmit(ask.querySelector("button.main"));
    });
  }

  // A job tells how far it has come: by events, or by asking again where they do
  // not arrive. When it is over the page is loaded again.
  const job = document.getElementById("job");
  if (job) {
    let told = 0;
    const show = (p) => {
      if (p.state !== job.dataset.state) { location.reload(); return; }
      for (const e of job.querySelectorAll("[data-k]")) {
        const words = p[e.dataset.k] || (e.dataset.k === "left" ? "not known yet" : "");
        if (e.textContent !== words) e.textContent = words;
      }
      if (p.percent >= 0) document.getElementById("percent").value = p.percent;
      if (Date.now() - told >= 5000) { told = Date.now(); document.getElementById("spoken").textContent = p.stage + ": " + p.counts; }
    };
    const ask = () => fetch(job.dataset.progress).then((r) => r.json()).then(show).catch(() => {});
    if (window.EventSource) {
      const source = new EventSource(job.dataset.events);
      let heard = false;
      source.onmessage = (e) => { heard = true; show(JSON.parse(e.data)); };
      source.onerror = () => { if (source.readyState === EventSource.CLOSED || !heard) { source.close(); setInterval(ask, 2000); } };
    } else setInterval(ask, 2000);
  }
})();
