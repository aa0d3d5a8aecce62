// What Keycloak's published contract says of the token endpoint and of a realm's events: admin REST API of release 26, and, when the test
// says so, the narrower one before it (no ids, days only, newest first). It is no Keycloak; that its answers are those a client of
// Keycloak expects is judged by Keycloak's own JavaScript client in keycloak-client.mjs.
import { randomUUID } from 'node:crypto';
import { serve } from './common.mjs';

const kept = { events: [], 'admin-events': [] };
const tokens = new Map();
let failures = [], old = false, enabled = true, role = true, life = 60, granted = 0;
const asked = [];

function basic(request) {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Basic') return [];
  return Buffer.from(value, 'base64').toString().split(':').map(part => decodeURIComponent(part.replaceAll('+', ' ')));
}

function token(request, form) {
  const [id, secret] = form.has('client_secret') ? [form.get('client_id'), form.get('client_secret')] : basic(request);
  if (form.get('grant_type') !== 'client_credentials' || id !== 'egide' || secret !== 's3cret+ /:é') return { status: 401, body: { error: 'unauthorized_client' } };
  const made = randomUUID();
  tokens.set(made, Date.now() + life * 1000);
  granted++;
  return { body: { access_token: made, expires_in: life, token_type: 'Bearer', 'not-before-policy': 0, scope: 'profile email' } };
}

function events(kind, query) {
  const from = query.get('dateFrom');
  if (from !== null && !/^\d{4}-\d\d-\d\d$/.test(from) && (old || !/^\d+$/.test(from))) return { status: 400, body: { error: "Invalid value for 'Date(From)', expected format is yyyy-MM-dd" } };
  const since = from === null ? 0 : from.includes('-') ? Date.parse(from) : Number(from);
  const first = Number(query.get('first') ?? 0), max = Number(query.get('max') ?? 100);
  const found = kept[kind].filter(event => event.time >= since);
  const ascending = !old && query.get('direction') === 'asc';
  found.sort((a, b) => ascending ? a.time - b.time : b.time - a.time);
  return { body: found.slice(first, first + max).map(event => old ? { ...event, id: undefined } : event) };
}

const control = {
  add: ({ kind = 'events', events }) => { kept[kind].push(...events); return {}; },
  fail: ({ answers }) => { failures = answers; return {}; },
  set: what => { ({ old = old, enabled = enabled, role = role, life = life } = what); if (what.revoke) tokens.clear(); return {}; },
  state: () => ({ granted, asked }),
};

serve(process.argv[2], async (request, text) => {
  const url = new URL(request.url, 'https://localhost');
  if (url.pathname === '/control') return { body: control[JSON.parse(text).do](JSON.parse(text)) };
  if (failures.length) return failures.shift();
  if (url.pathname === '/auth/realms/hopital/protocol/openid-connect/token') return token(request, new URLSearchParams(text));
  const [, path] = url.pathname.match(/^\/auth\/admin\/realms\/hopital\/(.*)$/) ?? [];
  if (path === undefined) return { status: 404, body: { error: 'Realm not found.' } };
  if (!((tokens.get(request.headers.authorization?.replace(/^Bearer /, '')) ?? 0) > Date.now())) return { status: 401, body: { error: 'HTTP 401 Unauthorized' } };
  if (!role) return { status: 403, body: { error: 'HTTP 403 Forbidden' } };
  asked.push(url.pathname.split('/').at(-1) + url.search);
  if (path === 'events/config') return { body: { eventsEnabled: enabled, eventsListeners: ['jboss-logging'], enabledEventTypes: [], adminEventsEnabled: true, adminEventsDetailsEnabled: false } };
  return kept[path] ? events(path, url.searchParams) : { status: 404, body: { error: 'HTTP 404 Not Found' } };
});
