// The npm side: reads one question a line (JSON: operation, arguments), writes one answer a line.
// Usage: node main.mjs CONTEXTS.json. Nothing is fetched: documents.mjs answers for the whole web.
// verifier-core writes to the console when it loads: the console goes to stderr, stdout is for answers.
import {createInterface} from 'node:readline';
import {give, useContexts} from './documents.mjs';

console.log = console.info = console.warn = console.error;
await useContexts(process.argv[2]);

const rooms = {
  digitalbazaar: () => import('./digitalbazaar.mjs'),
  dcc: () => import('./dcc.mjs'),
  jose: () => import('./tokens.mjs'),
  ajv: () => import('./schemas.mjs')
};

for await(const line of createInterface({input: process.stdin})) {
  const {operation, documents, ...question} = JSON.parse(line);
  const [room, verb] = operation.split('.');
  let answer;
  try {
    give(documents ?? {});
    answer = {answer: await (await rooms[room]())[verb](question)};
  } catch(error) {
    answer = {error: `${operation}: ${error.stack ?? error}`};
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
