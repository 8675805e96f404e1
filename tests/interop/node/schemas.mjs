// ajv, JSON Schema 2019-09: the validator that the 1EdTech schemas are read with by wallets.
import {Ajv2019} from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';

/** Return the errors of `document` under `schema`, in words; none means that it conforms. */
export function check({schema, document}) {
  const ajv = new Ajv2019({allErrors: true, strict: false});
  addFormats.default ? addFormats.default(ajv) : addFormats(ajv);
  const {$id, ...body} = schema;
  const validate = ajv.compile(body);
  return validate(document) ? [] : validate.errors.map(each => `${each.instancePath} ${each.message}`);
}
