// The configuration file of a program, or the reason why it is unknown.

import type { Service } from '../../compose/topology.ts';
import type { ConfigText } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';
import type { FileLookup } from './container-files.ts';

/** Returns the file at a path in a service's container, or a sentence when it is unknown. */
export function configFile(context: WaysContext, service: Service, path: string): ConfigText | string {
  const found = context.files(service).at(path);
  return found.kind === 'text' ? found : unknownFileReason(found, path, service);
}

/** Returns a sentence that explains why a file is unknown. */
export function unknownFileReason(found: FileLookup, path: string, { name }: Service): string {
  return found.kind === 'unread'
    ? `${path} in ${name}: ${found.why}`
    : `${path} in ${name} is not among these files, so its routes are unknown. Open the folder that holds it, or pass --also DIR.`;
}
