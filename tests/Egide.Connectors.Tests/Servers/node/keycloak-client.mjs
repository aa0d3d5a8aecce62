// Keycloak's own client asks the server at the address given for the ids of its events, oldest first, two a page.
import Client from '@keycloak/keycloak-admin-client';

const client = new Client({ baseUrl: `${process.argv[2]}auth`, realmName: 'hopital' });
await client.auth({ grantType: 'client_credentials', clientId: 'egide', clientSecret: 's3cret+ /:é' });
const found = {};
for (const [name, ask] of [['events', query => client.realms.findEvents(query)], ['admin-events', query => client.realms.findAdminEvents(query)]]) {
  found[name] = [];
  for (let first = 0; ; first += 2) {
    const page = await ask({ realm: 'hopital', first, max: 2, dateFrom: process.argv[3], direction: 'asc' });
    found[name].push(...page.map(event => event.id));
    if (page.length < 2) break;
  }
}

found.enabled = (await client.realms.getConfigEvents({ realm: 'hopital' })).eventsEnabled;
console.log(JSON.stringify(found));
