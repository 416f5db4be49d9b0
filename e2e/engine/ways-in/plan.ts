/** A proxy with its configuration before servers that say their own names, and what is asked. */
export interface WaysPlan {
  readonly program: 'nginx' | 'caddy' | 'traefik';
  readonly image: string;
  /** Where each file is in the container. */
  readonly mounts: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
  /** Words of the proxy's command; none where it has that of its image. */
  readonly command?: readonly string[];
  /** What each server's container says to the proxy, `key=value`. */
  readonly labels?: Readonly<Partial<Record<ServerName, readonly string[]>>>;
  /** Ports inside, and host names there, that a server answers once all of the configuration is in effect. */
  readonly ready?: readonly { readonly port: number; readonly host: string }[];
  readonly asks: readonly { readonly host: string; readonly path: string }[];
  /** How often each is asked. */
  readonly times: number;
}

/** The servers by name, at their addresses in the lab. */
export const servers = {
  proxy: '10.77.0.2',
  a: '10.77.0.11',
  b: '10.77.0.12',
  c: '10.77.0.13',
  auth: '10.77.0.14',
} as const;

export type ServerName = Exclude<keyof typeof servers, 'proxy'>;

const names = Object.keys(servers).filter((name): name is ServerName => name !== 'proxy');

/** Who asks, by zone: in no range, and one in each that a plan may name. */
export const sources = {
  outside: ['198.51.100.77', '203.0.113.9', '203.0.113.10'],
  lan: ['192.168.77.77', '10.177.77.77'],
} as const;

/** The compose file that the lab stands for; each line of it is JSON, in which Compose reads a dollar sign that is written twice. */
export function composeOf({ image, mounts, command, labels = {} }: WaysPlan): string {
  const written = (value: unknown) => JSON.stringify(value).replaceAll('$', '$$$$');
  const proxy = {
    image,
    ports: ['80:80'],
    volumes: Object.entries(mounts).map(([name, at]) => `./${name}:${at}`),
    ...(command === undefined ? {} : { command }),
  };
  const others = names.map((name) => {
    const own = labels[name] ?? [];
    const one = { image: `example/${name}`, expose: ['8000'], ...(own.length === 0 ? {} : { labels: own }) };
    return `  ${name}: ${written(one)}\n`;
  });
  return `services:\n  proxy: ${written(proxy)}\n${others.join('')}`;
}

/** A container as the lab's Docker shows it. */
export interface ShownContainer {
  readonly name: string;
  readonly project: string;
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What the lab's Docker shows of the compose file in the project `shop`; nothing where no container says anything. */
export function shownOf({ labels }: WaysPlan): readonly ShownContainer[] {
  if (labels === undefined) return [];
  return names.map((name) => ({
    name,
    project: 'shop',
    address: servers[name],
    labels: Object.fromEntries((labels[name] ?? []).map((label) => splitLabel(label))),
  }));
}

function splitLabel(label: string): readonly [string, string] {
  const at = label.indexOf('=');
  return [label.slice(0, at), label.slice(at + 1)];
}
