// The address of a visitor that senders report to nginx: `set_real_ip_from`, `real_ip_header`, `real_ip_recursive`.

import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import { isInAny, readRange } from '../network/addresses.ts';
import { placeText } from '../places.ts';
import { reportedAddress } from '../proxy/client-address.ts';
import { nearestLines, valueAt } from './levels.ts';
import type { Level } from './nginx-model.ts';
import { count, type Passing } from './variables.ts';

/**
 * Returns the request with the address that a trusted sender reports, once for each request; a sentence where that is unknown.
 */
export function withReportedAddress(level: Level, passing: Passing): Passing | string {
  const { request } = passing;
  const lines = nearestLines(level, ['set_real_ip_from']);
  const [first] = lines;
  if (!first || request.peer !== undefined) return passing;
  count(passing, lines.length, first.place);
  const trusted = lines.flatMap(({ args: [text = ''] }) => text);
  const isIn = isInAny(request.source, trusted);
  const unread = lines.find(({ args: [text = ''] }) => text !== 'unix:' && readRange(text) === null);
  if (unread && !isIn)
    return `${placeText(unread.place)}: whether ${unread.args[0]} is ${request.source} is unknown.`;
  const name = valueAt(level, 'real_ip_header') ?? 'X-Real-IP';
  if (name.toLowerCase() === 'proxy_protocol' || !isIn) return passing;
  const list = request.headers?.get(name.toLowerCase());
  if (list === undefined) return passing;
  if (list === null) return `${placeText(first.place)}: the value of ${name} is unknown.`;
  const isRecursive = valueAt(level, 'real_ip_recursive') === 'on';
  const found = reportedAddress(request.source, list, trusted, isRecursive, isIpLiteral);
  return found === null
    ? passing
    : { ...passing, request: { ...request, source: found, peer: request.source } };
}
