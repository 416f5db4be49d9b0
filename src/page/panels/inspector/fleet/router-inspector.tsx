import { hostFilePlace } from '../../../../core/host/host-file.ts';
import { fleetPicture } from '../../../../core/map/fleet/fleet-picture.ts';
import type { FleetAnalysis } from '../../../../core/rules/analyze-fleet.ts';
import { showOnFleet } from '../../../commands/show-on-fleet.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';

interface RouterInspectorProps {
  readonly analysis: FleetAnalysis;
  readonly name: string;
  /** The position of the selected forward; null for the router itself. */
  readonly index: number | null;
}

const hairpins = {
  none: 'its outside address does not answer from inside',
  nat: 'answers, and the asker is seen as the router',
  dnat: 'answers, and the asker is seen as itself',
} as const;

/** The inspector of a router, or of one of its forwards: addresses, NAT, and where each forward leads. */
export function RouterInspector({ analysis: { facts }, name, index }: RouterInspectorProps) {
  const { file } = facts.fleet;
  const stated = file.routers?.get(name);
  const drawn = fleetPicture(facts).routers.find((router) => router.name === name);
  if (stated === undefined || drawn === undefined) return null;
  const rows = drawn.forwards
    .map((forward, at) => ({ forward, at }))
    .filter(({ at }) => index === null || at === index);
  const [only] = index === null ? [] : rows;
  return (
    <>
      <InspectorHead
        name={only === undefined ? name : `${name}: ${only.forward.port}`}
        about={only === undefined ? 'A router' : 'A forward of a router'}
      />
      <Section title="Addresses" note={stated.addresses.size}>
        <Facts
          rows={[...stated.addresses].map(([network, addresses]) => ({
            name: network,
            value: addresses.map(({ text }) => text).join(', '),
          }))}
        />
      </Section>
      <Section title="Between its networks">
        <Facts
          rows={[
            { name: 'NAT', value: stated.nat.join(', ') || 'for no network' },
            { name: 'Hairpin', value: `${stated.hairpin}: ${hairpins[stated.hairpin]}` },
            ...stated.allow.map(({ text }) => ({ key: text, name: 'Lets through', value: text })),
          ]}
        />
      </Section>
      <Section title={only === undefined ? 'Forwards' : 'Forward'} note={rows.length}>
        {rows.length === 0 && <p className="bh-dim">It forwards nothing.</p>}
        <Facts
          mark="data-forwards"
          rows={rows.map(({ forward: { port, to, words, answers }, at }) => {
            const { line } = hostFilePlace(file, ['routers', name, 'forwards', at]);
            const [machine = ''] = to.split(':');
            return {
              key: String(at),
              name: port,
              notable: answers === false,
              value: (
                <>
                  {words} ·{' '}
                  <LinkButton onClick={() => showOnFleet({ type: 'stack', stack: machine }, machine)}>
                    {machine}
                  </LinkButton>{' '}
                  · {file.file}, line {line}
                </>
              ),
            };
          })}
        />
      </Section>
    </>
  );
}
