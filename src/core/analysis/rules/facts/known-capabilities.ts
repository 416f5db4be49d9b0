// What the start-up scripts of well-known images need of Linux capabilities once all are dropped: those that take over their data
// folder and then change to a user of their own. General knowledge of the images, by the last part of their name.

import { catalogueEntry } from '../../catalogue.ts';

const dropsTo: readonly string[] = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'];

const known: ReadonlyMap<string, readonly string[]> = new Map([
  ['postgres', dropsTo],
  ['postgis', dropsTo],
  ['mysql', dropsTo],
  ['mariadb', dropsTo],
  ['mongo', dropsTo],
  ['redis', ['CHOWN', 'SETGID', 'SETUID']],
  ['valkey', ['CHOWN', 'SETGID', 'SETUID']],
  ['rabbitmq', dropsTo],
  ['nginx', ['CHOWN', 'SETGID', 'SETUID']],
  ['traefik', []],
]);

/** The capabilities to keep; null for an image of which that is not known. One that runs as a plain user needs none. */
export function capabilitiesToKeep(image: string | null): readonly string[] | null {
  if (image === null) return null;
  const repository = image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
  const [last = ''] = repository.split('/').slice(-1);
  const entry = catalogueEntry(image);
  if (entry?.user && /^\d+$/.test(entry.user)) return [];
  // Rebuilt images go by the same name and start in their own way.
  return /^(?:docker\.io\/)?(?:library\/)?[^/]+$/.test(repository) ? (known.get(last) ?? null) : null;
}
