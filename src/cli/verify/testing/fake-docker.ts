// A Docker Engine in memory, as far as `verify` asks it: one project, and probes that find what the test says.

import type { CommandResult, Docker } from '../../docker/docker-command.ts';

export interface FakeContainer {
  readonly mode?: string;
  /** Addresses by network. */
  readonly networks?: Readonly<Record<string, string>>;
  /** IPv6 addresses by network. */
  readonly ipv6?: Readonly<Record<string, string>>;
  readonly aliases?: readonly string[];
  /** True for a container reconnected without settings: its networks know only its container name. */
  readonly nameless?: boolean;
  readonly startedAt?: string;
  readonly capDrop?: readonly string[];
  readonly ports?: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[]>>;
  /** The bound ports; by default `ports`. */
  readonly bound?: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[]>>;
  readonly exit?: number;
  readonly user?: string;
  /** The `GwPriority` on all its networks; absent as before Engine 28. */
  readonly gatewayPriority?: number;
}

export interface FakeEngine {
  readonly containers: Readonly<Record<string, FakeContainer>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean; readonly options?: object }>>;
  /** Ports that listen in the namespace of a container or of `host`; in IPv6 too if it has such an address. */
  readonly listens?: Readonly<Record<string, readonly number[]>>;
  /** Ports that listen on 127.0.0.1 alone. */
  readonly loopback?: Readonly<Record<string, readonly number[]>>;
  /** Accepted connections, such as `web 10.0.0.3 80`. */
  readonly accepts?: readonly string[];
  /** Connections that are accepted and closed at once. */
  readonly closes?: readonly string[];
  /** Known names, such as `web db 10.0.0.3`. */
  readonly resolves?: readonly string[];
  /** Ports of the host that containers of other projects publish. */
  readonly elsewhere?: readonly number[];
  /** The Engine's version; by default `26.1.5+dfsg1`. */
  readonly version?: string;
  /** The operating system; by default `Debian GNU/Linux 13`. */
  readonly system?: string;
  /** True when lists ignore their filters. */
  readonly ignoresFilters?: boolean;
  /** Containers of other projects, by id. */
  readonly bystanders?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Containers of other projects on a network, by its name. */
  readonly guests?: Readonly<Record<string, readonly string[]>>;
  /** True when a call of `run` starts its container but its answer is lost. */
  readonly losesAnswerOf?: (args: readonly string[]) => boolean;
  /** Wrong answers of the Engine about a probe. */
  readonly mistakes?: (word: string) => string | undefined;
  /** Called before each call. */
  readonly watch?: (args: readonly string[]) => void;
}

const done = (stdout: string): CommandResult => ({ status: 0, stdout, stderr: '' });

