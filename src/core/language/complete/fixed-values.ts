// Values that Compose fixes, by the key they belong to, and what each means.

import type { Choice } from './choice.ts';

type Word = readonly [word: string, about: string];

const switches: readonly Word[] = [
  ['true', 'yes'],
  ['false', 'no'],
];

const ofService: ReadonlyMap<string, readonly Word[]> = new Map([
  [
    'network_mode',
    [
      ['none', 'closed: no network at all'],
      ['host', 'open: the network of the host itself'],
      ['bridge', 'the default bridge of the engine'],
    ],
  ],
  [
    'restart',
    [
      ['unless-stopped', 'always, until somebody stops it'],
      ['always', 'whatever happens'],
      ['on-failure', 'only after a failure'],
      ['"no"', 'never'],
    ],
  ],
  [
    'pull_policy',
    [
      ['always', 'before each start'],
      ['missing', 'where it is not there yet'],
      ['never', 'only what is there'],
      ['build', 'builds it'],
      ['daily', 'once a day'],
      ['weekly', 'once a week'],
    ],
  ],
  ['pid', [['host', 'sees every process of the host']]],
  ['uts', [['host', 'the host name of the host']]],
  ['userns_mode', [['host', 'no user namespace of its own']]],
  [
    'ipc',
    [
      ['private', 'its own'],
      ['shareable', 'its own, and others may join'],
      ['host', 'that of the host'],
    ],
  ],
  [
    'cgroup',
    [
      ['private', 'its own'],
      ['host', 'that of the host'],
    ],
  ],
  ['privileged', switches],
  ['read_only', switches],
  ['init', switches],
  ['tty', switches],
  ['stdin_open', switches],
  ['use_api_socket', switches],
  ['attach', switches],
  ['oom_kill_disable', switches],
]);

const ofNetwork: ReadonlyMap<string, readonly Word[]> = new Map([
  ['internal', switches],
  ['external', switches],
  ['attachable', switches],
  ['enable_ipv4', switches],
  ['enable_ipv6', switches],
  [
    'driver',
    [
      ['bridge', 'a network on this host'],
      ['macvlan', 'addresses on the network of the host itself'],
      ['ipvlan', 'the same, with the hardware address of the host'],
      ['overlay', 'across the hosts of a swarm'],
    ],
  ],
]);

const nested: ReadonlyMap<string, readonly Word[]> = new Map([
  [
    'depends_on condition',
    [
      ['service_started', 'it runs'],
      ['service_healthy', 'its health check says so'],
      ['service_completed_successfully', 'it ran and ended well'],
    ],
  ],
  ['depends_on required', switches],
  ['depends_on restart', switches],
  [
    'ports protocol',
    [
      ['tcp', 'connections'],
      ['udp', 'datagrams'],
    ],
  ],
  [
    'ports mode',
    [
      ['ingress', 'balanced over the swarm'],
      ['host', 'on this host'],
    ],
  ],
  [
    'volumes type',
    [
      ['bind', 'a folder of the host'],
      ['volume', 'a volume of the project'],
      ['tmpfs', 'a folder in memory'],
      ['image', 'the files of an image'],
    ],
  ],
  ['volumes read_only', switches],
  ['healthcheck disable', switches],
  [
    'x-bulkhead tier',
    [
      ['edge', 'meets the outside'],
      ['app', 'does the work'],
      ['data', 'keeps the data'],
    ],
  ],
  ['x-bulkhead external', switches],
]);

function valuesOf(path: readonly string[]): readonly Word[] {
  const [top, , key = ''] = path;
  if (top === 'services' && path.length === 3) return ofService.get(key) ?? [];
  if (top === 'services') return nested.get(`${key} ${path.at(-1) ?? ''}`) ?? [];
  if (top === 'networks' && path.length === 3) return ofNetwork.get(key) ?? [];
  const resource = top === 'volumes' || top === 'secrets' || top === 'configs';
  return resource && path.length === 3 && key === 'external' ? switches : [];
}

/** The fixed values that the key at the end of `path` takes. */
export function fixedChoices(path: readonly string[]): readonly Choice[] {
  return valuesOf(path).map(([label, about]) => ({ label, about, kind: 'word' as const }));
}
