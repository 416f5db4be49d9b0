// One service as somebody would write it down: block or flow, lists or maps, quotes, comments, a merged-in anchor.

import type { Random } from './random.ts';
import type { ServiceFacts } from './service-facts.ts';

/** Returns the lines of an entry of `services`, indented by two. */
export function writeService(facts: ServiceFacts, random: Random): readonly string[] {
  const { name, image, kind, ports, needs, joins, user, hardened, profile } = facts;
  const lines: string[] = [];
  if (random.below(4) === 0) lines.push(`  # ${name}: kept by the ${kind} team`);
  lines.push(`  ${name}:${random.below(9) === 0 ? ' # see the runbook' : ''}`);
  const body: string[] = [];
  if (random.below(3) === 0) body.push('<<: *defaults');
  body.push(random.below(3) === 0 ? `image: "${image}"` : `image: ${image}`);
  if (joins !== null) body.push(`network_mode: "service:${joins}"`);
  if (kind === 'agent') body.push('network_mode: host');
  if (user !== null) body.push(`user: "${user}"`);
  body.push(...environmentLines(facts, random));
  if (needs.length > 0) body.push(...dependencyLines(needs, random));
  body.push(...networkLines(facts, random));
  if (ports.length > 0)
    body.push(
      ...listLines(
        'ports',
        ports.map((port) => `"${port}"`),
        random,
      ),
    );
  if (hardened) body.push('cap_drop: [ALL]', 'security_opt:', '  - no-new-privileges:true');
  if (random.below(5) === 0) body.push(`volumes:`, `  - ${name}-files:/var/lib/${kind} # kept over restarts`);
  if (random.below(6) === 0)
    body.push(
      'healthcheck:',
      `  test: ["CMD", "curl", "-f", "http://localhost:8080/health"]`,
      '  interval: 30s',
    );
  if (random.below(7) === 0) body.push(`labels: { team: team-${random.below(20)}, tier: ${kind} }`);
  if (profile !== null) body.push(`profiles: [${profile}]`);
  if (random.below(3) === 0) body.push('restart: unless-stopped');
  lines.push(...body.map((line) => `    ${line}`));
  if (random.below(6) === 0) lines.push('');
  return lines;
}

function environmentLines({ name, needs, kind }: ServiceFacts, random: Random): readonly string[] {
  const settings: [string, string][] = [['LOG_LEVEL', random.pick(['info', 'debug', 'warn'])]];
  for (const { name: to, port } of needs) settings.push([`${word(to)}_URL`, `tcp://${to}:${port}/${kind}`]);
  if (random.below(3) === 0) settings.push(['INSTANCE', `${name}.example`]);
  if (random.below(2) === 0)
    return ['environment:', ...settings.map(([key, value]) => `  - ${key}=${value}`)];
  return ['environment:', ...settings.map(([key, value]) => `  ${key}: ${value}`)];
}

function word(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function dependencyLines(needs: ServiceFacts['needs'], random: Random): readonly string[] {
  const names = [...new Set(needs.map(({ name }) => name))];
  if (random.below(3) > 0) return listLines('depends_on', names, random);
  return ['depends_on:', ...names.flatMap((name) => [`  ${name}:`, '    condition: service_started'])];
}

function networkLines({ memberships }: ServiceFacts, random: Random): readonly string[] {
  if (memberships.length === 0) return [];
  if (memberships.every(({ alias }) => alias === null))
    return listLines(
      'networks',
      memberships.map(({ network }) => network),
      random,
    );
  const lines = ['networks:'];
  for (const { network, alias } of memberships) {
    lines.push(`  ${network}:`);
    if (alias !== null) lines.push(`    aliases: [${alias}]`);
  }
  return lines;
}

function listLines(key: string, items: readonly string[], random: Random): readonly string[] {
  if (random.below(3) === 0) return [`${key}: [${items.join(', ')}]`];
  const dash = random.below(3) === 0 ? '-' : '  -';
  return [`${key}:`, ...items.map((item) => `${dash} ${item}`)];
}
