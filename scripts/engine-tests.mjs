// `npm run test:engine`: predictions against a real Docker Engine. Skipped, and said, where that cannot run.

import { existsSync } from 'node:fs';
import { runVitest } from './run-vitest.mjs';
import { formatTotals, saveTotals } from './totals.mjs';

const needed = [
  { name: 'dockerd', places: ['/usr/sbin/dockerd', '/usr/bin/dockerd'] },
  { name: 'docker', places: ['/usr/bin/docker'] },
  { name: 'busybox', places: ['/usr/bin/busybox', '/bin/busybox'] },
  { name: 'iptables', places: ['/usr/sbin/iptables', '/sbin/iptables'] },
  { name: 'ip', places: ['/usr/sbin/ip', '/usr/bin/ip', '/sbin/ip'] },
  { name: 'nsenter', places: ['/usr/bin/nsenter'] },
];

function whyNot() {
  if (process.platform !== 'linux') return 'needs Linux (network namespaces)';
  if (process.getuid?.() !== 0) return 'needs root (network namespaces, a Docker Engine of its own)';
  const missing = needed.filter(({ places }) => !places.some(existsSync)).map(({ name }) => name);
  if (missing.length === 0) return null;
  return `needs ${missing.join(', ')} (Debian: docker.io docker-compose busybox-static iptables iproute2)`;
}

const reason = whyNot();
if (reason !== null) {
  saveTotals('engine', { passed: 0, failed: 0 });
  process.stdout.write(`skipped: ${reason}\n`);
} else {
  const args = ['--config', 'e2e/engine/vitest.config.ts', ...process.argv.slice(2)];
  const totals = await runVitest('engine', args);
  process.stdout.write(`${formatTotals(totals)}\n`);
  process.exitCode = totals.failed === 0 ? 0 : 1;
}
