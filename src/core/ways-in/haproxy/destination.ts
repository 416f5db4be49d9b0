// Whom HAProxy asks where rules choose that for each request: `do-resolve` keeps the address of a name in a variable, and `set-dst` takes it.

import { textBefore } from '../../text/cut.ts';
import type { Request } from '../model.ts';
import { hostHeaderOf } from '../urls.ts';
import type { ProxySection } from './haproxy-model.ts';
import type { HaproxyLine, HaproxySection } from './haproxy-words.ts';

/** The host and port that rules set for a request; null where none sets it, 'unknown' where a rule is not followed. */
interface Destination {
  readonly host: string | null;
  readonly port: string | null;
}

/** Returns the names of the `resolvers` sections that ask Docker's own resolver alone. */
export function dockerResolvers(sections: readonly HaproxySection[]): ReadonlySet<string> {
  const found = sections.filter(({ kind, lines }) => {
    const servers = lines.filter(({ words }) => words[0] === 'nameserver');
    return (
      kind === 'resolvers' &&
      servers.length > 0 &&
      servers.every(({ words }) => /^127\.0\.0\.11(?::53)?$/.test(words[2] ?? ''))
    );
  });
  return new Set(found.map(({ name }) => name));
}

/** Returns whom the rules of sections, in order, choose for a request; `docker` are the resolvers that ask Docker. */
export function destinationOf(
  sections: readonly ProxySection[],
  docker: ReadonlySet<string>,
  request: Request,
): Destination {
  const variables = new Map<string, string>();
  let [host, port]: [string | null, string | null] = [null, null];
  for (const { rules, condition } of sections)
    for (const line of rules) {
      const { action, argument, expression } = actionOf(line);
      if (!/^(?:do-resolve|set-var|set-dst|set-dst-port)$/.test(action)) continue;
      const holds = condition(line)(request);
      if (holds === false) continue;
      const [variable = '', resolver = ''] = argument.split(',');
      const isKnown = holds === true && (action !== 'do-resolve' || docker.has(resolver));
      const value = isKnown ? readExpression(expression, variables, request) : 'unknown';
      if (action === 'set-dst') host = value;
      else if (action === 'set-dst-port') port = value;
      else variables.set(variable, value);
    }
  return { host, port };
}

/** Returns the name that a section looks up for a request before it refuses it; null for none. */
export function lookedUpFirst({ rules, condition }: ProxySection, request: Request): string | null {
  for (const line of rules) {
    const { action, expression } = actionOf(line);
    if (condition(line)(request) !== true) continue;
    if (action === 'do-resolve') return readExpression(expression, new Map(), request);
    if (/^(?:deny|reject|tarpit)$/.test(action)) return null;
  }
  return null;
}

/** Returns the action of a rule with what is in its parentheses, and the words after it. */
function actionOf({ words }: HaproxyLine): {
  readonly action: string;
  readonly argument: string;
  readonly expression: string;
} {
  const [text = '', expression = ''] = words.slice(words[0] === 'tcp-request' ? 2 : 1);
  const action = textBefore(text, '(');
  return { action, argument: text.slice(action.length + 1, -1), expression };
}

function readExpression(
  expression: string,
  variables: ReadonlyMap<string, string>,
  request: Request,
): string {
  const [fetch = '', converters = ''] = /^([\w.]+(?:\([^)]*\))?)(.*)$/.exec(expression)?.slice(1) ?? [];
  if (!/^(?:,(?:lower|field\(1,:\)|host_only))*$/.test(converters)) return 'unknown';
  const [, name = '', argument = ''] = /^([\w.]+)(?:\((.*)\))?$/.exec(fetch) ?? [];
  switch (name) {
    case 'hdr':
    case 'req.hdr':
    case 'req.fhdr': {
      if (argument.toLowerCase() !== 'host') return 'unknown';
      return /field|host_only/.test(converters) ? request.host : hostHeaderOf(request);
    }
    case 'req.ssl_sni':
    case 'req_ssl_sni':
    case 'ssl_fc_sni':
      return request.sni === undefined ? request.host : (request.sni ?? '');
    case 'var':
      return variables.get(argument) ?? 'unknown';
    case 'str':
    case 'int':
      return argument;
    default:
      return 'unknown';
  }
}
