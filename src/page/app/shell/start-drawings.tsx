import type { ReactNode } from 'react';

// The drawings of the first screen: the four kinds of containers, and the way from nothing to a file.

interface DrawingProps {
  /** The first words below the drawing. */
  readonly name: string;
  readonly about: ReactNode;
  /** The description of the drawing, for screen readers. */
  readonly shows: string;
  readonly children: ReactNode;
}

/** A small drawing with its words below. */
function Drawing({ name, about, shows, children }: DrawingProps) {
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
  arrow: { fill: 'none', stroke: 'var(--accent)', strokeWidth: 2, strokeLinecap: 'round' },
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
export function FourKinds() {
  return (
    <div className="bh-examples bh-grid bh-gap-3">
      <Drawing
        name="Closed"
        about="no network at all"
        shows="A container between two walls; no line leads to it"
      >
        {outside}
        {wall}
        <rect {...paint.sealed} x="66" y="18" width="68" height="48" rx="8" />
        <rect {...paint.sealed} x="70" y="22" width="60" height="40" rx="6" />
        <Card x={78} y={29} name="logs" />
      </Drawing>
      <Drawing
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
      </Drawing>
      <Drawing
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
      </Drawing>
      <Drawing
        name="Open"
        about="the network of the host: every port"
        shows="A container on the host itself, outside the wall; several lines from outside lead to it"
      >
        {outside}
        <path {...paint.wall} d="M30 6V20M30 64V78" />
        <rect {...paint.host} x="44" y="18" width="114" height="48" rx="8" />
        <path {...paint.open} d="M14 38L76 35M14 42H76M14 46L76 49" />
        <Card x={76} y={29} name="agent" />
      </Drawing>
    </div>
  );
}

/** Drawings of the way from nothing to a file, in four steps. */
export function FourSteps() {
  return (
    <div className="bh-examples bh-grid bh-gap-3">
      <Drawing
        name="1. Draw containers"
        about={
          <>
            drag them onto a network, or press <kbd className="bh-badge">n</kbd> and type{' '}
            <code>web nginx</code>
          </>
        }
        shows="Three containers"
      >
        <Card x={12} y={29} name="web" />
        <Card x={60} y={29} name="api" />
        <Card x={108} y={29} name="db" />
      </Drawing>
      <Drawing
        name="2. Draw who needs whom"
        about={
          <>
            pull the arrow of a card onto another card, or press <kbd className="bh-badge">a</kbd>
          </>
        }
        shows="Arrows from one container to the next"
      >
        <Card x={6} y={29} name="web" />
        <path {...paint.arrow} d="M50 42H56M52 39L56 42L52 45" />
        <Card x={60} y={29} name="api" />
        <path {...paint.arrow} d="M104 42H110M106 39L110 42L106 45" />
        <Card x={114} y={29} name="db" />
      </Drawing>
      <Drawing
        name="3. Say what answers outside"
        about="only this one from outside: in the menu of a card"
        shows="A line from outside through the wall to the first container"
      >
        {outside}
        <path {...paint.trunk} d="M14 42H44" />
        {wall}
        <Card x={44} y={29} name="web" />
        <Card x={108} y={29} name="db" />
      </Drawing>
      <Drawing
        name="4. Get networks proposed"
        about="the fewest that keep each need and nothing more, with the reason for each"
        shows="Two networks that share the container in the middle"
      >
        {outside}
        <rect {...paint.network} x="37" y="8" width="84" height="68" rx="8" />
        <rect {...paint.network} x="76" y="8" width="84" height="68" rx="8" />
        <path {...paint.trunk} d="M14 42H41" />
        {wall}
        <g transform="translate(41 31.6) scale(0.8)">
          <Card x={0} y={0} name="web" />
          <Card x={49.5} y={0} name="api" />
          <Card x={99} y={0} name="db" />
        </g>
      </Drawing>
    </div>
  );
}
