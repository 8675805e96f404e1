// jose: JSON Web Tokens and keys.
import {CompactSign, compactVerify, importJWK, jwtVerify} from 'jose';

const bytes = text => new TextEncoder().encode(text);

/** Return the compact token of `payload` (a JSON value) signed by `jwk` under `header`. */
export async function sign({payload, header, jwk}) {
  const key = await importJWK(jwk, header.alg);
  return new CompactSign(bytes(JSON.stringify(payload))).setProtectedHeader(header).sign(key);
}

/** Return whether the token holds at `now`; `payload` and `header` are given when it does. */
export async function verify({token, jwk, algorithm, now, typ}) {
  const key = await importJWK(jwk, algorithm);
  try {
    await compactVerify(token, key, {algorithms: [algorithm]});
    const {payload, protectedHeader} = await jwtVerify(token, key,
      {algorithms: [algorithm], currentDate: new Date(now), typ});
    return {verified: true, payload, header: protectedHeader, reason: ''};
  } catch(error) {
    return {verified: false, reason: `${error.code}: ${error.message}`};
  }
}
