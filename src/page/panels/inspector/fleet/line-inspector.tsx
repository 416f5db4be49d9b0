import type { FleetAnalysis } from '../../../../core/rules/analyze-fleet.ts';
import { showOnFleet } from '../../../commands/show-on-fleet.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';

interface LineInspectorProps {
  readonly analysis: FleetAnalysis;
  readonly network: string;
}

/** The inspector of a network between machines: its subnets, its list, and the addresses on it. */
export function LineInspector({ analysis: { facts }, network }: LineInspectorProps) {
  const { file, machines } = facts.fleet;
  const found = file.networks.get(network);
  if (found === undefined) return null;
  const { kind, subnets, allow } = found;
  const rows = [...machines.values()].flatMap(({ stated: { name, addresses } }) => {
    const own = addresses.get(network) ?? [];
    return own.length === 0 ? [] : [{ name, addresses: own }];
  });
  const routers = [...(file.routers?.values() ?? [])].filter(({ addresses }) => addresses.has(network));
  return (
    <>
      <InspectorHead
        name={network}
        about={`${kind === 'internet' ? 'The Internet' : kind === 'lan' ? 'A LAN' : 'A mesh'} ${subnets.map(({ text }) => text).join(', ')}`}
      />
      <Section title="Machines on it" note={rows.length}>
        <Facts
          rows={rows.map(({ name, addresses }) => ({
            key: name,
            name: (
              <LinkButton onClick={() => showOnFleet({ type: 'stack', stack: name }, name)}>
                {name}
              </LinkButton>
            ),
            value: addresses.map(({ text }) => text).join(', '),
          }))}
        />
      </Section>
      {routers.length > 0 && (
        <Section title="Routers" note={routers.length}>
          <Facts
            rows={routers.map(({ name, addresses, nat }) => ({
              key: name,
              name: (
                <LinkButton onClick={() => showOnFleet({ type: 'router', router: name }, null)}>
                  {name}
                </LinkButton>
              ),
              value: `${(addresses.get(network) ?? []).map(({ text }) => text).join(', ')}${nat.includes(network) ? ', with NAT' : ''}`,
            }))}
          />
        </Section>
      )}
      {kind === 'mesh' && (
        <Section title="Who may ask whom" {...(allow === null ? {} : { note: allow.length })}>
          {allow === null ? (
            <p>Everybody may ask everybody: it has no list.</p>
          ) : (
            <ul className="bh-grid bh-gap-1-5">
              {allow.map(({ text }) => (
                <li key={text}>
                  <code>{text}</code>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
    </>
  );
}
