// What a proxy lets out beyond the names that its list says, found by asking it (LV7 to LV24).

import { memoize } from '../../compose/memoize.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { Asking, ForwardProxy, ForwardRequest, ForwardVerdict, Lookup } from '../proxy/forward-proxy.ts';
import { exampleOf } from '../proxy/name-list.ts';

/** A way out that nobody meant. */
export interface Hole {
  /** The rule that it rests on: `LV14`. */
  readonly id: string;
  /** The hole in one sentence without a full stop. */
  readonly text: string;
  /** The line that leaves it open; null where none does. */
  readonly place: SourcePlace | null;
}

/** A way that leads round what limits a service, or past its list. */
export interface FoundHole extends Hole {
  /**
   * `round`: round the proxy; `host`: to the machine itself; `wide`: more than the list says; `names`: a question for a name. Beside a
   * tunnel, `tunnel`: round it; `start`: while it starts alone; `lan`: to a range that is let past it.
   */
  readonly kind: 'round' | 'host' | 'wide' | 'names' | 'tunnel' | 'start' | 'lan';
  /** The proxy that it is about, or the service of the tunnel; null for none. */
  readonly through: string | null;
  /** The network by which the service leaves, for a way round; null otherwise. */
  readonly network: string | null;
}

/** The rules of each program: of look-alike names, of ports, and of a list that lets out everything. */
const ruleIds: {
  readonly [program: string]: { readonly names: string; readonly ports: string; readonly all: string };
} = {
  squid: { names: 'LV13', ports: 'LV14', all: 'LV10' },
  tinyproxy: { names: 'LV17', ports: 'LV18', all: 'LV16' },
  Privoxy: { names: 'LV24', ports: 'LV24', all: 'LV15' },
  HAProxy: { names: 'LV20', ports: 'LV20', all: 'LV20' },
  nginx: { names: 'LV22', ports: 'LV22', all: 'LV22' },
  Caddy: { names: 'LV23', ports: 'LV23', all: 'LV23' },
};
const otherIds = { names: 'LV7', ports: 'LV14', all: 'LV15' };

/** Addresses of the ranges for documentation, which stand for any on the Internet. */
const someAddress = '203.0.113.66';
const publicAddress = '203.0.113.10';
const stranger = 'elsewhere.invalid';
const usualPorts: ReadonlySet<number> = new Set([80, 443]);
const otherPorts = [22, 25, 7777];

/** Returns what a list lets out beyond its names, each kind of hole once. */
export const holesOfList = memoize((proxy: ForwardProxy): readonly Hole[] => {
  const ids = ruleIds[proxy.program] ?? otherIds;
  const { service, allowed } = proxy;
  const everything = allowed.find(({ names }) => names === 'everything');
  if (everything) return [{ id: ids.all, text: `${service} lets out everything`, place: everything.place }];
  const names = allowed.flatMap((one) => (Array.isArray(one.names) ? (one.names as readonly string[]) : []));
  const name = names.map(exampleOf).find((one) => one !== null);
  if (name === undefined || name === null) return [];
  const asked = new Asked(proxy);
  const port = asked.portFor(name);
  if (port === null) return [];
  return [...asked.lookAlikes(name, port, ids.names), ...asked.others(name, port, ids.ports)];
});

/** Asks one proxy. */
class Asked {
  readonly #proxy: ForwardProxy;

  constructor(proxy: ForwardProxy) {
    this.#proxy = proxy;
  }

