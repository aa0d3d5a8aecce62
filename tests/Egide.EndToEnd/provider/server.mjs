// An OpenID provider that others wrote, with people whose claims have the shape of Pro Santé Connect's.
// node server.mjs CLIENT_URL CLIENT_SECRET; prints its issuer once it listens.
import http from 'node:http';
import { once } from 'node:events';
import { Provider } from 'oidc-provider';

const [client, secret] = process.argv.slice(2);
const people = {
  claire: { given_name: 'Claire', family_name: 'Aubert', SubjectNameID: '810002909371', SubjectRefPro: { codeCivilite: 'MME', exercices: [{ codeProfession: '10' }] } },
  denis: { given_name: 'Denis', family_name: 'Roche', email: 'denis.roche@ch.example', email_verified: true },
  // Same name as the first, another person: names do not make two pairs of eyes, subjects do.
  homonyme: { given_name: 'Claire', family_name: 'Aubert', groups: ['egide-approbateurs', 'egide-dpo'] },
  agathe: { name: 'Agathe Vial', groups: ['egide-audit'] },
  // Signs in by lesser means than were asked for.
  faible: { given_name: 'Franck', family_name: 'Faible', groups: ['egide-dpo'] },
  nemo: { given_name: 'Némo', family_name: 'Inconnu', SubjectNameID: '899700000015', email: 'denis.roche@ch.example', email_verified: false },
};

const server = http.createServer((request, response) => handle(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
// Another host than the client's, so that the browser takes the two for two sites.
const issuer = `http://localhost:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'egide', client_secret: secret, redirect_uris: [new URL('/sign-in/provider/back', client).href], response_types: ['code'], grant_types: ['authorization_code'],
    post_logout_redirect_uris: [new URL('/sign-in', client).href], backchannel_logout_uri: new URL('/sign-out/provider', client).href, backchannel_logout_session_required: true,
  }],
  acrValues: ['eidas1'],
  claims: { openid: ['sub'], scope_all: ['given_name', 'family_name', 'name', 'SubjectNameID', 'SubjectRefPro', 'groups', 'email', 'email_verified'], acr: null, sid: null, auth_time: null, iss: null },
  scopes: ['openid', 'scope_all'],
  cookies: { keys: ['a key for tests'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // It speaks to no loopback address by itself, and here everything is on one.
  fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
    grant.addOIDCScope('openid scope_all');
    await grant.save();
    return grant;
  },
});
provider.on('server_error', (_, fault) => console.error(fault));
provider.on('backchannel.error', (_, fault) => console.error('back-channel', fault.message, fault.cause ?? ''));
const flow = provider.callback();

async function handle(request, response) {
  if (!request.url.startsWith('/interaction/')) return flow(request, response);
  if (request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    return response.end('<!DOCTYPE html><title>Provider</title><form method="post"><label>Account <input name="account"></label><button>Sign in</button></form>');
  }
  let body = '';
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get('account');
  return provider.interactionFinished(request, response, { login: { accountId, acr: accountId === 'faible' ? undefined : 'eidas1' } });
}

console.log(issuer);
// Ends with the test that started it.
process.stdin.resume().on('end', () => process.exit());
