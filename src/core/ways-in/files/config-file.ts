// The one file that a program is told to read, or why it is not known.

import type { Service } from '../../compose/topology.ts';
import type { ConfigText } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';
import type { Found } from './container-files.ts';

/** The file at a path in the container of a service; a sentence where it is not known. */
export function configFile(context: WaysContext, service: Service, path: string): ConfigText | string {
  const found = context.files(service).at(path);
  return found.kind === 'text' ? found : whyUnknown(found, path, service);
}

/** Why a file that is not read is not known: a sentence. */
export function whyUnknown(found: Found, path: string, { name }: Service): string {
  return found.kind === 'unread'
    ? `${path} in ${name}: ${found.why}`
    : `${path} in ${name} is not mounted from these files.`;
}
