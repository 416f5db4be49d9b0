// What is no address, whatever the file says.

import { type Result, refuse } from '../../../text/result.ts';
import { isIpLiteral } from '../../project/values/ip-literal.ts';

/** Refuses what is no IP address; `right` is what to write. */
export function refuseAddress(text: string, right: string): Result<never> | null {
  return isIpLiteral(text) ? null : refuse('invalid-address', `"${text}" is no IP address; write ${right}`);
}
