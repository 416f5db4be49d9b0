// `reach --format json`.

import { z } from 'zod';
import { assumed, family, texts, tri } from './assumed.ts';
import { seen } from './connect.ts';
import { means, named, type ValueOf } from './contract.ts';
import { bypass, hostNameRow, wayIn } from './ways.ts';

const degrees = named(
  'Degrees',
  z.strictObject({ internet: tri, lan: tri, host: tri }),
  'How far connections get out, or from where a port answers.',
);

/** Facts of a service that differ by address family. */
const familyFacts = {
  egress: means(
    tri,
    'a connection beyond the host is answered, although nothing upstream routes to container subnets',
  ),
  toHost: means(
    tri,
    "a host listener on 0.0.0.0 answers at some host address, the own bridge's included; Podman without root: at 169.254.1.2 (PD13)",
  ),
  fromHost: means(tri, 'the host reaches any port it listens on'),
  fromOutside: means(
    tri,
    "some port answers at the host's outside address; for an open service, every port it listens on; for one on the physical network that publishes nothing on the host, at its own address (O11)",
  ),
  out: means(
    degrees,
    '`internet`: as `egress`; `lan`: a machine on the subnet of the outside interface; `host`: as `toHost`. Without a machine (`--machine`, [machine.md](machine.md)) `lan` is as `internet`',
  ),
  in: means(
    degrees,
    'from how far some port of it answers, published or of an open service: `internet`, `lan`, and `host` at any address of it; without a record of the machine `lan` is as `internet`',
  ),
  fromLan: means(
    tri,
    "a machine of the LAN that has a route reaches some port at the container's own address",
  ),
};

const factsOfFamily = named('FactsOfFamily', z.strictObject(familyFacts));

const portOfFamily = z.strictObject({ answers: degrees });

export const publishedPort = named(
  'PublishedPort',
  z.strictObject({
    hostIp: z.string(),
    hostPort: z.string(),
    containerPort: z.number(),
    protocol: z.string(),
    reachableFrom: z.enum(['outside', 'host', 'nowhere', 'unknown']),
    answers: means(
      degrees,
      "`internet`, `lan` and `host` (at the bound address; 127.0.0.1 for 0.0.0.0, `::1` for `::`): where the port answers; `reachableFrom` says where Docker opens it, whatever the machine's firewall",
    ),
    seenAs: means(
      z.strictObject({ internet: seen, lan: seen, host: seen }),
      'as whom the service sees each of them, as `seen` of `connect` says it, over IPv4 where the port answers in both families; `null` where that place gets no answer',
    ),
    families: z.union([z.array(family), z.literal('unknown')]).exactOptional(),
    ipv4: portOfFamily.exactOptional(),
    ipv6: portOfFamily.exactOptional(),
  }),
);

const unreadPort = z.strictObject({ raw: z.string(), reachableFrom: z.enum(['host', 'nowhere', 'unknown']) });

const proxied = z.strictObject({
  by: z.string(),
  host: z.string(),
  port: z.number().nullable(),
  certainty: z.literal('inferred'),
});

export const observed = named(
  'Observed',
  z.strictObject({
    port: z.number(),
    protocol: z.enum(['tcp', 'udp']),
    looks: z.number(),
    first: z.string(),
    last: z.string(),
  }),
  "An observed connection: the container's port, the number of looks that saw it, and when (ISO 8601).",
);

const pairWays = { direct: tri, viaHost: tri, viaGateway: tri };

const pairOfFamily = named('PairOfFamily', z.strictObject(pairWays));

const byDocumentation = means(
  z.literal('documentation'),
  'with `--by`: `documentation` where some of it was never measured on an Engine',
);

export const reachOfPair = named(
  'ReachOfPair',
  z.strictObject({
    direct: means(
      tri,
      'a TCP connection to any port that B listens on is answered at an address of its namespace; for an open B, at a host address that the source has a path to',
    ),
    networks: means(texts, 'the common networks that carry it; `[]` for one namespace or an open side'),
    resolves: means(tri, "the service name B, asked there, gives an address of B's own namespace"),
    viaHost: means(
      tri,
      "some published port of B's owner answers at the host's outside address; a loopback bind never counts. Podman without root: or at 169.254.1.2 (PD13)",
    ),
    viaGateway: means(
      tri,
      "some published port of B's owner answers at the address of a bridge that the service is on itself (X5): by family, too, where families are stated. A port on one address of the host does not, unless that may be a bridge's: unknown. False of a service on the network of the host",
    ),
    ipv4: pairOfFamily.exactOptional(),
    ipv6: pairOfFamily.exactOptional(),
    observed: means(
      z.array(observed),
      'with `--observed`: what was seen, each `{ "port", "protocol", "looks", "first", "last" }`; `[]` for nothing',
    ).exactOptional(),
    by: byDocumentation.exactOptional(),
  }),
);

const isolation = z.enum(['closed', 'internal', 'bridged', 'open', 'joined', 'unknown']);

