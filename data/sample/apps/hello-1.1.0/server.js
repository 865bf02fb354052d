// hello: answers / with a greeting and /health with how it is.
const { existsSync, renameSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { hostname } = require('node:os');
const { join } = require('node:path');
const greetings = require('./greetings.json');
const { version } = require('./package.json');

const host = process.env.HOSTNAME || hostname();
const port = Number(process.env.HELLO_PORT);
const pidfile = process.env.HELLO_PIDFILE;

// On a sandbox host this file is how somebody says: let the service be ill.
const illness = join(process.env.HOME || '.', '.unhealthy');

function health() {
  if (existsSync(illness)) return { status: 'failing', reason: `${illness} is there` };
  return { status: 'ok' };
}

const server = createServer((request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  if (request.url === '/health') {
    const found = health();
    return answer(found.status === 'ok' ? 200 : 503, { ...found, version });
  }
  if (request.url === '/') return answer(200, { hello: greetings.en, 你好: greetings.zh, version, host });
  answer(404, { error: 'there are / and /health' });
});

server.listen(port, '127.0.0.1', () => {
  writeFileSync(`${pidfile}.new`, `${process.pid}\n`);
  renameSync(`${pidfile}.new`, pidfile);
  console.log(`hello ${version} listens on port ${port}`);
});
server.on('error', (error) => {
  console.error(`hello ${version}: ${error.message}`);
  process.exit(1);
});
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
