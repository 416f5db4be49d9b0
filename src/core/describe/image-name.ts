// How an image is named on a card: without registry and namespace, without the digest where there is a tag, and in words where it depends
// on a variable without a value.

import type { Service } from '../compose/topology.ts';
import { childOf, deref } from '../yaml/tree.ts';

/** Matches the variables in a text as written: `$NAME`, `${NAME}`, `${NAME:?…}`. */
const variables = /\$\{?(\w+)/g;

function shortDigest(digest: string): string {
  return `@${digest.replace(/^sha256:/, '').slice(0, 7)}`;
}

/** Returns the image without its registry and folders: `dovecot:2.3.21` for `ghcr.io/mail/dovecot:2.3.21`. */
function shortImage(image: string): string {
  const [named = '', digest] = image.split('@', 2);
  const last = named.slice(named.lastIndexOf('/') + 1);
  return digest === undefined || last.includes(':') ? last : `${last}${shortDigest(digest)}`;
}

export interface ImageName {
  readonly short: string;
  /** The whole name, shown on hover. */
  readonly full: string;
}

/** Returns the parts of a service's image name for display. */
export function imageParts(service: Service): ImageName {
  const { image, hasBuild } = service;
  const unset = unsetImageVariable(service);
  if (unset !== null) return { short: 'image not set', full: `image not set: $${unset} has no value` };
  if (image !== null && image !== '') return { short: shortImage(image), full: image };
  return hasBuild ? { short: 'built here', full: 'built here' } : { short: 'no image', full: 'no image' };
}

/** Returns the variable without a value that a service's image depends on; null when there is none. */
export function unsetImageVariable({ tree, unset }: Service): string | null {
  if (unset.length === 0) return null;
  const written = deref(childOf(tree, 'image'));
  if (written?.kind !== 'scalar') return null;
  for (const [, name = ''] of written.text.matchAll(variables)) if (unset.includes(name)) return name;
  return null;
}
