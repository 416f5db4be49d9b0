// Containers of a host that nothing runs on, as the Engine would report them.

import type { ContainerJson, NetworkJson } from '../../src/core/host/running/inspect-json.ts';
import { readContainers, readNetwork } from '../../src/core/host/running/read-inspected.ts';
import type { RunningContainer, RunningNetwork } from '../../src/core/host/running/running-host.ts';

/** Returns the container of service number `index`, on one network. */
export function fakeContainer(index: number, address: string): RunningContainer {
  const json = {
    Id: `id-${index}`,
    Name: `/bench-s${index}-1`,
    Config: {
      Labels: {
        'com.docker.compose.project': 'bench',
        'com.docker.compose.service': `s${index}`,
        'com.docker.compose.container-number': '1',
      },
    },
    State: { Running: true, Status: 'running', ExitCode: 0, Pid: 100_000 + index },
    HostConfig: { NetworkMode: 'bench_default', Privileged: false },
    NetworkSettings: { Ports: {}, Networks: { bench_default: { IPAddress: address } } },
  } as unknown as ContainerJson;
  const [container] = readContainers([json], new Map());
  if (container === undefined) throw new Error('the container cannot be read');
  return container;
}

/** Returns the network of the containers. */
export function fakeNetwork(): RunningNetwork {
  return readNetwork({
    Name: 'bench_default',
    Driver: 'bridge',
    Internal: false,
    EnableIPv6: false,
    Options: {},
    Labels: {},
    IPAM: { Config: [] },
    Containers: {},
  } as unknown as NetworkJson);
}
