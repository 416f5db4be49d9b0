// What the keys of a compose file are for, each in one line. A test compares the lists with the schema of Compose.

/** A key of a compose file and what it is for, in one line. */
export type KeyInfo = readonly [name: string, about: string];

export const serviceKeys: readonly KeyInfo[] = [
  ['image', 'The image to run, with its tag or digest.'],
  ['build', 'How to build the image: a folder, or a map with context and dockerfile.'],
  ['command', 'Replaces the command of the image.'],
  ['entrypoint', 'Replaces the entrypoint of the image.'],
  ['networks', 'The networks it is on. Absent: the implicit default network.'],
  ['network_mode', 'none (closed), host (open), bridge, or the namespace of another: service:NAME.'],
  ['ports', 'Published ports: [IP:]HOST:CONTAINER[/udp]. Without an IP they listen on every address.'],
  ['expose', 'Ports it listens on, for people. Opens and closes nothing.'],
  ['depends_on', 'Services that start before it.'],
  ['environment', 'Variables of its process.'],
  ['env_file', 'Files with variables of its process.'],
  ['volumes', 'Volumes and folders of the host that it mounts.'],
  ['cap_add', 'Linux capabilities beyond the default fourteen.'],
  ['cap_drop', 'Linux capabilities it gives up; ALL, then opt in with cap_add.'],
  ['user', 'User and group of its process. Absent: what the image says, often root.'],
  ['read_only', 'Mounts its own file system read-only.'],
  ['privileged', 'Every capability and device of the host. Nearly root on the host.'],
  ['security_opt', 'Security switches, such as no-new-privileges:true.'],
  ['restart', 'When it starts again: no, always, on-failure, unless-stopped.'],
  ['healthcheck', 'How to tell that it works.'],
  ['profiles', 'Starts only where one of these profiles is active.'],
  ['container_name', 'A fixed name for the container; it cannot be scaled then.'],
  ['hostname', 'The host name inside the container.'],
  ['domainname', 'The domain name inside the container.'],
  ['links', 'Older names for other services, SERVICE[:ALIAS]. Needs a common network.'],
  ['external_links', 'Names for containers outside this project.'],
  ['extra_hosts', 'Host names and addresses for its hosts file.'],
  ['dns', 'Name servers it asks.'],
  ['dns_opt', 'Options of its resolver.'],
  ['dns_search', 'Domains its resolver appends.'],
  ['mac_address', 'A fixed hardware address.'],
  ['labels', 'Labels of the container; proxies often read them.'],
  ['annotations', 'Annotations of the container.'],
  ['configs', 'Configurations it may read.'],
  ['secrets', 'Secrets it may read, under /run/secrets.'],
  ['tmpfs', 'Folders that live in memory.'],
  ['devices', 'Devices of the host that it may use.'],
  ['device_cgroup_rules', 'Rules for devices that come later.'],
  ['gpus', 'Graphics processors it may use.'],
  ['deploy', 'Replicas, limits and placement.'],
  ['scale', 'How many containers of it run; 0 keeps it away.'],
  ['extends', 'Takes over a service of this or another file.'],
  ['logging', 'Driver and options of its logs.'],
  ['working_dir', 'The folder its process starts in.'],
  ['stdin_open', 'Keeps its standard input open.'],
  ['tty', 'Gives it a terminal.'],
  ['init', 'Runs a small init that reaps processes and hands on signals.'],
  ['pid', 'host, or the process namespace of another: service:NAME.'],
  ['ipc', 'The shared memory it sees: private, shareable, host, service:NAME.'],
  ['uts', 'host: shares the host name of the host.'],
  ['userns_mode', 'host: no user namespace of its own.'],
  ['cgroup', 'host or private: the control groups it sees.'],
  ['cgroup_parent', 'The control group above its own.'],
  ['sysctls', 'Kernel settings of its namespaces.'],
  ['ulimits', 'Limits of its processes.'],
  ['group_add', 'More groups of its process.'],
  ['stop_signal', 'The signal that asks it to stop.'],
  ['stop_grace_period', 'How long it may take to stop.'],
  ['post_start', 'Commands that run in it after its start.'],
  ['pre_stop', 'Commands that run in it before its stop.'],
  ['pull_policy', 'When its image is fetched: always, missing, never, build.'],
  ['pull_refresh_after', 'Fetches its image again after this time.'],
  ['platform', 'Platform of the image, such as linux/amd64.'],
  ['runtime', 'The container runtime.'],
  ['isolation', 'Isolation technology, on Windows.'],
  ['provider', 'Something else than a container that provides this service.'],
  ['models', 'Models it uses.'],
  ['develop', 'What to do when its sources change.'],
  ['attach', 'false: its logs are not shown by up.'],
  ['label_file', 'Files with labels of the container.'],
  ['credential_spec', 'Credentials of a Windows service.'],
  ['use_api_socket', 'Gives it the socket of the engine: it can start any container then.'],
  ['volumes_from', 'Mounts what another service mounts.'],
  ['storage_opt', 'Options of the storage driver.'],
  ['shm_size', 'Size of its shared memory.'],
  ['mem_limit', 'The memory it may use.'],
  ['mem_reservation', 'The memory it is promised.'],
  ['mem_swappiness', 'How willingly its memory is swapped, 0 to 100.'],
  ['memswap_limit', 'Memory and swap together.'],
  ['oom_kill_disable', 'Is not killed when memory runs out.'],
  ['oom_score_adj', 'How early it is killed when memory runs out.'],
  ['pids_limit', 'How many processes it may have.'],
  ['cpus', 'How many processors it may use, such as 0.5.'],
  ['cpuset', 'Which processors it may use.'],
  ['cpu_count', 'Number of processors, on Windows.'],
  ['cpu_percent', 'Share of the processors, on Windows.'],
  ['cpu_shares', 'Weight against other containers.'],
  ['cpu_quota', 'Processor time it may use in a period.'],
  ['cpu_period', 'Length of that period.'],
  ['cpu_rt_period', 'Period of the real-time scheduler.'],
  ['cpu_rt_runtime', 'Time in a period of the real-time scheduler.'],
  ['blkio_config', 'Limits of reading and writing disks.'],
  ['x-bulkhead', 'What Bulkhead may know: tier, needs, external.'],
];

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

export const bulkheadKeys: readonly KeyInfo[] = [
  ['version', '1.'],
  ['intents', 'What must hold, whatever else changes.'],
  ['disable', 'Findings that are switched off, each with a reason.'],
  ['layout', 'Positions of cards; written only on request.'],
];

export const intentKeys: readonly KeyInfo[] = [
  ['never', 'front -> db: no member of the left side reaches one of the right side.'],
  ['must', 'web -> api: every member of the left side reaches every one of the right side.'],
  ['no-way-out', 'worker: no connection leaves the host.'],
  ['no-lan', 'worker: it does not reach the local network.'],
  ['only-internet', 'worker: it reaches the Internet, and neither the local network nor the host.'],
  ['no-host', 'worker: it does not reach the host.'],
  ['out-only-through', 'agent -> proxy: it gets out through the right side alone.'],
  ['sealed', 'job: it reaches nobody and nobody reaches it.'],
  ['exposed', '[proxy:443]: nothing but these host ports answers the outside.'],
  ['guarded', 'wiki by authelia: every way from outside passes that login; without "by" any login.'],
  ['only', 'wiki from traefik: nobody else reaches it, not from outside either.'],
];

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
