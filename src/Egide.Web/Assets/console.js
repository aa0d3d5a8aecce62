'use strict';
// Pages work without this. With it they stay current, and the journal can be verified in the browser.

// --- Live: when the server says that something is new, the page's own content is fetched again and put in place.
const live = document.querySelector('header.bar nav') && !document.querySelector('main form[method=post], #verify-form');
let asked = false;
async function refresh() {
  if (asked || document.hidden) return;
  asked = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'Egide-Refresh': '1' } });
    // The session is over: what it showed does not stay on the screen.
    if (answer.status === 401) { location.assign('/sign-in'); return; }
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    const main = document.querySelector('main');
    const active = document.activeElement;
    if (!fresh || (active && active !== document.body && main.contains(active)) || String(getSelection()).length > 0) return;
    const open = [...main.querySelectorAll('details')].map(d => d.open);
    fresh.querySelectorAll('details').forEach((d, i) => { d.open = open[i] === true; });
    const at = [scrollX, scrollY];
    main.replaceChildren(...fresh.childNodes);
    scrollTo(...at);
  } catch { /* the next word from the server tries again */ } finally { asked = false; }
}
if (live) {
  const source = new EventSource('/live');
  source.addEventListener('state', refresh);
  source.addEventListener('alarm', refresh);
  document.addEventListener('visibilitychange', refresh);
}

// --- Verify: RFC 6962 inclusion proof from the journal's own tiles, and the checkpoint's Ed25519 signature.
const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const join = (...parts) => { const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0)); let at = 0; for (const p of parts) { all.set(p, at); at += p.length; } return all; };
const sha256 = async data => new Uint8Array(await crypto.subtle.digest('SHA-256', data));
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

async function signed(note, verifier) {
  const [text, signatures] = [note.slice(0, note.indexOf('\n\n') + 1), note.slice(note.indexOf('\n\n') + 2)];
  const [name, hash, key] = [verifier.slice(0, verifier.indexOf('+')), verifier.split('+')[1], bytes(verifier.split('+').slice(2).join('+'))];
  const mine = signatures.split('\n').find(line => line.startsWith('\u2014 ' + name + ' '));
  if (!mine || key[0] !== 1) return false;
  const blob = bytes(mine.slice(name.length + 3));
  if ([...blob.slice(0, 4)].map(b => b.toString(16).padStart(2, '0')).join('') !== hash) return false;
  const imported = await crypto.subtle.importKey('raw', key.slice(1), { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, blob.slice(4), new TextEncoder().encode(text));
}

async function included(position, size, root, entry, path) {
  let hash = await sha256(join(Uint8Array.of(0), entry));
  let [index, last, used] = [position, size - 1, 0];
  while (last > 0) {
    if (index % 2 === 1 || index === last) {
      if (index % 2 === 1) {
        hash = await sha256(join(Uint8Array.of(1), path[used++], hash));
      } else {
        while (index % 2 === 0 && last > 0) { index = Math.floor(index / 2); last = Math.floor(last / 2); }
        if (last === 0) break;
        hash = await sha256(join(Uint8Array.of(1), path[used++], hash));
      }
    } else {
      hash = await sha256(join(Uint8Array.of(1), hash, path[used++]));
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return used === path.length && same(hash, root);
}

const form = document.querySelector('#verify-form');
if (form) {
  // Whoever came from a position wants it proven, not asked for again.
  if (new URLSearchParams(location.search).has('position')) addEventListener('load', () => form.requestSubmit());
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const output = form.querySelector('output');
    output.textContent = '…';
    try {
      const answer = await fetch('/api/journal/proof/' + form.elements.position.value);
      if (!answer.ok) throw new Error(String(answer.status));
      const proof = await answer.json();
      const [, size, root] = proof.checkpoint.split('\n');
      const good = await signed(proof.checkpoint, proof.verifier)
        && await included(Number(form.elements.position.value), Number(size), bytes(root), bytes(proof.entry), proof.path.map(bytes));
      output.textContent = good ? form.dataset.ok : form.dataset.bad;
    } catch (fault) {
      output.textContent = form.dataset.bad + ' (' + fault.message + ')';
    }
  });
}
