// What the Engine refuses although Compose takes the file: the problems and findings that say so, by what they are about.

import type { Problem } from '../compose/problem.ts';
import type { Finding } from '../findings/finding.ts';

/** The codes of problems that Compose accepts and the Engine refuses, when it creates a network or starts a container. */
const refusedByEngine = new Set(['interface-name']);

/** The rules whose findings mean that the Engine refuses to create or start their subject. */
const refusingRules = new Set(['CN602', 'CN608']);

/** The reasons why the Engine refuses a network (`network:back`) or a service's container (`service:b`). */
export type Refusals = ReadonlyMap<string, string>;

export function engineRefusals(problems: readonly Problem[], findings: readonly Finding[]): Refusals {
  const refusals = new Map<string, string>();
  const add = (kind: string, name: string, text: string): void => {
    const id = `${kind}:${name}`;
    if (!refusals.has(id)) refusals.set(id, text);
  };
  for (const { code, message, path } of problems) {
    const [kind, name] = path;
    if (!refusedByEngine.has(code) || typeof name !== 'string') continue;
    add(kind === 'networks' ? 'network' : 'service', name, `${message}.`);
  }
  for (const { rule, suppressed, message, subjects } of findings) {
    const [subject] = subjects;
    if (!refusingRules.has(rule) || suppressed !== null || subject === undefined) continue;
    const [, network] = /^network:(.*)$/s.exec(subject) ?? [];
    if (network === undefined) add('service', subject, message);
    else add('network', network, message);
  }
  return refusals;
}
