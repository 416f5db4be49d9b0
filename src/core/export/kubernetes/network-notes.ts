// What networks and memberships say that Kubernetes has no place for: addresses, drivers, networks of others.

import type { Network, Service } from '../../compose/topology.ts';
import type { Frame } from './kubernetes-frame.ts';

/** Puts it into the report. */
export function sayNetworks(frame: Frame): void {
  const { analysis, report, services } = frame;
  for (const network of analysis.topology.networks.values()) {
    const used = services.some(({ attachments, mode }) =>
      mode.kind === 'network'
        ? network.origin === 'by-mode'
        : attachments.some((one) => one.network === network.name),
    );
    if (used) sayNetwork(frame, network);
  }
  for (const service of services) {
    sayMode(frame, service);
    for (const { network, writtenAs = network, ...own } of service.attachments) {
      const say = (key: string, message: string): void =>
        report.say('lost', 'address', service, ['networks', writtenAs, key], message);
      const { ipv4, ipv6, macAddress, linkLocalIps, interfaceName, driverOpts } = own;
      if (ipv4 !== null) say('ipv4_address', `pods choose no addresses: use a name instead of ${ipv4}`);
      if (ipv6 !== null) say('ipv6_address', `pods choose no addresses: use a name instead of ${ipv6}`);
      if (macAddress !== null) say('mac_address', 'pods choose no addresses');
      if (linkLocalIps.length > 0) say('link_local_ips', 'pods choose no addresses');
      if (interfaceName !== null) say('interface_name', 'pods have one interface, which is eth0');
      if (driverOpts.length > 0) say('driver_opts', 'options of Docker mean nothing there');
    }
  }
}

function sayNetwork({ report, reach }: Frame, network: Network): void {
  const at = ['networks', network.name];
  if (
    network.external !== false &&
    reach.options.elsewhere?.has(network.dockerName ?? network.name) !== true
  ) {
    const message = `network ${network.name} is made elsewhere: who else is on it, and whether it leads out, is not known, so neither is let through. Declare it without \`external\`, or write policies for the rest by hand`;
    report.say(
      'lost',
      'external-network',
      null,
      network.origin === 'declared' ? [...at, 'external'] : [],
      message,
    );
  }
  if (network.driver === 'macvlan' || network.driver === 'ipvlan') {
    const message = `network ${network.name}: ${network.driver} gives containers addresses of the physical network, which pods do not have`;
    report.say('lost', 'network-driver', null, [...at, 'driver'], message);
  } else if (network.driver !== 'bridge' && network.external === false) {
    const message = `network ${network.name}: the cluster's network takes the place of ${network.driver}`;
    report.say('changed', 'network-driver', null, [...at, 'driver'], message);
  }
  if (network.subnets.length > 0 || network.ipamDriver !== null) {
    const message = `network ${network.name}: pods get addresses of the cluster`;
    report.say('changed', 'addresses', null, [...at, 'ipam'], message);
  }
  if (network.driverOpts.size > 0) {
    const message = `network ${network.name}: what its options say of who reaches whom is in the policies; others mean nothing there`;
    report.say('changed', 'network-options', null, [...at, 'driver_opts'], message);
  }
  if (network.labels.length > 0) {
    report.say(
      'kept',
      'network-labels',
      null,
      [...at, 'labels'],
      `labels of network ${network.name} connect nothing`,
    );
  }
}

function sayMode({ report, podOf }: Frame, service: Service): void {
  const { mode } = service;
  const pod = podOf.get(service.name);
  const say = (list: 'changed' | 'lost', message: string): void =>
    report.say(list, `mode-${mode.kind}`, service, ['network_mode'], message);
  switch (mode.kind) {
    case 'networks':
    case 'none':
    case 'network':
      break;
    case 'host':
      say('changed', 'on the network of whichever node it runs on, where policies do not hold');
      break;
    case 'bridge':
      say('changed', "Docker's default bridge: who is on it reaches each other by address alone");
      break;
    case 'service':
    case 'container':
      if (pod && pod.owner !== service) {
        say(
          'changed',
          `a container in the pod of ${pod.owner.name}, with its replicas, node and shared memory`,
        );
      } else {
        const whose = `whose network ${mode.of} has is not known`;
        say('lost', `${whose}: it is a pod of its own, and all of it is denied`);
      }
      break;
    case 'unknown':
      say('lost', 'a variable has no value, or nothing is known by that name: all of it is denied');
      break;
  }
}
