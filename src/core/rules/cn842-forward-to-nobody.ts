// CN842. Owns: forwards of routers at whose end nobody answers. An upstream of a proxy without a machine is CN843.

import type { Certainty, Fix, Rule } from '../findings/finding.ts';
import type { ForwardEntry } from '../fleet/fleet-entries.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import { forwardEnd } from '../fleet/needs/forward-end.ts';
import type { RouterNode } from '../fleet/network-map.ts';
import { isAskedAt } from '../fleet/reach/fleet-port.ts';

export const rule: Rule = {
  id: 'CN842',
  slug: 'forward-to-nobody',
  title: 'A forward of a router leads to nobody',
  why: 'The router keeps a port open to the Internet for a service that moved, was stopped or publishes another port. Whatever takes that port on the machine later is open to the Internet at once.',
  remediation:
    'Remove the forward in the settings of the router, or lead it to the port that the machine publishes.',
  severity: 'warning',
  source: 'FL16, FL12',
  *checkFleet(facts) {
    for (const router of facts.connector.map.routers)
      for (const [index, forward] of router.router.forwards.entries()) {
        const closed = closedEnd(facts, router, forward);
        if (closed === null) continue;
        const { name } = router;
        const { port, protocol, to, toPort } = forward;
        yield {
          machine: null,
          certainty: closed.certainty,
          subjects: [`router:${name}`, to],
          message: `${name} forwards ${port}/${protocol} to ${to} at ${toPort}, where nothing answers: ${closed.because}. Remove the forward from the router, or lead it to a port that ${to} publishes.`,
          at: ['routers', name, 'forwards', index],
          fixes: [...toPublished(facts, router, index, forward), removed(router, index, forward)],
          evidence: [name, `${port}/${protocol}`, `${to}:${toPort}`],
        };
      }
  },
};

/** Returns the reason why nobody answers at the end of a forward; null where somebody does, or may. */
function closedEnd(
  { connector, reach }: FleetFacts,
  router: RouterNode,
  forward: ForwardEntry,
): { readonly because: string; readonly certainty: Certainty } | null {
  const { map } = connector;
  const { to, toPort, protocol } = forward;
  const { targets, answers } = forwardEnd(connector, router, forward);
  if (targets.length === 0)
    return map.isUnsure
      ? null
      : { because: `${to} has no address on a network of ${router.name}`, certainty: 'certain' };
  if (answers.length === 0 || answers.some(({ answer }) => answer === true)) return null;
  const bound = reach.ports.find(
    (port) => port.machine === to && port.protocol === protocol && isAskedAt(port, toPort),
  );
  const isElsewhere =
    bound && targets.every((target) => !bound.places.some(({ address }) => address.text === target.text));
  const isClosed = answers.every(({ answer }) => answer === false);
  const certainty = isClosed ? 'certain' : 'inferred';
  if (isElsewhere) return { because: `${bound.service} publishes it on ${bound.hostIp} alone`, certainty };
  return isClosed ? { because: answers[0]?.because ?? 'it is closed', certainty } : null;
}

function removed({ name }: RouterNode, index: number, { port, protocol }: ForwardEntry): Fix {
  return {
    title: `Remove the forward of ${port}/${protocol}, here and on ${name}`,
    safe: false,
    operations: [],
    fleet: [
      {
        machine: null,
        edits: [{ do: 'remove-upwards', path: ['routers', name, 'forwards', index], keep: 2 }],
      },
    ],
  };
}

/** Returns the fix that leads a forward to the port which the machine publishes for what listens at that port or at the forwarded one. */
function toPublished(
  { reach }: FleetFacts,
  router: RouterNode,
  index: number,
  forward: ForwardEntry,
): readonly Fix[] {
  const { port, protocol, to, toPort, text } = forward;
  const taken = new Set(router.router.forwards.map((one) => `${one.to}:${one.toPort}/${one.protocol}`));
  const published = reach.ports.filter(
    (one) =>
      one.machine === to &&
      one.protocol === protocol &&
      (one.containerPort === toPort || one.containerPort === port) &&
      /^\d+$/.test(one.hostPort) &&
      !taken.has(`${to}:${one.hostPort}/${protocol}`) &&
      one.places.some(
        ({ network, forward: by }) => by === null && router.links.some((link) => link.network === network),
      ),
  );
  const [only, ...others] = published;
  if (!only || others.length > 0) return [];
  const edited = text.replace(new RegExp(`:${toPort}(?=\\s|$)`), `:${only.hostPort}`);
  const path = ['routers', router.name, 'forwards', index];
  return [
    {
      title: `Forward ${port}/${protocol} to ${only.hostPort}, which ${only.service} publishes, here and on ${router.name}`,
      safe: false,
      operations: [],
      fleet: [{ machine: null, edits: [{ do: 'replace-text', path, text: edited }] }],
    },
  ];
}
