// A `SchemaCheck` from compiled validators: errors of the library become faults, nested lists become trees. Part of
// `virtual:compose-schema`.

import type { DefinedError } from 'ajv';
import type { Writable } from '../../yaml/format-value.ts';
import type { KeyTree, KindCheck, SchemaCheck, SchemaFault, SchemaKinds } from './schema-check.ts';
import { schemaCheckBy } from './schema-problems.ts';

/** The keys of one map, each with the keys below it; `*` is any other key, or any item of a list. */
export type KeyList = readonly (readonly [key: string, below: KeyList])[];

/** A compiled validator: returns true for a valid value, and sets `errors`. */
interface Validator {
  (value: Writable): boolean;
  errors?: readonly DefinedError[] | null;
}

type Kinds<T> = Readonly<Record<keyof SchemaKinds, T>>;

/** Returns the check made of three compiled validators and the keys of each. */
export function schemaCheckOf(validators: Kinds<Validator>, keys: Kinds<KeyList>): SchemaCheck {
  const kind = (name: keyof SchemaKinds): KindCheck => ({
    faultsOf: (value) => {
      const validator = validators[name];
      return validator(value) ? [] : (validator.errors ?? []).map(faultOf);
    },
    keys: treeOf(keys[name]),
  });
  return schemaCheckBy({ service: kind('service'), network: kind('network'), top: kind('top') });
}

function faultOf(error: DefinedError): SchemaFault {
  const at = error.instancePath;
  switch (error.keyword) {
    case 'type': {
      const type: string | readonly string[] = error.params.type;
      return { at, kind: 'type', types: typeof type === 'string' ? [type] : type };
    }
    case 'additionalProperties':
      return { at, kind: 'unknown-key', key: error.params.additionalProperty };
    case 'required':
      return { at, kind: 'missing-key', key: error.params.missingProperty };
    case 'enum':
      return { at, kind: 'choice', values: error.params.allowedValues.map(String) };
    case 'uniqueItems':
      return { at, kind: 'repeated', first: error.params.i, second: error.params.j };
    case 'minimum':
    case 'maximum':
      return { at, kind: 'limit', comparison: error.params.comparison, limit: error.params.limit };
    case 'pattern':
      return { at, kind: 'pattern', pattern: error.params.pattern };
    case 'format':
      return { at, kind: 'duration' };
    default:
      return { at, kind: 'no-form' };
  }
}

function treeOf(list: KeyList): KeyTree {
  return new Map(list.map(([key, below]) => [key, treeOf(below)]));
}