const leaving = z.strictObject({
  by: z.enum(['direct', 'tunnel', 'proxy', 'connect', 'transparent', 'name']),
  through: z.string().nullable(),
  names: z.union([z.array(z.string()), z.literal('everything'), z.literal('unknown')]),
  ports: z.array(z.number()).nullable(),
});

const hole = z.strictObject({
  id: z.string(),
  text: z.string(),
  file: z.string().nullable(),
  line: z.number().nullable(),
});

export const reachOfService = named(
  'ReachOfService',
  z.strictObject({
    isolation: means(
      isolation,
      '`closed`, `internal`, `bridged`, `open`, `joined` or `unknown`. `joined` whenever `owner` is another service. Default bridge, macvlan, ipvlan and overlay count as `bridged`; only internal networks: `internal`; only external networks, or a container that the file does not manage: `unknown`',
    ),
    owner: means(
      z.string().nullable(),
      'the service whose network namespace it uses; `null` where the file does not manage it',
    ),
    networks: means(
      texts,
      "the owner's, by key, sorted; the default bridge is `bridge`, and a network that the file does not have and a `network_mode` names is its name in Docker, `docker:NAME` where that is a key",
    ),
    egressNeedsRoute: means(tri, 'packets leave, but an answer needs such a route (masquerade is off)'),
    ...familyFacts,
    ipv4: factsOfFamily.exactOptional(),
    ipv6: factsOfFamily.exactOptional(),
    published: means(
      z.array(publishedPort),
      'after interpolation and range expansion; a joined service shows its owner\'s. `hostIp` is the effective bind; `hostPort` is `""` where the host picks one, `"A-B"` for a pool. `reachableFrom`: `outside`, `host`, `nowhere`, `unknown`; discarded ones stay, as `nowhere`. An address other than loopback and the host\'s own on a bridge (O17) counts as outside',
    ),
    unreadPorts: means(
      z.array(unreadPort),
      'items of `ports` that depend on variables without a value and say nothing without them: `raw` as written, `reachableFrom` `unknown`, `host` (a loopback address is written out) or `nowhere`. Absent where there are none',
    ).exactOptional(),
    proxied: means(
      z.array(proxied),
      "ways in through a proxy that labels or environment ask for (Traefik, caddy-docker-proxy, `VIRTUAL_HOST`), always inferred: `host` is `*` for any or none said, `port` the container's, `null` where neither file nor image tells",
    ),
    waysIn: means(
      z.array(wayIn),
      'every way in with its chain, the weakest first: `zone` (`outside`, `internet`, `lan`, `tailnet`, `host`), `through`, `entrance`, `protocol`, `host`, `path`, `guards`, `port`, `answer` (`open`, `varies`, `unknown`, `guarded`, `closed`), `file`, `line`: [ways-in.md](ways-in.md)',
    ),
    bypasses: means(
      z.array(bypass),
      'ways to the same port that bypass its login: `of`, `zone`, `how` (`published`, `route`, `tunnel`, `neighbour`, `host`, `joined`), `at`',
    ),
    leaves: means(
      z.array(leaving),
      'with `--out`: the ways by which it leaves: `by` (`direct`, `tunnel`, `proxy`), `through` the proxy, or the service whose tunnel it is, or `null`, the `names` that are let out (a list, `everything` or `unknown`), `ports` or `null` for any: [leaving.md](leaving.md)',
    ).exactOptional(),
    holes: means(
      z.array(hole),
      'with `--out`: what leads round the proxy or the tunnel by which it is meant to leave, or past the list of that: the `id` of the rule (with G where the page has LV), the hole in words, and its line or `null`',
    ).exactOptional(),
    reaches: z.record(z.string(), reachOfPair),
    by: byDocumentation.exactOptional(),
  }),
);

export const hostNames = means(
  z.array(hostNameRow),
  "beside `services`, only with `--names`, for a project, with `--host` and with `--fleet`: one entry for each host name and path, by name (`*`, any name, last): `host`, `path`, `zone`, `service` (`null` where none is behind it), `port`, `through`, `entrances`, `guard` (`login`, `addresses`, `certificate`, `none`, `unknown`), `guards`, `answer`, `bypasses` of that way, `because`, `file`, `line`; with `--fleet` also `machines`, in order, and `way`, the steps from the router's forward on",
).exactOptional();

export const reachReport = named(
  'ReachReport',
  z.strictObject({
    version: z.literal(1),
    engine: z.string(),
    assumed,
    services: z.record(z.string(), reachOfService),
    hostNames,
  }),
  'As `reach --format json`; active services by name.',
);

export type PublishedPort = ValueOf<typeof publishedPort>;
export type Observed = ValueOf<typeof observed>;
export type FactsOfFamily = ValueOf<typeof factsOfFamily>;
export type PairOfFamily = ValueOf<typeof pairOfFamily>;
export type ReachOfPair = ValueOf<typeof reachOfPair>;
export type ReachOfService = ValueOf<typeof reachOfService>;
export type ReachReport = ValueOf<typeof reachReport>;
