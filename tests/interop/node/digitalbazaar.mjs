// @digitalbazaar/vc with its cryptosuites: issue, derive, verify, status lists.
import * as bitstring from '@digitalbazaar/vc-bitstring-status-list';
import * as ecdsaRdfc from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as eddsaRdfc from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {driver} from '@digitalbazaar/did-method-key';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {find} from './documents.mjs';

const didKey = driver();
for(const [header, library] of [['z6Mk', Ed25519Multikey], ['zDna', EcdsaMultikey], ['z82L', EcdsaMultikey]]) {
  didKey.use({multibaseMultikeyHeader: header, fromMultibase: library.from});
}

/** Load a context, a did:key document or key, a did:web document or key, or a page. */
async function documentLoader(url) {
  const [base, fragment] = url.split('#');
  let document;
  if(base.startsWith('did:key:')) {
    document = await didKey.get({url});
  } else if(base.startsWith('did:web:')) {
    const whole = find(`https://${base.slice(8).replaceAll(':', '/')}/did.json`);
    document = fragment ? {'@context': 'https://w3id.org/security/multikey/v1',
      ...whole?.verificationMethod.find(method => method.id === url)} : whole;
  } else {
    document = find(url);
  }
  if(document === undefined) {
    throw new Error(`nothing stands at ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

/** Return the key pair of a question: `algorithm`, `method`, and `seed` (base64) or `secretKeyMultibase`. */
async function keyPair({algorithm, method, seed, publicKeyMultibase, secretKeyMultibase}) {
  const names = {id: method, controller: method.split('#')[0]};
  if(algorithm === 'Ed25519') {
    return Ed25519Multikey.generate({...names, seed: new Uint8Array(Buffer.from(seed, 'base64'))});
  }
  return EcdsaMultikey.from({type: 'Multikey', ...names, publicKeyMultibase, secretKeyMultibase});
}

/** Return `document` signed with `suite`; a base proof for ecdsa-sd-2023. */
export async function issue({document, suite, key, created, mandatoryPointers}) {
  const pair = await keyPair(key);
  const suites = {
    'eddsa-rdfc-2022': () => eddsaRdfc.cryptosuite,
    'ecdsa-rdfc-2019': () => ecdsaRdfc.cryptosuite,
    'ecdsa-sd-2023': () => ecdsaSd.createSignCryptosuite({mandatoryPointers})
  };
  const signing = suite === 'Ed25519Signature2020' ?
    new Ed25519Signature2020({key: pair, date: created}) :
    new DataIntegrityProof({signer: pair.signer(), date: created, cryptosuite: suites[suite]()});
  return vc.issue({credential: document, suite: signing, documentLoader, now: created});
}

/** Return what the holder shows of an ecdsa-sd-2023 base credential. */
export async function derive({document, selectivePointers}) {
  const suite = new DataIntegrityProof({cryptosuite: ecdsaSd.createDiscloseCryptosuite({selectivePointers})});
  return vc.derive({verifiableCredential: document, suite, documentLoader});
}

const reading = [
  new DataIntegrityProof({cryptosuite: eddsaRdfc.cryptosuite}),
  new DataIntegrityProof({cryptosuite: ecdsaRdfc.cryptosuite}),
  new DataIntegrityProof({cryptosuite: ecdsaSd.createVerifyCryptosuite()}),
  new Ed25519Signature2020()
];

/** Return whether every proof holds at the time `now`, and the bits of the status lists. */
export async function verify({document, now}) {
  const result = await vc.verifyCredential({
    credential: document, suite: reading, documentLoader, now, checkStatus: bitstring.checkStatus});
  const statuses = result.statusResult?.results?.map(each => each.status) ?? [];
  return {verified: result.verified, statuses, proofs: result.results?.length ?? 0, reason: why(result)};
}

/** Return an unsigned status list credential of their making, with `set` bits. */
export async function statusList({id, length, set}) {
  const list = await bitstring.createList({length});
  set.forEach(index => list.setStatus(index, true));
  return bitstring.createCredential({id, list, statusPurpose: 'revocation'});
}

function why(result) {
  const errors = [result.error, result.statusResult?.error, ...result.error?.errors ?? []];
  return errors.filter(Boolean).map(each => `${each.name}: ${each.message}`).join('; ');
}
