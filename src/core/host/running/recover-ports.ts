// Ports of a recovered service, as they were requested: where the host picked a port, it picks one again.

import type { Part } from './compose-text.ts';
import type { ConfigJson } from './inspect-json.ts';
import type { RunningContainer } from './running-host.ts';

/** `ports`, in order of the container's ports. */
export function portParts({ json }: RunningContainer): readonly Part[] {
  const bindings = Object.entries(json.HostConfig.PortBindings ?? {}).flatMap(([key, list]) =>
    (list ?? []).map((binding) => ({ ...binding, ...portOf(key) })),
  );
  const sorted = bindings.sort((a, b) => a.port - b.port);
  const items = sorted.map(({ HostIp, HostPort, port, protocol }) => {
    const ip = HostIp.includes(':') ? `[${HostIp}]` : HostIp;
    const host = HostPort === '0' ? '' : HostPort;
    const lead = ip === '' ? (host === '' ? '' : `${host}:`) : `${ip}:${host}:`;
    return `${lead}${port}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  });
  return items.length === 0 ? [] : [{ key: 'ports', value: [...new Set(items)] }];
}

/** `expose`: what is not published and not said by the image. */
export function exposeParts({ json }: RunningContainer, image: ConfigJson): readonly Part[] {
  const published = new Set(Object.keys(json.HostConfig.PortBindings ?? {}));
  const exposed = Object.keys(json.Config.ExposedPorts ?? {}).filter(
    (key) => !published.has(key) && !(key in (image.ExposedPorts ?? {})),
  );
  const items = exposed
    .map((key) => ({ key, ...portOf(key) }))
    .sort((a, b) => a.port - b.port)
    .map(({ key, port, protocol }) => (protocol === 'tcp' ? String(port) : key));
  return items.length === 0 ? [] : [{ key: 'expose', value: items }];
}

function portOf(key: string): { readonly port: number; readonly protocol: string } {
  const [port = '', protocol = 'tcp'] = key.split('/');
  return { port: Number(port), protocol };
}
