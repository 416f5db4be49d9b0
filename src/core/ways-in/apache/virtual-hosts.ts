// Apache's virtual hosts by listening port.

import { memoize } from '../../compose/memoize.ts';
import type { Directive } from '../files/directive.ts';
import { globMatcher } from '../files/glob.ts';
import { giveUp, maxSamples } from '../limits.ts';
import type { Entrance } from '../model.ts';
import { boundAddress } from '../network/addresses.ts';
import { placeText, type SourcePlace } from '../places.ts';

export interface VirtualHost {
  readonly directives: readonly Directive[];
  readonly port: number;
  readonly address: string | null;
  readonly names: readonly string[];
  readonly tls: boolean;
  readonly declaredAt: SourcePlace;
}

/** Returns the listeners of the `Listen` directives. */
export function listensOf(directives: readonly Directive[]): readonly Entrance[] {
  return directives.flatMap(({ name, args, place }): readonly Entrance[] => {
    const [, host = '', port = ''] = /^(?:(.*):)?(\d+)$/.exec(name === 'listen' ? (args[0] ?? '') : '') ?? [];
    if (port === '') return [];
    return [
      {
        name: `:${port}`,
        address: boundAddress(host),
        port: Number(port),
        protocol: 'http',
        declaredAt: place,
      },
    ];
  });
}

export function hostsOf(
  directives: readonly Directive[],
  listens: readonly Entrance[],
): readonly VirtualHost[] {
  const own = directives.filter(({ name, block }) => name === 'virtualhost' && block !== null);
  let made = 0;
  const found = own.flatMap(({ args, block, place }): readonly VirtualHost[] =>
    args.flatMap((where) => {
      const [, host = '', port = ''] = /^(.*?)(?::(\d+|\*))?$/.exec(where) ?? [];
      const ports = port === '' || port === '*' ? listens.map((listen) => listen.port) : [Number(port)];
      made += ports.length;
      if (made > maxSamples) giveUp(`${placeText(place)}: there are too many virtual hosts and ports.`);
      return ports.map((one) => ({
        directives: block ?? [],
        port: one,
        address: host === '*' || host === '_default_' || host === '' ? null : host,
        names: namesOf(block ?? []),
        tls: isOn(block ?? [], 'sslengine'),
        declaredAt: place,
      }));
    }),
  );
  const served = new Set(found.map(({ port }) => port));
  // The main server answers ports without a virtual host.
  const main = listens.filter(({ port }) => !served.has(port));
  const rest = directives.filter(({ name }) => name !== 'virtualhost');
  const [names, tls] = [namesOf(directives), isOn(directives, 'sslengine')];
  return [
    ...found,
    ...main.map(({ port, declaredAt }) => ({
      directives: rest,
      port,
      address: null,
      names,
      tls,
      declaredAt: declaredAt !== null && 'file' in declaredAt ? declaredAt : { file: '', line: 1 },
    })),
  ];
}

function namesOf(directives: readonly Directive[]): readonly string[] {
  return directives.flatMap(({ name, args }) =>
    name === 'servername' || name === 'serveralias'
      ? args.map((text) =>
          text
            .toLowerCase()
            .replace(/^https?:\/\//, '')
            .replace(/:\d+$/, ''),
        )
      : [],
  );
}

function isOn(directives: readonly Directive[], wanted: string): boolean {
  return directives.some(({ name, args }) => name === wanted && /^on$/i.test(args[0] ?? ''));
}

/** The virtual hosts by name, the first of each, and those by pattern. */
interface Named {
  readonly plain: ReadonlyMap<string, number>;
  readonly patterns: readonly { readonly fits: (host: string) => boolean; readonly index: number }[];
}

const named = memoize((hosts: readonly VirtualHost[]): Named => {
  const plain = new Map<string, number>();
  const patterns: { readonly fits: (host: string) => boolean; readonly index: number }[] = [];
  for (const [index, { names }] of hosts.entries())
    for (const name of names) {
      if (/[*?]/.test(name)) patterns.push({ fits: globMatcher(name, 'host'), index });
      else if (!plain.has(name)) plain.set(name, index);
    }
  return { plain, patterns };
});

/** Returns the first virtual host whose name matches a host, or else the first one. */
export function hostFor(hosts: readonly VirtualHost[], host: string): VirtualHost | undefined {
  const { plain, patterns } = named(hosts);
  const found = patterns.find(({ fits }) => fits(host))?.index ?? hosts.length;
  return hosts[Math.min(plain.get(host) ?? hosts.length, found)] ?? hosts[0];
}
