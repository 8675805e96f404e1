// @digitalcredentials/verifier-core: what VerifierPlus and the Learner Credential Wallet say of a credential.
import {verifyCredential} from '@digitalcredentials/verifier-core';

/** Return the steps of its log that were taken (`id` to `valid`), the schema results, and its errors. */
export async function verify({document}) {
  const result = await verifyCredential({credential: document, knownDIDRegistries: []});
  const steps = Object.fromEntries((result.log ?? []).map(step => [step.id, step.valid ?? null]));
  const problems = (result.log ?? []).filter(step => step.error).map(step => step.error);
  const schemas = (result.additionalInformation ?? []).flatMap(each => each.results);
  const errors = [...result.errors ?? [], ...problems].map(each => `${each.name}: ${each.message}`);
  return {steps, schemas, errors};
}
