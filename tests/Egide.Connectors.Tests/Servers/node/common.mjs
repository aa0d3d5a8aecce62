// An https server on a loopback port of its choice, told to the test on standard output; it ends with its standard input.
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';

export function serve(folder, answer) {
  const server = createServer({ key: readFileSync(`${folder}/server.key`), cert: readFileSync(`${folder}/server.crt`) }, async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const { status = 200, headers = {}, body } = await answer(request, Buffer.concat(chunks).toString('utf8'));
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
    } catch (fault) {
      response.writeHead(500);
      response.end(String(fault));
    }
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  process.stdin.on('end', () => process.exit(0)).resume();
}
