// What pages do beyond links and forms, which work without it: values under the pointer, pages exchanged in place,
// filters that need no button. No part of a page depends on it; whatever goes wrong here ends in a plain page load.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('scripted');

  // --- What is said to those who hear the page, and shown beside the pointer.
  const status = document.createElement('p');
  status.className = 'unseen';
  status.setAttribute('role', 'status');
  const bubble = document.createElement('div');
  bubble.className = 'bubble';
  bubble.hidden = true;
  bubble.setAttribute('aria-hidden', 'true');
  document.body.append(status, bubble);

  // --- Values of charts. Each mark that has something to say holds it in a title; a browser's own slow tooltip of
  // these is taken away where this one shows them.
  const MARKS = 'svg.chart title';
  let here = null;

  function marks(chart) {
    return [...chart.querySelectorAll('[data-says]')].filter((mark) => mark.dataset.says);
  }

  function prepare(within) {
    for (const title of within.querySelectorAll(MARKS)) {
      const mark = title.parentNode;
      if (mark.matches('svg')) continue;
      mark.dataset.says = title.textContent;
      title.remove();
    }
    for (const chart of within.querySelectorAll('svg.chart')) {
      if (marks(chart).length > 1) chart.setAttribute('tabindex', '0');
    }
  }

  function show(mark, x, y) {
    if (here !== mark) {
      hide();
      here = mark;
      mark.classList.add('here');
      bubble.textContent = mark.dataset.says;
    }
    bubble.hidden = false;
    const room = document.documentElement.clientWidth - bubble.offsetWidth - 8;
    const above = y - bubble.offsetHeight - 12;
    bubble.style.left = Math.max(8, Math.min(x - bubble.offsetWidth / 2, room)) + 'px';
    bubble.style.top = (above > 8 ? above : y + 20) + 'px';
  }

  function hide() {
    if (here) here.classList.remove('here');
    here = null;
    bubble.hidden = true;
  }

  function pointed(event) {
    const mark = event.target.closest?.('[data-says]');
    if (mark?.dataset.says) show(mark, event.clientX, event.clientY);
    else if (document.activeElement !== here?.ownerSVGElement) hide();
  }

  document.addEventListener('pointermove', pointed, { passive: true });
  document.addEventListener('pointerdown', pointed, { passive: true });
  document.addEventListener('scroll', hide, { passive: true, capture: true });
  document.addEventListener('focusout', hide);

  // With the keyboard: arrows go from mark to mark, Enter follows a place, Escape puts the value away.
  function step(chart, event) {
    const all = marks(chart);
    const at = all.indexOf(here);
    const next = {
      ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at < 0 ? 0 : at - 1, ArrowUp: at < 0 ? 0 : at - 1,
      Home: 0, End: all.length - 1,
    }[event.key];
    if (event.key === 'Escape') hide();
    if (event.key === 'Enter' && here) follow(here);
    if (next === undefined) return;
    event.preventDefault();
    const mark = all[Math.max(0, Math.min(next, all.length - 1))];
    const box = mark.getBoundingClientRect();
    show(mark, box.left + box.width / 2, box.top + Math.min(box.height / 2, 40));
    status.textContent = mark.dataset.says;
  }

  document.addEventListener('keydown', (event) => {
    const chart = event.target.closest?.('svg.chart[tabindex]');
    if (chart) step(chart, event);
    else if (event.key === 'Escape') hide();
  });

  // A place of a map leads where its name in the tables of the page leads.
  function follow(mark) {
    const code = mark.dataset.place;
    const links = code ? document.querySelectorAll('main a[href]') : [];
    const link = [...links].find((link) => new URL(link.href).pathname.split('/')[2] === code);
    link?.click();
  }

  // A finger has no way of pointing without touching: the first touch shows the value, the second follows.
  let first = null;
  document.addEventListener('pointerdown', (event) => {
    const land = event.target.closest?.('[data-place]');
    first = event.pointerType === 'touch' && land && land !== here ? land : null;
  }, { passive: true, capture: true });

  document.addEventListener('click', (event) => {
    const land = event.target.closest?.('[data-place]');
    if (land && land !== first) follow(land);
  });

  // --- Pages exchanged in place.
  let underway = null;
  let shown = location.pathname + location.search;

  function isPage(url) {
    const last = url.pathname.split('/').pop();
    return url.origin === location.origin && !last.includes('.') && !/^\/(static|healthz|reports|metrics)(\/|$)/.test(url.pathname);
  }

  async function open(url, { push = true, focus = null, scroll = 0 } = {}) {
    underway?.abort();
    const asked = (underway = new AbortController());
    root.classList.add('waiting');
    try {
      const answer = await fetch(url, { signal: asked.signal, headers: { accept: 'text/html' } });
      const type = answer.headers.get('content-type') || '';
      if (!type.startsWith('text/html')) throw new Error('not a page');
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      // A newer server has other styles and another script: only a plain load gets them.
      const parts = (page) => [...page.querySelectorAll('head link[rel=stylesheet],head script')].map((part) => part.getAttribute('href') || part.getAttribute('src')).join();
      if (parts(page) !== parts(document)) throw new Error('another version');
      const arrived = new URL(answer.url);
      arrived.hash = url.hash;
      if (push) {
        history.replaceState({ ...history.state, scroll: scrollY }, '');
        history.pushState({}, '', arrived);
      }
      exchange(page);
      shown = arrived.pathname + arrived.search;
      arrive(arrived, { focus, scroll });
    } catch (problem) {
      if (asked.signal.aborted) return;
      if (push) location.assign(url);
      else location.reload();
    } finally {
      if (underway === asked) {
        underway = null;
        root.classList.remove('waiting');
      }
    }
  }

  function exchange(page) {
    hide();
    document.title = page.title;
    root.lang = page.documentElement.lang;
    const fresh = [...page.body.childNodes].map((node) => document.adoptNode(node));
    document.body.replaceChildren(...fresh, status, bubble);
    prepare(document.body);
  }

  function arrive(url, { focus, scroll }) {
    const named = url.hash && document.getElementById(decodeURIComponent(url.hash.slice(1)));
    const kept = focus && document.querySelector(focus);
    if (named) {
      // The anchor is followed as the browser does, so that rules for it hold.
      location.replace(url.hash);
      land(named);
    } else {
      if (!kept) scrollTo(0, scroll);
      if (kept) kept.focus({ preventScroll: true });
      else land(document.querySelector('main h1') || document.querySelector('main'));
    }
    status.textContent = document.title;
  }

  function land(element) {
    if (!element) return;
    if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
    element.focus({ preventScroll: true });
  }

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.('a[href]');
    if (!link || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    const inside = url.pathname === location.pathname && url.search === location.search && url.hash;
    if (inside || !isPage(url)) return;
    event.preventDefault();
    open(url);
  });

  // --- Forms that only ask: their address is their answer.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'get') return;
    const url = new URL(form.action);
    if (!isPage(url)) return;
    url.search = new URLSearchParams(new FormData(form, event.submitter));
    event.preventDefault();
    const control = form.dataset.changed;
    delete form.dataset.changed;
    const focus = control && `form[action="${CSS.escape(form.getAttribute('action'))}"] [name="${CSS.escape(control)}"]`;
    open(url, { focus });
  });

  // A filter takes effect when it is chosen; with the keyboard a moment later, for a list passes through what lies between.
  let soon = 0;
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('.bar form');
    if (!form || form.method !== 'get' || !form.checkValidity()) return;
    const date = event.target.type === 'date';
    // Half a date is a year of old.
    if (date && !(event.target.value > '1990')) return;
    clearTimeout(soon);
    soon = setTimeout(() => {
      if (!form.isConnected) return;
      form.dataset.changed = event.target.name;
      form.requestSubmit();
    }, date ? 700 : 250);
  });

  history.scrollRestoration = 'manual';
  addEventListener('popstate', (event) => {
    const url = new URL(location.href);
    // Going to a part of the page is told in the same way.
    if (url.pathname + url.search === shown) return;
    if (isPage(url)) open(url, { push: false, scroll: event.state?.scroll || 0 });
  });
  // Without a page to exchange the browser keeps its own place.
  addEventListener('pagehide', () => history.replaceState({ ...history.state, scroll: scrollY }, ''));
  if (history.state?.scroll) scrollTo(0, history.state.scroll);

  prepare(document.body);
})();