/** Returns the docker command of `engine`, with its recorded calls and remaining probes. */
export function fakeDocker(engine: FakeEngine) {
  const calls: (readonly string[])[] = [];
  const probes = new Map<string, string>();
  const idOf = (service: string): string => `id-${service}`;
  const services = Object.keys(engine.containers);

  const containerJson = (service: string, container: FakeContainer) => ({
    Id: idOf(service),
    Name: `/shop-${service}-1`,
    Config: {
      User: container.user ?? '',
      Labels: {
        'com.docker.compose.project': 'shop',
        'com.docker.compose.service': service,
        'com.docker.compose.container-number': '1',
      },
    },
    State: {
      Running: container.exit === undefined,
      Status: container.exit === undefined ? 'running' : 'exited',
      ExitCode: container.exit ?? 0,
      ...(container.startedAt === undefined ? {} : { StartedAt: container.startedAt }),
    },
    HostConfig: {
      NetworkMode: container.mode ?? 'shop_default',
      CapAdd: null,
      CapDrop: container.capDrop ?? null,
      Privileged: false,
      PortBindings: container.ports ?? {},
    },
    NetworkSettings: {
      Ports: container.bound ?? container.ports ?? {},
      Networks: Object.fromEntries(
        Object.entries(container.networks ?? {}).map(([name, address]) => [
          name,
          {
            IPAddress: address,
            GlobalIPv6Address: container.ipv6?.[name] ?? '',
            Aliases:
              container.nameless === true
                ? null
                : [`shop-${service}-1`, service, ...(container.aliases ?? [])],
            GwPriority: container.gatewayPriority,
          },
        ]),
      ),
    },
  });

  const networkJson = (name: string) => ({
    Name: name,
    Driver: 'bridge',
    Internal: engine.networks[name]?.internal ?? false,
    EnableIPv6: false,
    Options: engine.networks[name]?.options ?? {},
    Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.network': name.replace('shop_', '') },
    IPAM: { Config: [] },
    Containers: Object.fromEntries([
      ...services
        .filter((service) => name in (engine.containers[service]?.networks ?? {}))
        .map((service) => [idOf(service), { Name: service }]),
      ...(engine.guests?.[name] ?? []).map((id) => [id, { Name: id }]),
    ]),
  });

  const socketLines = (where: string): string => {
    const any = engine.containers[where]?.ipv6 === undefined ? '0'.repeat(8) : '0'.repeat(32);
    const line = (address: string, port: number): string =>
      `0: ${address}:${port.toString(16).toUpperCase().padStart(4, '0')} ${any}:0000 0A`;
    return [
      ...(engine.listens?.[where] ?? []).map((port) => line(any, port)),
      ...(engine.loopback?.[where] ?? []).map((port) => line('0100007F', port)),
    ].join('\n');
  };

  const execute = (where: string, command: readonly string[]): string => {
    const text = command.join(' ');
    const words = command.slice(4);
    if (text.includes('/proc/net/tcp')) return socketLines(where);
    if (text.includes('ip -6 ') || text.includes('ip -o -6 ')) return '';
    if (text.includes('ip -4 route get')) return '192.0.2.1 via 203.0.113.1 dev eth0  src 203.0.113.2';
    if (text.includes('ip -o -4 addr')) {
      const bridges = [
        ...new Set(services.flatMap((name) => Object.values(engine.containers[name]?.networks ?? {}))),
      ];
      const gateways = bridges.map((address) => address.replace(/\d+$/, '1/24'));
      return ['127.0.0.1/8', '203.0.113.2/24', ...new Set(gateways)]
        .map((address, index) => `${index}: if${index}    inet ${address} scope global if${index}`)
        .join('\n');
    }
    if (text.includes('nc -w')) {
      const targets = words.flatMap((word, index) => (index % 2 === 0 ? `${word} ${words[index + 1]}` : []));
      const lines = targets.flatMap((target) => {
        if (engine.closes?.includes(`${where} ${target}`)) return `${target} closed`;
        return engine.accepts?.includes(`${where} ${target}`) ? target : [];
      });
      return lines.join('\n');
    }
    if (text.includes('nslookup "$name"')) {
      const known = (engine.resolves ?? []).map((line) => line.split(' '));
      const found = (name: string) => known.filter(([from, to]) => from === where && to === name);
      return words
        .map(
          (name) =>
            `= ${name} ${found(name)
              .map((line) => line[2])
              .join(' ')}\n`,
        )
        .join('');
    }
    return '';
  };

  const probeFacts = new Map<string, { readonly name: string; readonly run: string }>();
  const removed: string[] = [];
  const describeProbe = (word: string): CommandResult => {
    const mistaken = engine.mistakes?.(word);
    if (mistaken !== undefined) return done(`${mistaken}\n`);
    const found = [...probeFacts].find(([id, { name }]) => probes.has(id) && (id === word || name === word));
    if (found === undefined)
      return { status: 1, stdout: '\n', stderr: `Error response from daemon: No such container: ${word}\n` };
    const [id, { name, run }] = found;
    return done(`${id} /${name} ${run}\n`);
  };

  const docker: Docker = async (args) => {
    calls.push(args);
    engine.watch?.(args);
    const [word, ...rest] = args;
    switch (word) {
      case 'version':
        return done(`${engine.version ?? '26.1.5+dfsg1'}\n`);
      case 'info':
        return done(
          JSON.stringify({ OperatingSystem: engine.system ?? 'Debian GNU/Linux 13', SecurityOptions: [] }),
        );
      case 'image':
        return rest.includes('gone')
          ? { status: 1, stdout: '\n', stderr: 'Error response from daemon: No such image: gone\n' }
          : done('sha256:1');
      case 'ps':
        if (rest.includes('{{.Ports}}')) {
          const bound = services.flatMap((name) =>
            Object.values(engine.containers[name]?.bound ?? engine.containers[name]?.ports ?? {}).flat(),
          );
          const known = [...bound.map(({ HostPort }) => Number(HostPort)), ...(engine.elsewhere ?? [])];
          return done(known.map((port) => `0.0.0.0:${port}->80/tcp, [::]:${port}->80/tcp\n`).join(''));
        }
        // What goes through a proxy that drops filters is a list of everything.
        return done(
          engine.ignoresFilters
            ? [...services.map(idOf), ...Object.keys(engine.bystanders ?? {}), ...probes.keys()].join('\n')
            : args.length === 2 || args.some((arg) => arg.endsWith('project=shop'))
              ? services.map(idOf).join('\n')
              : '',
        );
      case 'inspect':
        if (rest.includes('--format')) return describeProbe(rest.at(-1) ?? '');
        return done(
          JSON.stringify([
            ...Object.entries(engine.containers).map(([a, b]) => containerJson(a, b)),
            ...Object.entries(engine.bystanders ?? {}).flatMap(([id, json]) =>
              engine.ignoresFilters || rest.includes(id) ? json : [],
            ),
          ]),
        );
      case 'network':
        return rest[0] === 'ls'
          ? done(['bridge', 'host', ...Object.keys(engine.networks)].join('\n'))
          : done(JSON.stringify(rest.slice(1).map(networkJson)));
      case 'run': {
        const network = args[args.indexOf('--network') + 1] ?? '';
        const where = network === 'host' ? 'host' : network.replace('container:id-', '');
        const name = args[args.indexOf('--name') + 1] ?? '';
        const label = args[args.indexOf('--label') + 1] ?? '';
        const first = `probe-${where}`;
        const id = probes.has(first) ? `${first}-${probes.size}` : first;
        probes.set(id, where);
        probeFacts.set(id, { name, run: label.split('=')[1] ?? '' });
        if (engine.losesAnswerOf?.(args) === true)
          return { status: null, stdout: '', stderr: '\nno answer within 120 seconds' };
        return done(`${id}\n`);
      }
      case 'exec':
        return done(execute(probes.get(rest[0] ?? '') ?? '', rest.slice(1)));
      case 'rm':
        for (const id of rest.filter((word) => word !== '-f')) {
          probes.delete(id);
          removed.push(id);
        }
        return done('');
      default:
        return { status: 1, stdout: '', stderr: `unknown call: ${args.join(' ')}` };
    }
  };
  return { docker, calls, probes, removed };
}
