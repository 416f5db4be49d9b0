// The hosts that nginx compares with that of a request.

import { everyDirective } from '../files/directive.ts';
import type { NginxModel } from './nginx-model.ts';

const hostVariable = /^\(?\$(?:http_)?host$/;

/** Returns the hosts that conditions and maps compare, and the names of servers, as a list says them. */
export function comparedHosts({ http, servers }: NginxModel): readonly string[] {
  const found = new Set(servers.flatMap(({ names }) => names.flatMap(listed)));
  for (const { name, args, block } of everyDirective(http.directives)) {
    const [subject = '', sign = '', ...rest] = args;
    if (name === 'if' && hostVariable.test(subject)) {
      const value = rest.join(' ').replace(/\)$/, '');
      const plain = value.trim().replace(/^(["'])([\s\S]*)\1$/, '$2');
      found.add(sign.includes('~') ? `/${plain}/` : plain);
    }
    if (name === 'map' && hostVariable.test(subject))
      for (const line of block ?? [])
        if (line.name !== 'default') for (const one of listed(line.name)) found.add(one);
  }
  return [...found].filter((one) => one !== '' && one !== '_');
}

/** Returns a name of a server or a line of a map as a list says it. */
function listed(name: string): readonly string[] {
  if (name.startsWith('~')) return [`/${name.replace(/^~\*?/, '')}/`];
  return name.startsWith('.') ? [name.slice(1), `*${name}`] : [name];
}
