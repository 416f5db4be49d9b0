// The addresses of a host or project: each port that answers somebody, with what stands before it and the logins that it bypasses. Names
// lead in only through proxies; this table says what leads in everywhere else.

import { ownLogin } from '../images/port-meaning.ts';
import { nameRows } from '../ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { hostName, splitHostName } from './host.ts';
import type { HostFacts } from './host-facts.ts';
import { type HostPort, hostPorts } from './port-table.ts';

/**
 * What stands before a port: `names` is a proxy whose routes decide; `own` is the login of the protocol; `none` means that no login is
 * known, since an application may have one that no file shows.
 */
export type AddressGuard = 'names' | 'own' | 'none' | 'unknown';

export interface AddressRow extends Omit<HostPort, 'clashes' | 'claimed'> {
  readonly guard: AddressGuard;
  readonly guardText: string;
  /** The host names whose login this port bypasses, with the login: `photos.example.org (authelia)`. */
  readonly bypasses: readonly string[];
}

type AskedFacts = Pick<HostFacts, 'reach' | 'topology'>;

/** Returns the rows by port; containers on the host's network come last, with every port that they open. */
export function addressRows(host: AskedFacts, ways: WaysFacts | null): readonly AddressRow[] {
  const guardOf = guardsOf(ways);
  const bypassed = bypassedBy(ways);
  const rows = hostPorts(host)
    .filter(({ from }) => from !== 'nowhere')
    .map(({ clashes: _, claimed: __, ...port }): AddressRow => {
      const name = hostName(port.stack, port.service);
      const bypasses = [...(bypassed.get(`${port.address}:${port.port}`) ?? [])];
      return { ...port, ...guardOf(name, port), bypasses };
    });
  return [...rows, ...openRows(host)];
}

type Guarded = Pick<AddressRow, 'guard' | 'guardText'>;

/** Returns the guard before a port. */
function guardsOf(
  ways: WaysFacts | null,
): (name: string, port: Omit<HostPort, 'clashes' | 'claimed'>) => Guarded {
  const programs = new Map(ways?.ways.programs.map((program) => [program.service, program]));
  const unread = new Set(ways?.ways.unread.map(({ service }) => service));
  return (name, { containerPort, port, protocol, from }) => {
    if (from === 'unknown' || containerPort === null) return { guard: 'unknown', guardText: 'unknown' };
    if (programs.get(name)?.entrances.some((entrance) => entrance.port === containerPort))
      return { guard: 'names', guardText: 'as its names say' };
    const own = ownLogin({ hostPort: port, containerPort, protocol });
    if (own !== null) return { guard: 'own', guardText: `its own login (${own})` };
    if (unread.has(name)) return { guard: 'unknown', guardText: 'unknown: its routes are not read' };
    return { guard: 'none', guardText: 'none known' };
  };
}

/** Returns the host names whose login each address bypasses, by `ADDRESS:PORT`. */
function bypassedBy(ways: WaysFacts | null): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  if (ways === null) return found;
  for (const { host, bypasses } of nameRows(ways.ways, ways.all()))
    for (const { how, at, of } of bypasses) {
      if (how !== 'published') continue;
      const text = `${host === '*' ? 'any name' : host} (${of})`;
      found.set(at, (found.get(at) ?? new Set()).add(text));
    }
  return found;
}

function openRows({ reach }: AskedFacts): readonly AddressRow[] {
  return [...reach.facts].flatMap(([name, { owner, isolation, fromOutside }]): readonly AddressRow[] => {
    if (owner !== name || isolation !== 'open' || fromOutside === false) return [];
    const { stack, service } = splitHostName(name);
    return [
      {
        ...{ stack, service, address: '', port: '', read: true, containerPort: null, protocol: '' },
        from: fromOutside === true ? 'outside' : 'unknown',
        words: '',
        guard: 'unknown',
        guardText: 'unknown: any port that it opens',
        bypasses: [],
      },
    ];
  });
}
