// Every document that these libraries may ask for: the contexts of a JSON file, and what a question brings.
// The global fetch is replaced, so that a library with a loader of its own meets the same small web.
import {readFile} from 'node:fs/promises';

const contexts = new Map();
let given = new Map();

/** Read the file of contexts: an object from URL to document. */
export async function useContexts(path) {
  for(const [url, document] of Object.entries(JSON.parse(await readFile(path, 'utf-8')))) {
    contexts.set(url, document);
  }
}

/** Make `documents` (URL to JSON) all that can be fetched from now on. */
export function give(documents) {
  given = new Map(Object.entries(documents));
}

/** Return the document at `url` without its fragment, or undefined. */
export function find(url) {
  const base = url.split('#')[0];
  return contexts.get(url) ?? given.get(base);
}

globalThis.fetch = async request => {
  const url = typeof request === 'string' ? request : request.url ?? String(request);
  const document = find(url);
  if(document === undefined) {
    return new Response(`nothing stands at ${url}`, {status: 404, headers: {'content-type': 'text/plain'}});
  }
  return new Response(JSON.stringify(document), {headers: {'content-type': 'application/json'}});
};
