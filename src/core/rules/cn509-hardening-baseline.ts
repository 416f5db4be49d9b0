// CN509. Owns: the two cheapest hardening settings: dropping capabilities, and no new privileges.

import { memoize } from '../compose/memoize.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { catalogueEntry } from '../images/catalogue.ts';

// The Linux capabilities that the start-up scripts of well-known images need once all are dropped: scripts that take over their data
// folder and then change to a user of their own. General knowledge of the images, by the last part of their name.
const userSwitchCapabilities: readonly string[] = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'];

const neededCapabilities: ReadonlyMap<string, readonly string[]> = new Map([
  ['postgres', userSwitchCapabilities],
  ['postgis', userSwitchCapabilities],
  ['mysql', userSwitchCapabilities],
  ['mariadb', userSwitchCapabilities],
  ['mongo', userSwitchCapabilities],
  ['redis', ['CHOWN', 'SETGID', 'SETUID']],
  ['valkey', ['CHOWN', 'SETGID', 'SETUID']],
  ['rabbitmq', userSwitchCapabilities],
  ['nginx', ['CHOWN', 'SETGID', 'SETUID']],
  ['traefik', []],
]);

/** Returns the capabilities to keep; null for an unknown image. An image that runs as a plain user needs none. */
function capabilitiesToKeep(image: string | null): readonly string[] | null {
  if (image === null) return null;
  const repository = image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
  const [last = ''] = repository.split('/').slice(-1);
  const entry = catalogueEntry(image);
  if (entry?.user && /^\d+$/.test(entry.user)) return [];
  // Only the official images: rebuilt ones have the same last name and start-up scripts of their own.
  return /^(?:docker\.io\/)?(?:library\/)?[^/]+$/.test(repository)
    ? (neededCapabilities.get(last) ?? null)
    : null;
}

export const rule: Rule = {
  id: 'CN509',
  slug: 'hardening-baseline',
  title: 'Privilege baseline not set (cap_drop ALL, no-new-privileges)',
  why: 'A container starts with fourteen capabilities, most of which it never uses, and can gain more through setuid programs. Dropping all of them and adding back the few that it needs is the cheapest hardening there is.',
  severity: 'info',
  sets: ['strict'],
  raisedIn: ['strict'],
  source: 'K3, K4; OWASP Docker Security 3, 4; CIS Docker 5.4, 5.26',
  applies: (context) => !lacksEverywhere(context),
  *check(context) {
    if (!lacksEverywhere(context)) return;
    yield {
      subjects: [],
      message: 'No service drops all capabilities and forbids new privileges.',
      at: ['services'],
      fixes: hardenAll(context),
      evidence: ['file'],
      // Once one of them is hardened, the others are reported one by one.
      parts: [...context.views.values()].flatMap(({ service }) =>
        missingFrom(service).map((what) => ['CN509', service.name, what]),
      ),
    };
  },
  *checkService({ service }) {
    const missing = missingFrom(service);
    if (missing.length === 0) return;
    yield {
      subjects: [service.name],
      message: `${service.name} lacks ${missing.join(' and ')}, which others in this file have.`,
      at: ['services', service.name],
      fixes: [
        {
          title: `Set ${missing.join(' and ')}`,
          safe: false,
          operations: hardening(service, missing),
        },
      ],
      evidence: missing,
      parts: missing.map((what) => ['CN509', service.name, what]),
    };
  },
};

/**
 * True when all services of the file lack hardening, so that one finding covers the file. Socket proxies are hardened by their image and do
 * not count.
 */
function lacksEverywhere({ views }: RuleContext): boolean {
  const services = [...views.values()].map(({ service }) => service);
  const ownServices = services.filter(({ image }) => catalogueEntry(image)?.kind !== 'socket-proxy');
  const counted = ownServices.length > 0 ? ownServices : services;
  return counted.length > 0 && counted.every((service) => missingFrom(service).length > 0);
}

type Missing = 'cap_drop: ALL' | 'no-new-privileges';

const missingFrom = memoize(({ capDrop, securityOpt, privileged }: Service): readonly Missing[] => {
  const missing: Missing[] = [];
  const dropsAll = capDrop.some((text) => normalizeCapability(text) === 'ALL');
  // K6: privileged ignores the lists.
  if (!dropsAll && privileged !== true) missing.push('cap_drop: ALL');
  const forbids = securityOpt.some((option) => /^no-new-privileges(?:\s*[:=]\s*true)?$/.test(option));
  if (!forbids) missing.push('no-new-privileges');
  return missing;
});

/** Returns the operations that add the missing hardening and keep the capabilities that the image needs at its start. */
function hardening(service: Service, missing: readonly Missing[]): readonly Operation[] {
  const { name } = service;
  const operations = missing.map(
    (what): Operation =>
      what === 'cap_drop: ALL'
        ? { type: 'cap-drop', service: name, capability: 'ALL' }
        : { type: 'security-opt', service: name, option: 'no-new-privileges:true' },
  );
  // K7: with `user` set, the process starts with none of them in any case.
  const keptFolders =
    service.user === null && missing.includes('cap_drop: ALL') ? capabilitiesToKeep(service.image) : null;
  for (const capability of keptFolders ?? []) operations.push({ type: 'cap-add', service: name, capability });
  return operations;
}

/** Returns the fix that hardens all services at once; none unless the needs of each are known. */
function hardenAll({ views }: RuleContext): readonly Fix[] {
  const services = [...views.values()].map(({ service }) => service);
  const known = services.every(
    ({ image, user, privileged, hasBuild }) =>
      privileged !== true && !hasBuild && (user !== null || capabilitiesToKeep(image) !== null),
  );
  if (!known) return [];
  const operations = services.flatMap((service) => hardening(service, missingFrom(service)));
  return [{ title: 'Drop all capabilities but those that the images need', safe: false, operations }];
}
