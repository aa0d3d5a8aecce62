// A Shared Signals transmitter written to RFC 8935 (push) and RFC 8936 (poll), whose tokens jose signs. /control is the test's.
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT, exportJWK } from 'jose';
import { serve } from './common.mjs';

const keys = new Map();
const waiting = new Map();
const acked = [], errors = {}, polls = [];
let failures = [], wake = () => {}, keyReads = 0;

async function addKey(kid, alg, options = {}) {
  const pair = alg === 'EdDSA' ? generateKeyPairSync('ed25519') : alg.startsWith('ES') ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: options.bits ?? 2048 });
  keys.set(kid, { alg, kid, ...pair, published: options.published !== false, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: options.use ?? 'sig' } });
}

async function sign({ kid, alg, claims, header = {}, how }) {
  if (how === 'none') return new UnsecuredJWT(claims).encode().replace(/^[^.]+/, Buffer.from(JSON.stringify({ typ: 'secevent+jwt', alg: 'none' })).toString('base64url'));
  const key = keys.get(kid);
  const made = new SignJWT(claims).setProtectedHeader({ typ: 'secevent+jwt', alg: alg ?? key.alg, kid, ...header });
  // The published key taken for a shared secret: what a receiver that trusts the header would check with.
  return how === 'hs-with-public-key' ? made.sign(Buffer.from(key.publicKey.export({ type: 'spki', format: 'pem' }))) : made.sign(key.privateKey);
}

async function poll(request, text) {
  if (request.headers.authorization !== 'Bearer stream-token') return { status: 401 };
  if (!request.headers['content-type']?.startsWith('application/json')) return { status: 415 };
  if (failures.length) return failures.shift();
  const asked = JSON.parse(text || '{}');
  polls.push(asked);
  for (const jti of asked.ack ?? []) if (waiting.delete(jti)) acked.push(jti);
  for (const [jti, error] of Object.entries(asked.setErrs ?? {})) if (waiting.delete(jti)) errors[jti] = { ...error, language: request.headers['content-language'] };
  if (waiting.size === 0 && asked.returnImmediately !== true && asked.maxEvents !== 0) {
    await new Promise(done => { wake = done; setTimeout(done, 20000).unref(); });
  }
  const sets = Object.fromEntries([...waiting].slice(0, asked.maxEvents ?? 1000));
  return { body: { sets, moreAvailable: waiting.size > Object.keys(sets).length } };
}

const control = {
  key: async ({ kid, alg, options }) => { await addKey(kid, alg, options); return {}; },
  withdraw: async ({ kid }) => { keys.get(kid).published = false; return {}; },
  sign: async asked => ({ token: await sign(asked) }),
  queue: async ({ jti, token }) => { waiting.set(jti, token); wake(); return {}; },
  fail: async ({ answers }) => { failures = answers; return {}; },
  state: async () => ({ acked, errors, polls, waiting: [...waiting.keys()], keyReads }),
  push: async ({ to, token, authorization, contentType = 'application/secevent+jwt' }) => {
    const answer = await fetch(to, { method: 'POST', body: token, headers: { 'content-type': contentType, accept: 'application/json', ...(authorization && { authorization }) } });
    return { status: answer.status, language: answer.headers.get('content-language'), body: await answer.text() };
  },
};

await addKey('rsa-1', 'RS256');
serve(process.argv[2], async (request, text) => {
  if (request.url === '/jwks.json') {
    keyReads++;
    return { body: { keys: [...keys.values()].filter(key => key.published).map(key => key.jwk) } };
  }

  if (request.url === '/poll') return poll(request, text);
  const asked = JSON.parse(text);
  return { body: await control[asked.do](asked) };
});