  /** Returns a port at which a name is let out; null where none is. */
  portFor(name: string): number | null {
    return [443, 80].find((port) => this.#passes(name, port) !== null) ?? null;
  }

  *lookAlikes(name: string, port: number, id: string): Generator<Hole> {
    const { service } = this.#proxy;
    for (const alike of [`not${name}`, `${name}.${stranger}`, name.replaceAll('.', '-')]) {
      const passed = alike === name ? null : this.#passes(alike, port);
      if (!passed) continue;
      yield {
        id,
        text: `${service} also lets out names that look alike, such as ${alike}`,
        place: passed.place,
      };
      return;
    }
  }

  *others(name: string, port: number, portsId: string): Generator<Hole> {
    const { service, program } = this.#proxy;
    const wide = otherPorts.flatMap((one) => {
      const passed = usualPorts.has(one) ? null : this.#passes(name, one);
      return passed ? [{ one, passed }] : [];
    });
    if (wide[0])
      yield {
        id: portsId,
        text: `${service} lets out ${name} at other ports, too: ${wide.map(({ one }) => one).join(', ')}`,
        place: wide[0].passed.place,
      };
    const address = this.#passes(someAddress, port);
    if (address)
      yield { id: 'LV15', text: `${service} lets out addresses without a name`, place: address.place };
    const reverse = address ? null : this.#passes(someAddress, port, lookupOf([publicAddress], [name]));
    if (reverse)
      yield {
        id: 'LV12',
        text: `${service} lets out an address whose owner calls it ${name}`,
        place: reverse.place,
      };
    const inside = this.#passes(name, port, lookupOf(['192.168.0.9'], []));
    if (inside && this.#leadsInside(name, port))
      yield {
        id: 'LV7',
        text: `a name that ${service} lets out may lead to the LAN, to the metadata address or to a container beside ${service}`,
        place: inside.place,
      };
    const header = this.#decide('proxy', name, 80, lookupOf([publicAddress], []), stranger);
    if (header.kind === 'forwarded' && header.host.includes(stranger))
      yield {
        id: program === 'nginx' ? 'LV22' : 'LV19',
        text: `${service} checks one name and asks for another: it goes by the Host header, which the client picks`,
        place: header.place,
      };
    const looked: string[] = [];
    const watching: Lookup = {
      addresses(host) {
        looked.push(host);
        return [publicAddress];
      },
      reverse: () => [],
    };
    const refused = this.#decide('proxy', stranger, 80, watching);
    if (refused.kind === 'denied' && looked.includes(stranger))
      yield {
        id: 'LV9',
        text: `${service} looks up a name before it denies it, which carries data out`,
        place: refused.place,
      };
    const tunnel = this.#decide('connect', name, 443, lookupOf([publicAddress], []));
    if (tunnel.kind === 'forwarded')
      yield {
        id: 'LV8',
        text: `what is said inside of CONNECT is not looked at: another name behind the address of ${name} is let out`,
        place: tunnel.place,
      };
  }

  /** True where each kind of address inside is let out behind a name. */
  #leadsInside(name: string, port: number): boolean {
    return ['169.254.169.254', '10.0.0.9'].some(
      (address) => this.#passes(name, port, lookupOf([address], [])) !== null,
    );
  }

  /** Returns how a host is let out, by a whole URL, CONNECT, or as if the proxy were the server; null where it is not. */
  #passes(host: string, port: number, lookup: Lookup = lookupOf([publicAddress], [])) {
    for (const asking of ['connect', 'proxy', 'transparent'] as const) {
      const verdict = this.#decide(asking, host, port, lookup);
      if (verdict.kind === 'forwarded' && verdict.host === host && verdict.port === port) return verdict;
    }
    return null;
  }

  #decide(asking: Asking, host: string, port: number, lookup: Lookup, header = host): ForwardVerdict {
    const tls = asking !== 'proxy' && port === 443;
    const named = asking === 'transparent' ? header : host;
    const request: ForwardRequest = {
      asking,
      tls,
      host: named,
      port,
      path: '/',
      authority: asking === 'connect' ? `${host}:${port}` : port === 80 || tls ? named : `${named}:${port}`,
      hostHeader:
        asking === 'connect' ? `${host}:${port}` : port === 80 || tls ? header : `${header}:${port}`,
      sni: tls ? header : null,
      at: this.#proxy.ports[0] ?? 0,
      client: null,
    };
    return this.#proxy.decide(request, lookup);
  }
}

function lookupOf(addresses: readonly string[], reverse: readonly string[]): Lookup {
  return { addresses: () => addresses, reverse: () => reverse };
}
