// Many services, each with an image, networks and keys of its own, so that no two can be drawn as one.

const roles = ['edge', 'api', 'job', 'mail', 'feed', 'tally', 'index', 'audit', 'store', 'cache'];

/** A compose file of `count` services on 24 networks, no two alike. */
export function unlike(count: number): string {
  const lines = ['services:'];
  for (let at = 0; at < count; at++) {
    const role = roles[at % roles.length] ?? 'job';
    lines.push(`  ${role}-${at}:`, `    image: registry.example/${role}/${at}:1.${at}`);
    lines.push(`    environment:`, `      ROW: "${at}"`);
    const networks = [`lan-${at % 24}`, ...(at % 3 === 0 ? [`lan-${(at * 7 + 1) % 24}`] : [])];
    lines.push(`    networks: [${[...new Set(networks)].join(', ')}]`);
    if (at % 11 === 0) lines.push(`    ports: ["${20_000 + at}:${8000 + at}"]`);
    if (at % 5 === 0 && at > 0) lines.push(`    depends_on: [${roles[(at - 1) % roles.length]}-${at - 1}]`);
  }
  lines.push('networks:', ...Array.from({ length: 24 }, (_, at) => `  lan-${at}:`));
  return `${lines.join('\n')}\n`;
}

/** The names in file order. */
export function unlikeNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${roles[at % roles.length]}-${at}`);
}
