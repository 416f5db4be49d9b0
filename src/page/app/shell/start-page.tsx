import { ClipboardPaste, Eye, FolderOpen, FolderTree } from 'lucide-react';
import type { ReactNode } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { useHeld, useWork } from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';

/**
 * The introduction above the picture until a file is open: the purpose of the page, the ways to open a file, and the four kinds of
 * containers.
 */
export function StartPage() {
  const held = useHeld();
  const opened = useWork((state) => drawnSession(state) !== null);
  if (opened || held) return null;
  return (
    <section className="bh-start bh-cluster" aria-labelledby="start-title">
      <div className="bh-start-words">
        <h2 id="start-title">See which containers can talk to each other, before you deploy</h2>
        <p>
          The networks of a <strong>Docker Compose</strong> file as a picture: who reaches whom, what answers
          outside, and what every change opens and closes. Nothing leaves this browser.
        </p>
        <div className="bh-start-actions bh-wrap bh-gap-2">
          <CommandButton id="open" look="primary" icon={<FolderOpen size={15} />}>
            Open a file
          </CommandButton>
          <CommandButton id="open-folder" icon={<FolderTree size={15} />}>
            Open a folder of stacks
          </CommandButton>
          <CommandButton id="paste" icon={<ClipboardPaste size={15} />}>
            Paste
          </CommandButton>
          <CommandButton id="example" icon={<Eye size={15} />}>
            See a sample
          </CommandButton>
        </div>
        <p className="bh-start-more">
          Or see{' '}
          <CommandButton id="example-host" look="link">
            a home server of twelve stacks
          </CommandButton>
          <span className="bh-roomy-only">
            , drop a <code>compose.yaml</code> anywhere, or drag a container onto a network below
          </span>
          .
        </p>
      </div>
      <FourKinds />
    </section>
  );
}

interface KindProps {
  readonly name: string;
  readonly about: string;
  /** The description of the drawing, for screen readers. */
  readonly shows: string;
  readonly children: ReactNode;
}

function Kind({ name, about, shows, children }: KindProps) {
  return (
    <figure className="bh-example">
      <svg className="bh-example-picture bh-box" viewBox="0 0 164 84" role="img" aria-label={shows}>
        {children}
      </svg>
      <figcaption>
        <strong>{name}</strong> {about}
      </figcaption>
    </figure>
  );
}

/** The paint of each part of the drawings. */
const paint = {
  card: { fill: 'var(--card)', stroke: 'var(--line-strong)' },
  name: { fill: 'var(--ink)', fontSize: 11, fontWeight: 600 },
  wall: { fill: 'none', stroke: 'var(--wall)', strokeWidth: 4, strokeLinecap: 'round' },
  outside: { fill: 'var(--wall)' },
  trunk: { fill: 'none', stroke: 'var(--warn)', strokeWidth: 2.5, strokeLinecap: 'round' },
  need: { fill: 'none', stroke: 'var(--line-strong)', strokeWidth: 1.5, strokeLinecap: 'round' },
  open: { fill: 'none', stroke: 'var(--err)', strokeWidth: 2, strokeLinecap: 'round' },
  sealed: { fill: 'none', stroke: 'var(--closed)' },
  network: { fill: 'var(--net-1)', fillOpacity: 0.1, stroke: 'var(--net-1)' },
  joined: { fill: 'var(--card)', stroke: 'var(--net-2)', strokeDasharray: '4 3' },
  host: { fill: 'var(--open)', fillOpacity: 0.08, stroke: 'var(--open)', strokeDasharray: '4 3' },
} as const;

function Card({ x, y, name }: { readonly x: number; readonly y: number; readonly name: string }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect {...paint.card} width="44" height="26" rx="6" />
      <text {...paint.name} x="22" y="17.5" textAnchor="middle">
        {name}
      </text>
    </g>
  );
}

const wall = <path {...paint.wall} d="M30 6V78" />;
const outside = <circle {...paint.outside} cx="9" cy="42" r="5" />;

/** Drawings of the four kinds of containers, from closed to open. */
function FourKinds() {
  return (
    <div className="bh-examples bh-grid bh-gap-3">
      <Kind
        name="Closed"
        about="no network at all"
        shows="A container between two walls; no line leads to it"
      >
        {outside}
        {wall}
        <rect {...paint.sealed} x="66" y="18" width="68" height="48" rx="8" />
        <rect {...paint.sealed} x="70" y="22" width="60" height="40" rx="6" />
        <Card x={78} y={29} name="logs" />
      </Kind>
      <Kind
        name="Bridged"
        about="its networks, and the ports it publishes"
        shows="Two containers on one network; a line from outside through the wall to a port of one of them"
      >
        {outside}
        <rect {...paint.network} x="44" y="8" width="114" height="68" rx="8" />
        <path {...paint.need} d="M94 42H108" />
        <path {...paint.trunk} d="M14 42H50" />
        {wall}
        <Card x={50} y={29} name="web" />
        <Card x={108} y={29} name="db" />
      </Kind>
      <Kind
        name="Joined"
        about="inside another: one address, one localhost"
        shows="A container inside another container, on the network of that one"
      >
        {outside}
        {wall}
        <rect {...paint.network} x="44" y="8" width="114" height="68" rx="8" />
        <rect {...paint.card} x="56" y="15" width="90" height="54" rx="7" />
        <text {...paint.name} x="66" y="31">
          app
        </text>
        <rect {...paint.joined} x="80" y="36" width="56" height="26" rx="6" />
        <text {...paint.name} x="108" y="53.5" textAnchor="middle">
          sniff
        </text>
      </Kind>
      <Kind
        name="Open"
        about="the network of the host: every port"
        shows="A container on the host itself, outside the wall; several lines from outside lead to it"
      >
        {outside}
        <path {...paint.wall} d="M30 6V20M30 64V78" />
        <rect {...paint.host} x="44" y="18" width="114" height="48" rx="8" />
        <path {...paint.open} d="M14 38L76 35M14 42H76M14 46L76 49" />
        <Card x={76} y={29} name="agent" />
      </Kind>
    </div>
  );
}
