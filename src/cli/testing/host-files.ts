// A small host for tests: a proxy and two applications behind it, with a database each.

/** Returns an application's stack on the proxy's network; `more` follows its services. */
export function appStack(name: string, more = ''): string {
  return `services:
  ${name}:
    image: example/${name}:1
    networks: [proxy, default]
    environment: { DB_HOST: db }
  db:
    image: postgres:16
${more}networks:
  proxy:
    external: true
`;
}

export const proxyStack = `services:
  traefik:
    image: traefik:3
    networks: [proxy]
    ports: ["80:80"]
networks:
  proxy:
    name: proxy
`;

/** The files of the host below /srv. */
export const hostFiles: Readonly<Record<string, string>> = {
  '/srv/traefik/compose.yaml': proxyStack,
  '/srv/blog/compose.yaml': appStack('ghost'),
  '/srv/wiki/compose.yaml': appStack('wikijs'),
};
