/** A proxy with its configuration before servers that say their own names, and what is asked. */
export interface WaysPlan {
  readonly program: 'nginx' | 'caddy';
  readonly image: string;
  /** Where each file is in the container. */
  readonly mounts: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
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

/** Who asks, by zone: in no range, and one in each that a plan may name. */
export const sources = {
  outside: ['198.51.100.77', '203.0.113.9', '203.0.113.10'],
  lan: ['192.168.77.77', '10.177.77.77'],
} as const;

/** The compose file that the lab stands for. */
export function composeOf({ image, mounts }: WaysPlan): string {
  const volumes = Object.entries(mounts).map(([name, at]) => `"./${name}:${at}"`);
  const others = Object.keys(servers)
    .filter((name) => name !== 'proxy')
    .map((name) => `  ${name}: { image: example/${name}, expose: ["8000"] }\n`);
  return `services:\n  proxy: { image: "${image}", ports: ["80:80"], volumes: [${volumes.join(', ')}] }\n${others.join('')}`;
}
