// CN504. Owns: added capabilities that reach the host, and names that the Engine does not know.

import { accessBy, hostAccess } from '../blast/host-access.ts';
import { isHostGrade, isWeakening } from '../blast/host-grade-capabilities.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { nearestCapability, normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Report, Rule } from '../findings/finding.ts';
import { childOf, deref } from '../yaml/tree.ts';

export const rule: Rule = {
  id: 'CN504',
  slug: 'host-grade-capability',
  title: 'Capability that reaches the host is added',
  why: 'Some capabilities reach beyond the container: they load kernel code, mount file systems, read raw memory or set the clock. With one of them, an attacker in the container is close to taking over the host.',
  severity: 'error',
  raisedIn: ['cis'],
  source: 'P5, K1, K2; OWASP Docker Security 3; CIS Docker 5.4',
  concerns: ({ service }) => service.capAdd.length > 0,
  *checkService({ service, facts }) {
    // K6: a privileged container has all capabilities anyway (CN501).
    const added = accessBy(hostAccess(service), 'capability').filter(({ implied }) => !implied);
    const strong = added.filter(({ by }) => by.reachesHost).map(({ by }) => by.item);
    const weak = added.filter(({ by }) => !by.reachesHost).map(({ by }) => by.item);
    if (strong.length > 0) yield strongReport(service, strong, facts.isolation === 'closed');
    else if (weak.length > 0) yield weakReport(service, weak);
    const unknown = service.capAdd.filter((text) => text !== '' && normalizeCapability(text) === null);
    if (unknown.length > 0) yield unknownReport(service, unknown);
  },
};

function strongReport(service: Service, strong: readonly string[], closed: boolean): Report {
  return {
    severity: closed ? 'warning' : 'error',
    subjects: [service.name],
    message: `${service.name} adds ${nameList(strong)}, which reaches the host.`,
    at: placeOf(service, strong[0]),
    fixes: removeFixes(service, strong),
    restOf: { kind: 'privileged', service: service.name },
    evidence: strong.map((text) => normalizeCapability(text) ?? text),
    parts: [
      ...strong.map((text) => ['CN504', service.name, normalizeCapability(text) ?? text]),
      // The report on the remaining capabilities, once the strong ones or `pid: host` are removed.
      ...weakParts({ ...service, pid: null }, service.capAdd),
    ],
  };
}

const weakReasons: ReadonlyMap<string | null, string> = new Map([
  ['SYS_PTRACE', 'reads and changes the memory of other processes'],
  ['SYSLOG', "reads the kernel's log and its addresses"],
]);

function weakReport(service: Service, weak: readonly string[]): Report {
  const words = weak.map((text) => `${text}, which ${weakReasons.get(normalizeCapability(text))}`);
  return {
    severity: 'warning',
    subjects: [service.name],
    message: `${service.name} adds ${words.join(', and ')}: half the way out of the container.`,
    at: placeOf(service, weak[0]),
    fixes: removeFixes(service, weak),
    restOf: { kind: 'privileged', service: service.name },
    evidence: ['weakens', ...weak.map((text) => normalizeCapability(text) ?? text)],
    parts: weakParts(service, weak),
  };
}

function weakParts(service: Pick<Service, 'name' | 'pid'>, texts: readonly string[]): readonly string[][] {
  return texts
    .filter((text) => isWeakening(service, text))
    .map((text) => ['CN504', service.name, 'weakens', normalizeCapability(text) ?? text]);
}

function unknownReport(service: Service, unknown: readonly string[]): Report {
  const [first = ''] = unknown;
  const meant = nearestCapability(first);
  const hint = meant === null ? '' : ` Did you mean ${meant}?`;
  const rename: Operation[] = [
    { type: 'cap-unadd', service: service.name, capability: first },
    { type: 'cap-add', service: service.name, capability: meant ?? '' },
  ];
  const spelling: readonly Fix[] =
    meant === null || unknown.length > 1 || isHostGrade(service, meant)
      ? []
      : [{ title: `Write ${meant}`, safe: false, operations: rename }];
  return {
    subjects: [service.name],
    message: `${service.name} adds ${nameList(unknown)}: the Engine knows no such capability and refuses to start it.${hint}`,
    at: placeOf(service, first),
    fixes: [...spelling, ...removeFixes(service, unknown)],
    restOf: { kind: 'privileged', service: service.name },
    evidence: ['unknown', ...unknown],
    parts: unknown.map((text) => ['CN504', service.name, 'unknown', text]),
  };
}

function placeOf({ name, capAdd }: Service, text: string | undefined) {
  return ['services', name, 'cap_add', Math.max(0, capAdd.indexOf(text ?? ''))];
}

/** Returns the fixes that drop capabilities; none when `cap_add` is no list, which Compose refuses. */
function removeFixes({ name, tree }: Service, texts: readonly string[]): readonly Fix[] {
  if (deref(childOf(tree, 'cap_add'))?.kind !== 'seq') return [];
  const operations = texts.map((capability): Operation => ({ type: 'cap-unadd', service: name, capability }));
  return [{ title: `Remove ${nameList(texts)}`, safe: false, operations }];
}
