import { answersFrom } from '../../../core/describe/reach.ts';
import { tabText } from '../../../core/quote/csv-text.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import './host-panes.css';
import { ArrowDown, ArrowUp, Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import { nameList } from '../../../core/compose/name-list.ts';
import { plural } from '../../../core/compose/numbers.ts';
import { containerText } from '../../../core/compose/project/ports/port-range.ts';
import { type HostPort, hostPorts, nextFreePort } from '../../../core/host/port-table.ts';
import { openService, showStack } from '../../commands/show-on-host.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Pane } from '../../ui/pane.tsx';

const fromLooks: { readonly [from in HostPort['from']]: string } = {
  outside: 'bh-outside bh-strong',
  host: 'bh-dim',
  nowhere: 'bh-dim bh-struck',
  unknown: 'bh-dim bh-italic',
};

type Column = 'port' | 'protocol' | 'address' | 'words' | 'stack' | 'service' | 'from' | 'clashes';

const columns: readonly (readonly [Column, string])[] = [
  ['port', 'Port'],
  ['protocol', 'Protocol'],
  ['address', 'Address'],
  ['words', 'Speaks'],
  ['stack', 'Stack'],
  ['service', 'Service'],
  ['from', 'Answers'],
  ['clashes', 'Clashes with'],
];

function answersText(from: HostPort['from']): string {
  return from === 'nowhere' ? `${answersFrom[from].whom}: it reaches nothing` : answersFrom[from].whom;
}

function textOf(port: HostPort, column: Column): string {
  switch (column) {
    case 'port':
      return port.port === '' ? 'random' : port.port;
    case 'from':
      return answersText(port.from);
    case 'clashes':
      return nameList(port.clashes);
    case 'words':
      return port.words;
    default:
      return port[column];
  }
}

/** Compares two ports by a column: numbers numerically, clashes first, all else as text. */
function compare(a: HostPort, b: HostPort, column: Column): number {
  if (column === 'clashes') return b.clashes.length - a.clashes.length;
  if (column === 'port')
    return (Number.parseInt(a.port, 10) || Infinity) - (Number.parseInt(b.port, 10) || Infinity) || 0;
  const [one, other] = [textOf(a, column), textOf(b, column)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Returns the table as tab-separated text with its column heads. */
export function portsText(ports: readonly HostPort[]): string {
  return tabText([
    columns.map(([, title]) => title),
    ...ports.map((port) => columns.map(([column]) => textOf(port, column))),
  ]);
}

function insideOf({ containerPort, containerLast }: HostPort): string {
  return containerPort === null ? '' : containerText({ containerPort, containerLast });
}

/** The pane of all ports of the host, with the next free one. */
export function PortsPane() {
  const { browser } = useCommandContext();
  const analysis = useWork(hostAnalysis);
  const [sort, setSort] = useState<{ readonly by: Column; readonly down: boolean }>({
    by: 'port',
    down: false,
  });
  const ports = useMemo(() => (analysis ? hostPorts(analysis) : []), [analysis]);
  const sorted = useMemo(() => {
    const list = [...ports].sort((a, b) => compare(a, b, sort.by));
    return sort.down ? list.reverse() : list;
  }, [ports, sort]);
  const free = nextFreePort(ports);
  const clashing = ports.filter(({ clashes }) => clashes.length > 0).length;
  return (
    <Pane
      bar={
        <>
          <span>
            {ports.length} published {ports.length === 1 ? 'port' : 'ports'}
            {clashing > 0 && <strong className="bh-err bh-strong"> · {clashing} clash</strong>}
          </span>
          {free !== null && (
            <span>
              next free <strong data-next-free="">{free}</strong>
            </span>
          )}
          <Button
            small
            icon={<Copy size={12} aria-hidden="true" />}
            disabled={ports.length === 0}
            onClick={() => {
              const done = `${plural(sorted.length, 'port')} copied as a table.`;
              void browser.copy(portsText(sorted), done, 'Select the table and copy it.');
            }}
          >
            Copy the table
          </Button>
        </>
      }
    >
      {ports.length === 0 ? (
        <p className="bh-pane-empty">No stack publishes a port.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by the keyboard.
        <section className="bh-scroll" aria-label="Ports of the host" tabIndex={0}>
          <table className="bh-table bh-small">
            <thead>
              <tr>
                {columns.map(([column, title]) => (
                  <th
                    key={column}
                    scope="col"
                    aria-sort={sort.by !== column ? 'none' : sort.down ? 'descending' : 'ascending'}
                  >
                    <button
                      type="button"
                      className="bh-table-sort bh-inline-row bh-gap-1 bh-note bh-strong"
                      onClick={() => setSort({ by: column, down: sort.by === column && !sort.down })}
                    >
                      {title}
                      {sort.by === column &&
                        (sort.down ? (
                          <ArrowDown size={11} aria-hidden="true" />
                        ) : (
                          <ArrowUp size={11} aria-hidden="true" />
                        ))}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted.map((port) => (
                <tr
                  key={`${port.stack}/${port.service} ${port.address} ${port.port} ${port.protocol} ${port.containerPort}`}
                  data-port={port.port}
                  className={port.clashes.length > 0 ? 'bh-bad-row' : undefined}
                >
                  <td className="bh-strong">
                    {textOf(port, 'port')}
                    {port.containerPort !== null && <span className="bh-dim"> → {insideOf(port)}</span>}
                  </td>
                  <td>{port.protocol}</td>
                  <td className="bh-mono">{port.address}</td>
                  <td>{port.words}</td>
                  <td>
                    <LinkButton onClick={() => showStack(port.stack)}>{port.stack}</LinkButton>
                  </td>
                  <td>
                    <LinkButton onClick={() => openService(port.stack, port.service)}>
                      {port.service}
                    </LinkButton>
                  </td>
                  <td className={fromLooks[port.from]}>{answersText(port.from)}</td>
                  <td className="bh-err bh-strong">{nameList(port.clashes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Pane>
  );
}
