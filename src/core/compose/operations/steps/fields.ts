// The fields of an operation on the command line, which colons separate.

import { type Result, refuse } from '../../../text/result.ts';
import { isIpLiteral } from '../../project/values/ip-literal.ts';

/** At most `count` fields; the last one takes the rest. */
export function splitFields(text: string, count: number): readonly string[] {
  const parts = text.split(':');
  if (parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}

/** `SERVICE:REST`; null where one of them is empty. */
export function twoFields(text: string): readonly [string, string] | null {
  const [first = '', rest = ''] = splitFields(text, 2);
  return first === '' || rest === '' ? null : [first, rest];
}

/** `SERVICE:SECOND:REST`; null where one of them is empty. */
export function threeFields(text: string): readonly [string, string, string] | null {
  const [first = '', second = '', rest = ''] = splitFields(text, 3);
  return first === '' || second === '' || rest === '' ? null : [first, second, rest];
}

/** `SERVICE:KEY:VALUE`, where the value may be empty, its colon not. */
export function pairFields(text: string): readonly [string, string, string] | null {
  const [first = '', key = '', value] = splitFields(text, 3);
  return first === '' || key === '' || value === undefined ? null : [first, key, value];
}

/** Refuses a field that is no IP address; `right` is what to write instead. */
export function refuseAddress(text: string, right: string): Result<never> | null {
  return isIpLiteral(text) ? null : refuse('invalid-address', `"${text}" is no IP address; write ${right}`);
}
