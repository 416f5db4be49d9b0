// CN208. Owns: driver options that block needed connections, or that open connections which a bridge blocks by default.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Network } from '../compose/topology.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { commonNetworks, isManaged, membersByNetwork } from './facts/networks.ts';
import { loopbackOperations } from './facts/publishes.ts';

const icc = 'com.docker.network.bridge.enable_icc';
const masquerade = 'com.docker.network.bridge.enable_ip_masquerade';
const modes = ['com.docker.network.bridge.gateway_mode_ipv4', 'com.docker.network.bridge.gateway_mode_ipv6'];

export const rule: Rule = {
  id: 'CN208',
  slug: 'bridge-option-contradiction',
  title: 'Network option changes reachability against what the services need',
  why: 'A bridge option applies to all members of the network, whatever their own settings are. Without inter-container traffic, neighbours that depend on each other cannot connect; a routed or unprotected gateway lets others reach the containers at their own addresses.',
  severity: 'error',
  source: 'C4, X8, X10, O6, O7 (measured); moby#36355',
  *check(context) {
    for (const [key, network] of context.topology.networks) {
      if (network.driverOpts.size === 0 || !isManaged(network) || network.driver !== 'bridge') continue;
      const members = membersByNetwork(context).get(key) ?? [];
      const [first] = members;
      if (first === undefined || !context.checked.has(first)) continue;
      const cut =
        network.driverOpts.get(icc)?.toLowerCase() === 'false' ? cutPair(context, key, members) : null;
      if (cut) yield cutReport(key, cut);
      yield* openingReports(context, key, network);
    }
  },
};

/** Returns the first need between two members that only this network could carry. */
function cutPair(
  context: RuleContext,
  network: string,
  members: readonly string[],
): readonly [string, string] | null {
  for (const from of members) {
    for (const { to } of context.needs.from(from)) {
      if (!members.includes(to) || context.reach.direct(from, to) !== false) continue;
      const shared = commonNetworks(context, from, to);
      if (shared.length === 1 && shared[0] === network) return [from, to];
    }
  }
  return null;
}

function cutReport(network: string, [from, to]: readonly [string, string]): Report {
  return {
    subjects: [from, to, `network:${network}`],
    message: `${from} needs ${to}, but ${network} has enable_icc off: its members cannot reach each other.`,
    at: ['networks', network, 'driver_opts', icc],
    fixes: [setOptionFix(network, icc, 'true', `Allow traffic between the members of ${network}`)],
    evidence: [network, icc],
  };
}

/** Reports a gateway mode that opens a network; the Engine ignores a mode that it does not know. */
function* openingReports(context: RuleContext, key: string, network: Network): Iterable<Report> {
  const known: readonly string[] = engineBehaviour(context.reach.options).gatewayModes;
  for (const option of modes) {
    const mode = network.driverOpts.get(option);
    if ((mode !== 'routed' && mode !== 'nat-unprotected') || !known.includes(mode)) continue;
    const what =
      mode === 'routed'
        ? "other networks and routers reach published container ports at the container's address"
        : 'anyone with a route to its members reaches all their ports';
    yield {
      severity: 'warning',
      subjects: [`network:${key}`],
      message: `${key} is ${mode}: ${what}.`,
      at: ['networks', key, 'driver_opts', option],
      fixes: ordinaryGateway(context, network),
      evidence: [key, option, mode],
    };
  }
}

/** Sets the gateway mode of both families to `nat`. Not safe (O6): the published ports of a routed network then answer on the host, too. */
function ordinaryGateway({ views }: RuleContext, { name, driverOpts }: Network): readonly Fix[] {
  const operations = modes
    .filter((option) => /^(?:routed|nat-unprotected)$/.test(driverOpts.get(option) ?? ''))
    .map((option): Operation => ({ type: 'driver-opt', network: name, key: option, value: 'nat' }));
  // CN214: without masquerade an ordinary gateway gives no way out.
  if (driverOpts.get(masquerade)?.toLowerCase() === 'false') {
    operations.push({ type: 'driver-opt', network: name, key: masquerade, value: 'true' });
  }
  const routed = modes.some((option) => driverOpts.get(option) === 'routed');
  let bound = false;
  for (const { service, facts } of routed ? views.values() : []) {
    if (facts.owner !== service.name || !facts.networks.includes(name)) continue;
    const waking = service.ports.filter((item) =>
      item.bindings.some(({ hostIp }) => isWildcardAddress(hostIp)),
    );
    const binds = loopbackOperations(service, waking);
    if (!binds) return [];
    bound ||= binds.length > 0;
    operations.push(...binds);
  }
  const title = `Use the ordinary gateway on ${name}${bound ? ', its ports on 127.0.0.1' : ''}`;
  return [{ title, safe: false, operations }];
}

function setOptionFix(network: string, key: string, value: string, title: string): Fix {
  return { title, safe: false, operations: [{ type: 'driver-opt', network, key, value }] };
}
