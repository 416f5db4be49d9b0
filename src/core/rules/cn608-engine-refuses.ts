// CN608. Owns: values that Compose does not check and the Engine refuses when it creates a network or starts a container. Refusals by
// Compose is CN601, addresses of services and subnets that meet are CN602, links CN408.

import ipaddr from 'ipaddr.js';
import { holdsAddress, rangeOf } from '../compose/bind-addresses.ts';
import { keyPlace } from '../compose/places.ts';
import type { Network, Service, Topology } from '../compose/topology.ts';
import type { Fix, Report, Rule } from '../findings/finding.ts';
import { type EngineBehaviour, engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { hasFamily } from '../reach/networks/network-traits.ts';
import { allFamilies } from '../reach/reach-model.ts';
import { utf8Length } from '../text/utf8-length.ts';
import type { Path } from '../yaml/tree.ts';
import { isManaged, membersByNetwork } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN608',
  slug: 'engine-refuses',
  title: 'Compose takes it, and the Engine refuses it',
  why: 'Compose does not check these values, so `docker compose config` reports nothing. The Engine refuses the network or the container, and `docker compose up` stops there.',
  severity: 'error',
  source: 'semantics R1 (measured)',
  reads: ['dns', 'extra_hosts'],
  *check(context) {
    const behaviour = engineBehaviour(context.reach.options);
    if (behaviour.fileDialect !== 'compose') return;
    for (const [key, network] of context.topology.networks) {
      const [first] = membersByNetwork(context).get(key) ?? [];
      if (first === undefined || !context.checked.has(first) || !isManaged(network)) continue;
      for (const refusal of networkRefusals(network, behaviour)) yield networkReport(key, refusal);
    }
    for (const { service } of context.checked.values()) {
      const { dns, extraHosts, hostname, mode } = service;
      const nothing = dns.length + extraHosts.length === 0 && hostname === null && mode.kind !== 'unknown';
      if (!nothing) yield* serviceReports(service, behaviour, context.topology);
    }
  },
};

interface Refusal {
  readonly code: string;
  readonly text: string;
  /** The path below the network. */
  readonly at: Path;
  readonly fixes?: readonly Fix[];
}

function networkReport(key: string, { code, text, at, fixes = [] }: Refusal): Report {
  return {
    subjects: [`network:${key}`],
    message: `The Engine does not create ${key}: ${text}.`,
    at: ['networks', key, ...at],
    fixes,
    evidence: [key, code, ...at.map(String)],
  };
}

function* networkRefusals(network: Network, behaviour: EngineBehaviour): Iterable<Refusal> {
  if (allFamilies.every((family) => hasFamily(network, behaviour, family) === false)) {
    yield {
      code: 'no-family',
      text: 'it has neither IPv4 nor IPv6, and one of the two must be on',
      at: ['enable_ipv4'],
    };
  }
  if (network.driver === 'bridge' || network.driver === '') yield* modeRefusals(network, behaviour);
  for (const { subnet, gateway } of network.subnets) {
    const range = rangeOf(subnet);
    if (range === null) continue;
    const start = (
      range.address.kind() === 'ipv4'
        ? ipaddr.IPv4.networkAddressFromCIDR(range.text)
        : ipaddr.IPv6.networkAddressFromCIDR(range.text)
    ).toString();
    if (start !== range.address.toString()) {
      const text = `${range.text} is an address within its subnet, which is ${start}/${range.bits}`;
      yield { code: 'host-bits', text, at: ['ipam'] };
    }
    if (gateway !== null && ipaddr.isValid(gateway) && !holdsAddress(range, gateway)) {
      yield { code: 'gateway', text: `the gateway ${gateway} is not in ${range.text}`, at: ['ipam'] };
    }
  }
}

function* modeRefusals({ name, internal, driverOpts }: Network, { gatewayModes }: EngineBehaviour) {
  if (gatewayModes.length === 0) return; // the option is ignored
  for (const family of allFamilies) {
    const option = `com.docker.network.bridge.gateway_mode_${family}`;
    const mode = driverOpts.get(option) ?? '';
    if (mode === '' || mode.includes('$')) continue;
    const at = ['driver_opts', option];
    if (!gatewayModes.includes(mode)) {
      const text = `it knows no gateway mode '${mode}', only ${gatewayModes.join(', ')}`;
      yield { code: 'gateway-mode', text, at };
    } else if (mode === 'isolated' && internal === false) {
      const operations = [{ type: 'internal' as const, network: name, internal: true }];
      const fix: Fix = { title: `Make ${name} internal`, safe: false, operations };
      const text = `the gateway mode 'isolated' is for internal networks alone`;
      yield { code: 'isolated', text, at, fixes: [fix] };
    }
  }
}

function* serviceReports(
  service: Service,
  behaviour: EngineBehaviour,
  { networks }: Topology,
): Iterable<Report> {
  const { name, dns, extraHosts, hostname, mode } = service;
  const starts = networks.size === 0 || networks.has('default'); // A19
  const report = (key: string, value: string, text: string): Report => ({
    subjects: [name],
    message: `The Engine does not start ${name}: ${text}.`,
    at: keyPlace(service, key),
    fixes: [],
    evidence: [key, value],
  });
  if (mode.kind === 'unknown' && mode.raw === '' && !starts) {
    yield report('network_mode', '', 'network_mode is empty, and the project has no default network');
  }
  for (const server of dns) {
    if (isUnset(server) || isAddress(server)) continue;
    yield report('dns', server, `the DNS server '${server}' is not an address`);
  }
  for (const { key, value } of extraHosts) {
    if (value === null || isUnset(value) || value === 'host-gateway' || isAddress(value)) continue;
    yield report(
      'extra_hosts',
      `${key}=${value}`,
      `'${value}', the address of ${key} in extra_hosts, is none`,
    );
  }
  const bytes = utf8Length(hostname ?? '');
  if (bytes > 64 && behaviour.refusesLongHostnames) {
    yield report('hostname', hostname ?? '', `its hostname has ${bytes} bytes, and 64 is the most`);
  }
}

function isUnset(text: string): boolean {
  return text === '' || text.includes('$');
}

/** True for an address as the Engine reads it: no leading zeros, brackets only around IPv6, a zone permitted. */
function isAddress(text: string): boolean {
  const bare = /^\[(.*:.*)\]$/.exec(text)?.[1] ?? text;
  return ipaddr.IPv4.isValidFourPartDecimal(bare) ? !/(^|\.)0\d/.test(bare) : ipaddr.IPv6.isValid(bare);
}
