// As much of Docker's API as a proxy needs that reads labels: containers of one project on its default network. Any version of the API is spoken.

import { createServer } from 'node:http';

const port = '8000/tcp';

/** What a path of the API gets: a status and a JSON body; null where there is nothing of it. */
export function apiAnswer(path, containers) {
  const [, plain = ''] = /^(?:\/v\d+\.\d+)?(\/[^?]*)/.exec(path) ?? [];
  if (plain === '/_ping') return 'OK';
  if (plain === '/version')
    return { Version: '29.7.2', ApiVersion: '1.52', MinAPIVersion: '1.24', Os: 'linux', Arch: 'amd64' };
  if (plain === '/info') return { ID: 'lab', Name: 'lab', Swarm: { LocalNodeState: 'inactive' } };
  if (plain === '/containers/json') return containers.map((one) => listed(one));
  const [, id = ''] = /^\/containers\/([^/]+)\/json$/.exec(plain) ?? [];
  const found = containers.find((one) => [idOf(one), nameOf(one)].includes(id));
  return found ? inspected(found) : null;
}

/** A stable one of 64 digits. */
function idOf({ name }) {
  return Buffer.from(name).toString('hex').padEnd(64, '0');
}

function nameOf({ name, project }) {
  return `${project}-${name}-1`;
}

function labelsOf({ name, project, labels }) {
  return { ...labels, 'com.docker.compose.project': project, 'com.docker.compose.service': name };
}

function networksOf({ project, address }) {
  return {
    [`${project}_default`]: {
      NetworkID: project,
      EndpointID: address,
      IPAddress: address,
      IPPrefixLen: 24,
      Gateway: '10.77.0.1',
    },
  };
}

function listed(container) {
  return {
    Id: idOf(container),
    Names: [`/${nameOf(container)}`],
    Image: `example/${container.name}`,
    ImageID: '',
    Command: 'serve',
    Created: 1,
    Ports: [{ PrivatePort: 8000, Type: 'tcp' }],
    Labels: labelsOf(container),
    State: 'running',
    Status: 'Up 1 second',
    HostConfig: { NetworkMode: `${container.project}_default` },
    NetworkSettings: { Networks: networksOf(container) },
    Mounts: [],
  };
}

function inspected(container) {
  return {
    Id: idOf(container),
    Created: '2026-01-01T00:00:00Z',
    Path: 'serve',
    Args: [],
    State: {
      Status: 'running',
      Running: true,
      Paused: false,
      Restarting: false,
      Dead: false,
      Pid: 1,
      ExitCode: 0,
      Error: '',
    },
    Image: '',
    Name: `/${nameOf(container)}`,
    RestartCount: 0,
    HostConfig: { NetworkMode: `${container.project}_default` },
    Config: { Image: `example/${container.name}`, Labels: labelsOf(container), ExposedPorts: { [port]: {} } },
    NetworkSettings: { Ports: { [port]: null }, Networks: networksOf(container) },
    Mounts: [],
  };
}

/** Listens on loopback; `show` says what is there from now on. */
export async function startDockerApi(listenAt) {
  let containers = [];
  const server = createServer(({ url, method }, response) => {
    const answer = apiAnswer(url, containers);
    response.setHeader('Api-Version', '1.52');
    response.setHeader('OSType', 'linux');
    response.statusCode = answer === null ? 404 : 200;
    response.setHeader('Content-Type', typeof answer === 'string' ? 'text/plain' : 'application/json');
    const body =
      typeof answer === 'string'
        ? answer
        : JSON.stringify(answer ?? { message: 'no such thing in this lab' });
    response.end(method === 'HEAD' ? undefined : body);
  });
  await new Promise((resolve) => server.listen(listenAt, '127.0.0.1', resolve));
  return {
    show(next) {
      containers = next;
    },
  };
}
