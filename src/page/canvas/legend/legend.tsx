import { Panel } from '@xyflow/react';
import { Lock, X } from 'lucide-react';
import { memo, type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import { signIcons } from '../../../core/images/kind-icons.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import { cardText } from '../../../core/picture/card-text.ts';
import { cardView, textFactsOf } from '../../../core/picture/card-view.ts';
import { screen } from '../../../core/picture/medium.ts';
import { countPictureKinds, type PictureKind, pictureKinds } from '../../../core/picture/picture-legend.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Gates } from '../../../core/summary/gates.ts';
import { uiStore } from '../../state/page-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import { detailStore } from '../flow/level-of-detail.ts';
import { Meter, Sign } from '../nodes/card-signs.tsx';
import { coverRefs } from '../view/visible-area.ts';

/** A line in the style of the picture. */
function line(className: string): ReactNode {
  return (
    <svg className="bh-sample" viewBox="0 0 40 12" aria-hidden="true">
      <path className={className} d="M1 6H39" />
      {className.includes('nowhere') && <path className="bh-cross" d="M1 1l10 10m0 -10l-10 10" />}
    </svg>
  );
}

function step(count: 1 | 2 | 3 | 4): ReactNode {
  return <Meter step={count} word="" joined={false} />;
}

/** A card in the style of the picture. */
function card(className: string): ReactNode {
  return <span className={`bh-legend-card ${className}`} />;
}

function sign(kind: keyof typeof signIcons): ReactNode {
  return <Sign shapes={signIcons[kind]} size={14} />;
}

/** The sample and the meaning of each kind of shape. */
const rows: { readonly [kind in PictureKind]: readonly [sample: ReactNode, words: string] } = {
  danger: [line('bh-trunk bh-way-danger'), 'answers outside: data, or the host'],
  outside: [line('bh-trunk bh-way-outside'), 'answers outside'],
  'proxied-danger': [line('bh-trunk bh-trunk-proxied bh-way-danger'), 'through a proxy: data, or the host'],
  proxied: [line('bh-trunk bh-trunk-proxied bh-way-outside'), 'through a proxy (inferred)'],
  host: [line('bh-trunk bh-trunk-host bh-way-host'), 'from this host only'],
  unknown: [line('bh-trunk bh-way-unknown'), 'exposure unknown'],
  dead: [line('bh-trunk bh-trunk-nowhere bh-way-dead'), 'dead: published, nothing answers'],
  need: [line('bh-need'), 'needs: stated, or named by host'],
  'need-unknown': [line('bh-need bh-need-unknown'), 'needs, and may reach'],
  'need-missing': [line('bh-need bh-need-missing'), 'needs but does not reach'],
  'need-socket': [line('bh-need bh-need-socket'), 'a socket that both mount, beside the network'],
  tap: [line('bh-tap'), 'tap: also on that network'],
  lane: [<span key="lane" className="bh-legend-lane" />, 'network; who is in it reaches all in it'],
  'lane-dashed': [
    <span key="dashed" className="bh-legend-lane bh-dashed" />,
    'not declared here, or not ours',
  ],
  'lane-internal': [
    <Lock key="lock" size={13} strokeWidth={2.4} aria-hidden="true" />,
    'internal network: no way out by it',
  ],
  closed: [step(1), 'closed: no network at all'],
  internal: [step(2), 'internal: no way out'],
  bridged: [step(3), 'bridged: its networks, and a way out'],
  open: [step(4), 'open: the network of the host'],
  joined: [card('bh-dashed'), 'joined: shares the network of the card around it'],
  sealed: [card('bh-legend-sealed'), 'closed: no network at all'],
  pile: [card('bh-legend-pile'), 'containers that are alike, drawn as one'],
  grave: [card('bh-legend-grave'), 'leads to root on the host'],
  'danger-socket': [sign('socket'), 'holds the socket of the container runtime'],
  'danger-privileged': [sign('privileged'), 'privileged'],
  'danger-root': [sign('root'), 'a capability or device that reaches the host'],
  'danger-host-path': [sign('host-path'), 'mounts a sensitive path of the host'],
  'danger-host-net': [sign('host-net'), 'uses the network of the host'],
  'gate-round': [sign('round'), 'a login that can be bypassed'],
  'gate-locked': [sign('locked'), 'a login in front of it'],
  'gate-open': [sign('open'), 'no login of a proxy in front of it'],
};

interface LegendProps {
  readonly analysis: Analysis;
  readonly scene: Scene;
  readonly gates: Gates | null;
}

/** Returns the number of shapes of each kind, with the signs that cards have room for at the current zoom. */
function useCounts({ analysis, scene, gates }: LegendProps): ReadonlyMap<PictureKind, number> {
  const views = useMemo(() => {
    const context = { analysis, hues: new Map<string, number>(), medium: screen, gates };
    return scene.cards.flatMap((card) => cardView(context, card) ?? []);
  }, [analysis, scene, gates]);
  const key = useStore(detailStore, ({ unit, sizes }) => {
    const cards = views.map((view) => ({ view, text: cardText(textFactsOf(view), sizes, unit) }));
    return JSON.stringify([...countPictureKinds(analysis, scene, cards)]);
  });
  return useMemo(() => new Map(JSON.parse(key) as [PictureKind, number][]), [key]);
}

/** The legend of the shapes that are in the picture, with the number of each; shown on demand. */
export const Legend = memo(function Legend(props: LegendProps) {
  const counts = useCounts(props);
  return (
    <Panel ref={coverRefs.legend} position="top-right" className="bh-legend bh-raised">
      <section aria-label="Legend">
        <header>
          <b>Legend</b>
          <IconButton
            label="Hide the legend"
            icon={<X size={13} />}
            onClick={() => uiStore.getState().setLegend(false)}
          />
        </header>
        <dl>
          {pictureKinds.map((kind) => {
            const count = counts.get(kind);
            if (count === undefined) return null;
            const [sample, words] = rows[kind];
            return (
              <div key={kind} data-shape={kind} data-count={count}>
                <dt>{sample}</dt>
                <dd className="bh-grow">{words}</dd>
                <dd className="bh-strong">{count}</dd>
              </div>
            );
          })}
        </dl>
      </section>
    </Panel>
  );
});
