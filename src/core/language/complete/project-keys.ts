// What the keys outside of a service are for, in our words. A test holds the lists against the schema of Compose.

import type { KeyInfo } from './key-info.ts';

export const topLevelKeys: readonly KeyInfo[] = [
  ['services', 'The containers of the project.'],
  ['networks', 'The networks of the project.'],
  ['volumes', 'The volumes of the project.'],
  ['secrets', 'The secrets of the project.'],
  ['configs', 'The configurations of the project.'],
  ['models', 'The models of the project.'],
  ['name', 'The name of the project; networks and containers are called after it.'],
  ['include', 'Other compose files that belong to this one.'],
  ['version', 'Has no effect any more.'],
  ['x-bulkhead', 'Intents, suppressions and layout for Bulkhead.'],
];

export const networkKeys: readonly KeyInfo[] = [
  ['internal', 'true: no way out through this network. The host still reaches it.'],
  ['driver', 'bridge where nothing is said; macvlan, ipvlan, overlay.'],
  ['driver_opts', 'Options of the driver.'],
  ['external', 'true: it exists already and is not made by this project.'],
  ['name', 'Its name in Docker; else PROJECT_KEY.'],
  ['attachable', 'Lets other containers join an overlay.'],
  ['enable_ipv4', 'false: no IPv4 addresses.'],
  ['enable_ipv6', 'true: gives IPv6 addresses, too.'],
  ['ipam', 'Subnets and gateways.'],
  ['labels', 'Labels of the network.'],
];

export const volumeKeys: readonly KeyInfo[] = [
  ['name', 'Its name in Docker; else PROJECT_KEY.'],
  ['driver', 'The volume driver.'],
  ['driver_opts', 'Options of the driver.'],
  ['external', 'true: it exists already and is not made by this project.'],
  ['labels', 'Labels of the volume.'],
];

export const secretKeys: readonly KeyInfo[] = [
  ['file', 'The file that holds it.'],
  ['environment', 'The variable that holds it.'],
  ['external', 'true: it exists already.'],
  ['name', 'Its name outside of this file.'],
  ['labels', 'Labels of the secret.'],
  ['driver', 'The secret driver.'],
  ['driver_opts', 'Options of the driver.'],
  ['template_driver', 'The template driver.'],
];

export const configKeys: readonly KeyInfo[] = [
  ['file', 'The file that holds it.'],
  ['content', 'Its content, written here.'],
  ['environment', 'The variable that holds it.'],
  ['external', 'true: it exists already.'],
  ['name', 'Its name outside of this file.'],
  ['labels', 'Labels of the configuration.'],
  ['template_driver', 'The template driver.'],
];
