// A host of any size behind one proxy, a file for each stack: its web app on the network of the proxy, with workers, a database and
// a cache behind. No two stacks are alike; the same counts give the same texts, everywhere.

import { newRandom, type Random } from '../stack/random.ts';

type Database = { readonly image: string; readonly port: number; readonly scheme: string };

const databases: readonly [Database, ...Database[]] = [
  { image: 'postgres:16', port: 5432, scheme: 'postgres' },
  { image: 'mariadb:11.4', port: 3306, scheme: 'mysql' },
  { image: 'mongo:7', port: 27017, scheme: 'mongodb' },
];

/** Returns the texts of `stacks` stacks with `services` services in total, by folder; the first stack defines the network `proxy`. */
export function generateHost(stacks: number, services: number): ReadonlyMap<string, string> {
  const random = newRandom(stacks * 31 + services);
  const texts = new Map([['traefik', proxyText()]]);
  let written = 1;
  for (let index = 1; index < stacks; index++) {
    const own = Math.max(1, Math.round(((index + 1) * services) / stacks) - written);
    written += own;
    texts.set(`app-${index}`, appText(index, own, random));
  }
  return texts;
}

function proxyText(): string {
  return `services:
  traefik:
    image: traefik:v3.5
    restart: unless-stopped
    command: [--providers.docker=true, --entrypoints.websecure.address=:443]
    ports:
      - "80:80"
      - "443:443"
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
    networks: [proxy]
networks:
  proxy:
    name: proxy
`;
}

function appText(index: number, count: number, random: Random): string {
  const database = random.pick(databases);
  const store = count > 1 ? 'db' : null;
  const lines = [`# app ${index}, kept by team ${random.below(9)}`, 'services:'];
  lines.push(
    ...webLines(index, store === null ? null : `${database.scheme}://${store}:${database.port}/app`, random),
  );
  if (count > 1) lines.push(...dataLines(database.image, index));
  if (count > 2) lines.push('  cache:', '    image: redis:8-alpine', '    restart: unless-stopped');
  for (let at = 3; at < count; at++) {
    lines.push(`  worker-${at}:`, `    image: registry.example/app-${index}:${random.below(30)}.${at}`);
    lines.push(`    command: ["work", "--queue", "q${at}"]`, '    environment:');
    lines.push(
      `      - DATABASE_URL=${database.scheme}://db:${database.port}/app`,
      '      - REDIS_URL=redis://cache:6379',
    );
    if (random.below(3) === 0) lines.push('    cap_drop: [ALL]', '    user: "1000:1000"');
    lines.push('    depends_on: [db, cache]');
  }
  if (count > 1) lines.push('volumes:', `  data-${index}: {}`);
  lines.push('networks:', '  proxy:', '    external: true');
  return `${lines.join('\n')}\n`;
}

function webLines(index: number, url: string | null, random: Random): readonly string[] {
  const lines = [
    '  web:',
    `    image: "registry.example/app-${index}:${random.below(30)}"`,
    '    restart: unless-stopped',
    '    networks:',
    '      - default',
    '      - proxy',
    '    labels:',
    '      traefik.enable: "true"',
    `      traefik.http.routers.app-${index}.rule: Host(\`app-${index}.example\`)`,
    `      traefik.http.services.app-${index}.loadbalancer.server.port: "${8000 + random.below(900)}"`,
  ];
  if (url !== null)
    lines.push(
      '    environment:',
      `      DATABASE_URL: ${url}`,
      '      LOG_LEVEL: info',
      '    depends_on: [db]',
    );
  if (random.below(6) === 0)
    lines.push(`    ports: ["127.0.0.1:${10_000 + index}:8080"] # for the monitoring`);
  if (random.below(3) === 0) lines.push('    security_opt:', '      - no-new-privileges:true');
  return lines;
}

function dataLines(image: string, index: number): readonly string[] {
  return [
    '  db:',
    `    image: ${image}`,
    '    restart: unless-stopped',
    '    healthcheck:',
    '      test: ["CMD", "true"]',
    '      interval: 30s',
    '    volumes:',
    `      - data-${index}:/var/lib/data`,
  ];
}
