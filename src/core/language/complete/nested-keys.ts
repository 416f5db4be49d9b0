// What the keys inside the parts of a service are for, in our words. A test holds the lists against the schema of Compose.

import type { KeyInfo } from './key-info.ts';

export const attachmentKeys: readonly KeyInfo[] = [
  ['aliases', 'More names under which others find it on this network.'],
  ['ipv4_address', 'A fixed address; the network needs a subnet in ipam.'],
  ['ipv6_address', 'A fixed IPv6 address; the network needs a subnet in ipam.'],
  ['gw_priority', 'The network with the highest one gives the way out.'],
  ['priority', 'The order in which it is connected.'],
  ['mac_address', 'A fixed hardware address on this network.'],
  ['interface_name', 'Name of the device inside the container.'],
  ['link_local_ips', 'Link-local addresses.'],
  ['driver_opts', 'Options of the driver for this membership.'],
];

export const dependencyKeys: readonly KeyInfo[] = [
  ['condition', 'service_started, service_healthy or service_completed_successfully.'],
  ['restart', 'true: starts again when that service was updated.'],
  ['required', 'false: goes on without it.'],
];

export const portKeys: readonly KeyInfo[] = [
  ['target', 'The port inside the container.'],
  ['published', 'The port on the host, in quotes.'],
  ['host_ip', 'The address of the host it listens on; 127.0.0.1 keeps it on the host.'],
  ['protocol', 'tcp or udp.'],
  ['mode', 'host or ingress.'],
  ['name', 'A name for people.'],
  ['app_protocol', 'What is spoken there, such as http.'],
];

export const healthcheckKeys: readonly KeyInfo[] = [
  ['test', 'The command that tells.'],
  ['interval', 'Time between two checks.'],
  ['timeout', 'How long a check may take.'],
  ['retries', 'How many failures in a row count.'],
  ['start_period', 'Failures do not count this long.'],
  ['start_interval', 'Time between checks while starting.'],
  ['disable', 'true: takes the check of the image away.'],
];

export const buildKeys: readonly KeyInfo[] = [
  ['context', 'The folder that is built.'],
  ['dockerfile', 'The Dockerfile in it.'],
  ['dockerfile_inline', 'A Dockerfile, written here.'],
  ['args', 'Arguments of the build.'],
  ['target', 'The stage to stop at.'],
  ['network', 'The network during the build; none cuts it off.'],
  ['secrets', 'Secrets that the build may read.'],
  ['ssh', 'Keys that the build may use.'],
  ['platforms', 'Platforms to build for.'],
  ['tags', 'More tags of the image.'],
  ['cache_from', 'Where to read caches.'],
  ['cache_to', 'Where to write caches.'],
  ['no_cache', 'true: builds everything again.'],
  ['pull', 'true: fetches base images again.'],
  ['additional_contexts', 'More folders and images by name.'],
  ['entitlements', 'Privileges of the build.'],
  ['extra_hosts', 'Host names and addresses during the build.'],
  ['isolation', 'Isolation technology, on Windows.'],
  ['labels', 'Labels of the image.'],
  ['privileged', 'true: builds with every privilege.'],
  ['shm_size', 'Size of the shared memory.'],
  ['ulimits', 'Limits of its processes.'],
];

export const mountKeys: readonly KeyInfo[] = [
  ['type', 'bind, volume, tmpfs, image, npipe or cluster.'],
  ['source', 'A folder of the host, or a volume of the project.'],
  ['target', 'The folder inside the container.'],
  ['read_only', 'true: it may not write there.'],
  ['bind', 'Options of a folder of the host.'],
  ['volume', 'Options of a volume.'],
  ['tmpfs', 'Options of a folder in memory.'],
  ['image', 'Options of an image that is mounted.'],
  ['consistency', 'How strictly both sides agree.'],
];

export const deployKeys: readonly KeyInfo[] = [
  ['replicas', 'How many containers of it run.'],
  ['resources', 'Limits and reservations.'],
  ['restart_policy', 'When it starts again.'],
  ['placement', 'Where it may run.'],
  ['update_config', 'How it is updated.'],
  ['rollback_config', 'How an update is taken back.'],
  ['mode', 'replicated or global.'],
  ['endpoint_mode', 'vip or dnsrr.'],
  ['labels', 'Labels of the service.'],
];

export const extendsKeys: readonly KeyInfo[] = [
  ['service', 'The service to take over.'],
  ['file', 'The file it stands in; absent: this one.'],
];

export const loggingKeys: readonly KeyInfo[] = [
  ['driver', 'Where logs go: json-file, local, journald, none …'],
  ['options', 'Options of the driver.'],
];

export const serviceTagKeys: readonly KeyInfo[] = [
  ['tier', 'edge, app or data.'],
  ['needs', 'Services it has to reach, where no key says so.'],
  ['external', 'true: it has to open connections to the outside.'],
];
