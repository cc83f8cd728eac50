// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Keys for people who like them. Every page is complete without this file, and
// single keys can be switched off on the help page (WCAG 2.1.4).
"use strict";
(() => {
  const marks = ".reader mark, .diff [id^='c'], .panes [id^='c'], .reader .place";
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

  // here finds something in the row of the focus: the focus itself, if it is such.
  const here = (what) => {
    const at = document.activeElement;
    const row = at.closest(".rows > li, .matches > li");
    return at.matches("a" === what ? "main a" : what) ? at : row && row.querySelector(what === "a" ? ".who a" : what);
  };

  // compare sets the two marked articles side by side, else the one in focus.
  const compare = () => {
    const marked = document.querySelectorAll("form[action='/compare'] [name=article]:checked");
    if (marked.length > 1) { marked[0].form.requestSubmit(); return; }
    const near = document.activeElement.closest("li");
    const link = (near && near.querySelector("a[href^='/compare?']")) || document.querySelector("main a[href^='/compare?']");
    if (link) link.click();
  };

  // beside opens the version before or after, or that part of a list.
  const beside = (by) => {
    const now = document.querySelector(".versions b");
    const row = now && now.closest("li")[by < 0 ? "previousElementSibling" : "nextElementSibling"];
    const link = row ? row.querySelector("a") : document.querySelector(by < 0 ? ".pages [rel=prev]" : ".pages [rel=next]");
    if (link) link.click();
  };

  // Two panes scroll together, so that paragraphs that are the same stand side by side,
  // until somebody unlocks them.
  const panes = [...document.querySelectorAll(".pane")];
  const lock = document.querySelector("#scrolling button");
  if (lock && panes.length === 2) {
    let from = panes[0]; // who scrolls; the other one follows
    lock.parentElement.hidden = false;
    lock.setAttribute("aria-pressed", "true");
    const locked = () => lock.getAttribute("aria-pressed") === "true";
    const follow = () => {
      const to = panes[from === panes[0] ? 1 : 0];
      const top = from.getBoundingClientRect().top;
      let here = null, there = null;
      for (const row of from.children) {
        const twin = [...to.children].find((r) => r.dataset.row === row.dataset.row);
        if (!twin) continue;
        here = row; there = twin;
        if (row.getBoundingClientRect().bottom > top) break;
      }
      if (!here) return;
      const [a, b] = [here.getBoundingClientRect(), there.getBoundingClientRect()];
      const part = Math.min(1, (top - a.top) / a.height); // of the paragraph that has left; below 0 before the first
      to.scrollTop += b.top - to.getBoundingClientRect().top + (part < 0 ? part * a.height : part * b.height);
    };
    for (const p of panes) {
      for (const name of ["pointerenter", "focusin", "wheel", "touchstart"]) p.addEventListener(name, () => { from = p; }, { passive: true });
      p.addEventListener("scroll", () => { if (p === from && locked()) follow(); }, { passive: true });
    }
    lock.addEventListener("click", () => {
      lock.setAttribute("aria-pressed", String(!locked()));
      if (locked()) follow();
    });
  }

  const list = document.getElementById("keylist");
  const help = () => { if (!list.open) list.showModal(); };
  document.getElementById("ask-keys").addEventListener("click", (e) => { e.preventDefault(); help(); });

  const keys = {
    t: turn,
    "/": () => document.getElementById("find").focus(),
    n: () => step(1),
    p: () => step(-1),
    w: why,
    "?": help,
    o: () => { const link = here("a"); if (link) link.click(); },
    x: () => { const box = here("[name=article]"); if (box) box.click(); },
    c: compare,
    v: () => { const link = document.getElementById("its-page"); if (link) window.open(link.href, "_blank", "noopener,noreferrer"); },
    "[": () => beside(-1),
    "]": () => beside(1),
    s: () => { if (lock) lock.click(); },
    e: () => { const link = document.querySelector("main a[download], .end a"); if (link) link.focus(); },
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
    if (e.key === "Escape") { // closes the explanation in focus; the dialog closes itself
      const open = e.target.closest && e.target.closest("details.why[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.form && e.target.form.id === "ask") {
      e.target.form.requestSubmit();
      return;
    }
    if (off || list.open || e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
    if (going && pages[e.key]) { e.preventDefault(); location.href = pages[e.key]; return; }
    const act = keys[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  });

  const switches = document.querySelectorAll(".keys-switch");
  const label = () => {
    for (const b of switches) b.textContent = off ? "Switch single keys on" : "Switch single keys off";
  };
  label();
  for (const b of switches) {
    b.hidden = false;
    b.addEventListener("click", () => {
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

  // What is selected in the text is what a note is to be on, with what stands around it.
  const words = document.getElementById("note-words");
  if (words) {
    const reader = document.querySelector(".reader");
    const around = ["before", "behind"].map((n) => document.getElementById("note-" + n));
    const plain = (r) => {
      const part = r.cloneContents();
      for (const e of part.querySelectorAll(".spoken, .notemark, .ribbon, .notes, .dateline")) e.remove();
      return part.textContent;
    };
    const fill = () => {
      const s = getSelection();
      if (!s.rangeCount || s.isCollapsed || !reader.contains(s.getRangeAt(0).commonAncestorContainer)) return;
      const r = s.getRangeAt(0), rest = document.createRange();
      words.value = plain(r).trim();
      rest.selectNodeContents(reader);
      rest.setEnd(r.startContainer, r.startOffset);
      around[0].value = plain(rest).slice(-64);
      rest.selectNodeContents(reader);
      rest.setStart(r.endContainer, r.endOffset);
      around[1].value = plain(rest).slice(0, 64);
    };
    let waiting;
    document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(fill, 150); });
    words.addEventListener("input", () => { for (const a of around) a.value = ""; });
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
