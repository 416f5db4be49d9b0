// CN701. Owns: intents of the file that do not hold, or of which that is not known. Wrong words in them are CN902.

import { nameList } from '../../compose/name-list.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import { checkIntents } from '../intents/check-intents.ts';
import type { Breach, ExpectedPort, Intent } from '../intents/intent.ts';
import { loopbackFixes, openPublishes } from './facts/publishes.ts';
import { connectFixes } from './fixes/connect-fixes.ts';

export const cn701: Rule = {
  id: 'CN701',
  slug: 'intent-broken',
  title: 'A declared intent does not hold',
  why: 'Someone has written down what must hold here, whatever else changes. Either the change that breaks it is a mistake, or the intent is out of date: one of the two has to go.',
  severity: 'error',
  source: 'x-bulkhead.intents; docs/intents.md',
  examples: {
    invalid: [
      'services:\n  web:\n    image: example/web:1\n    networks: [front, back]\n  db:\n    image: postgres:16\n    networks: [back]\nnetworks:\n  front:\n  back:\nx-bulkhead:\n  intents:\n    - never: front -> db\n',
      'services:\n  web:\n    image: example/web:1\n    networks: [front]\n  api:\n    image: example/api:1\n    networks: [back]\nnetworks:\n  front:\n  back:\nx-bulkhead:\n  intents:\n    - must: web -> api\n',
      'services:\n  worker:\n    image: example/worker:1\nx-bulkhead:\n  intents:\n    - no-way-out: worker\n',
      'services:\n  web:\n    image: example/web:1\n    ports: ["443:443", "8080:8080"]\nx-bulkhead:\n  intents:\n    - exposed: [web:443]\n',
      'services:\n  web:\n    image: example/web:1\n    networks: [shared]\nnetworks:\n  shared:\n    external: true\nx-bulkhead:\n  intents:\n    - no-way-out: web\n',
      'services:\n  web:\n    image: example/web:1\n    ports: ["127.0.0.1:443:443"]\nx-bulkhead:\n  intents:\n    - exposed: web:443\n',
      'services:\n  agent:\n    image: example/agent:1\n    networks: [cell]\n  proxy:\n    image: example/proxy:1\n    networks: [cell, out]\nnetworks:\n  cell:\n    internal: true\n  out:\nx-bulkhead:\n  intents:\n    - out-only-through: agent -> proxy\n',
      'services:\n  agent:\n    image: example/agent:1\n  proxy:\n    image: example/proxy:1\n  shop:\n    image: example/shop:1\n    ports: ["8080:80"]\nx-bulkhead:\n  intents:\n    - out-only-through: agent -> proxy\n',
      'services:\n  job:\n    image: example/job:1\n  web:\n    image: example/web:1\nx-bulkhead:\n  intents:\n    - sealed: job\n',
    ],
    valid: [
      'services:\n  web:\n    image: example/web:1\n    networks: [front, back]\n  db:\n    image: postgres:16\n    networks: [data]\nnetworks:\n  front:\n  back:\n  data:\n    internal: true\nx-bulkhead:\n  intents:\n    - never: front -> db\n    - no-way-out: [db]\n',
      'services:\n  agent:\n    image: example/agent:1\n    networks: [cell]\n  proxy:\n    image: example/proxy:1\n    networks: [cell, out]\n  job:\n    image: example/job:1\n    network_mode: none\nnetworks:\n  cell:\n    internal: true\n    driver_opts:\n      com.docker.network.bridge.gateway_mode_ipv4: isolated\n      com.docker.network.bridge.gateway_mode_ipv6: isolated\n  out:\nx-bulkhead:\n  intents:\n    - out-only-through: agent -> proxy\n    - sealed: job\n',
      'services:\n  web:\n    image: example/web:1\n    ports: ["443:443", "127.0.0.1:8080:8080"]\n  api:\n    image: example/api:1\nx-bulkhead:\n  intents:\n    - must: web -> api\n    - exposed: [web:443]\n',
    ],
  },
  *check(context) {
    for (const { intent, breaches, idle } of checkIntents(context)) {
      for (const breach of breaches) {
        const { certainty, subjects, message, at, path, evidence, parts } = breach;
        // What is not known is never silent, and not an error either.
        const severity = breach.state === 'broken' ? 'error' : 'warning';
        const fixes = fixesOf(context, intent, breach);
        yield { severity, certainty, subjects, message, at, path, fixes, evidence, parts };
      }
      for (const port of idle) yield idleReport(port);
    }
  },
};

function idleReport({ text, service, path }: ExpectedPort): Report {
  return {
    severity: 'info',
    subjects: [service],
    message: `'exposed' lists ${text}, where nothing answers the outside. Take it off the list, or publish it.`,
    at: path,
    evidence: ['idle', text],
  };
}

function fixesOf(context: RuleContext, intent: Intent, breach: Breach): readonly Fix[] {
  if (breach.state === 'unknown') return [];
  const [first = '', second] = breach.subjects;
  switch (intent.kind) {
    case 'never':
    case 'no-way-out':
      // Which of the memberships is the wrong one is for a person to decide.
      return [];
    case 'must':
      // With more than one pair a single network seldom mends all.
      return second === undefined || breach.subjects.length > 2 ? [] : connectFixes(context, first, second);
    case 'out-only-through':
    case 'sealed':
      return breach.closing ?? [];
    case 'exposed':
      return exposedFixes(context, first, breach);
  }
}

/** Closing what is not listed; or listing it, where that is what was meant. */
function exposedFixes(context: RuleContext, name: string, { path, unlisted }: Breach): readonly Fix[] {
  const text = unlisted.join(', ');
  const operations: readonly Operation[] = [{ type: 'intent', kind: 'exposed', text }];
  const list: Fix = { title: `List ${nameList(unlisted)} as exposed`, safe: false, operations };
  const view = context.views.get(name);
  if (!view) return [list];
  const indexes = new Set(path.map(({ at }) => at[3]));
  const ports = openPublishes(view).filter(({ index }) => indexes.has(index));
  // Ways through a proxy or past all ports are not closed by binding some.
  const closes = ports.length > 0 && path.every(({ at }) => at[2] === 'ports');
  return closes ? [...loopbackFixes(view.service, ports), list] : [list];
}
