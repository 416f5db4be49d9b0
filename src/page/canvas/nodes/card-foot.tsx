import './card-foot.css';
import type { ReactNode } from 'react';
import { type Shape, signIcons } from '../../../core/images/kind-icons.ts';
import type { NeedCount } from '../../../core/needs/known-needs.ts';
import type { CardText } from '../../../core/picture/card-text.ts';
import type { CardView } from '../../../core/picture/card-view.ts';
import { Sign } from './card-signs.tsx';

/** The numbers of incoming and outgoing needs, in the short form for the foot of a card. */
export function Counts({ needs }: { readonly needs: NeedCount }) {
  return (
    <>
      <span>← {needs.in}</span>
      <span>→ {needs.out}</span>
    </>
  );
}

interface FootProps {
  readonly needs: NeedCount;
  readonly children?: ReactNode;
}

/** The last line of a card: its known needs, and beside them what differs from the usual. */
export function CardFoot({ needs, children }: FootProps) {
  const one = needs.in === 1 ? 'service needs' : 'services need';
  return (
    <span className="bh-foot bh-row bh-nowrap bh-dim bh-absolute">
      <span
        className="bh-counts bh-flex bh-grow"
        data-needs={`${needs.in} ${needs.out}`}
        title={`${needs.in} ${one} it; it needs ${needs.out}, as far as the files show`}
      >
        <Counts needs={needs} />
      </span>
      {children}
    </span>
  );
}

function dangerTone(rootOnHost: boolean, certain: boolean): string {
  if (!certain) return 'bh-dim';
  return rootOnHost ? 'bh-err' : 'bh-warn';
}

const gateTones = { round: 'bh-err', locked: 'bh-dim', open: 'bh-dim' } as const;

interface SignsProps {
  readonly view: Pick<CardView, 'service' | 'dangers' | 'gate'>;
  readonly signs: CardText['signs'];
}

/** The dangers of a card to its host and the login in front of it: icons at the end of its last line, with words where there is room. */
export function CardSigns({ view: { service, dangers, gate }, signs: { shown, worded } }: SignsProps) {
  if (dangers.length === 0 && gate === null) return null;
  return (
    <span className="bh-card-signs bh-row bh-nowrap bh-strong">
      {dangers.map(({ kind, word, facts, certain, rootOnHost }, index) => (
        <span
          key={kind}
          className={`bh-card-sign bh-row ${dangerTone(rootOnHost, certain)}`}
          data-danger={kind}
          {...(certain ? {} : { 'data-unknown': '' })}
          hidden={index >= shown}
          title={`${word}: ${facts}`}
        >
          <SignWithWord shapes={signIcons[kind]} word={word} isShown={index < worded} />
        </span>
      ))}
      {gate && (
        <span
          className={`bh-card-sign bh-row ${gateTones[gate.look]}`}
          data-gate={service}
          data-way-in={gate.names.join(' ')}
          data-guard={gate.guard}
          {...(gate.look === 'round' ? { 'data-bypass': service } : {})}
          hidden={dangers.length >= shown}
          title={[gate.names.join(', '), gate.text].filter((part) => part !== '').join(': ')}
        >
          <SignWithWord shapes={signIcons[gate.look]} word={gate.text} isShown={dangers.length < worded} />
        </span>
      )}
    </span>
  );
}

interface SignProps {
  readonly shapes: readonly Shape[];
  readonly word: string;
  readonly isShown: boolean;
}

function SignWithWord({ shapes, word, isShown }: SignProps) {
  return (
    <>
      <Sign shapes={shapes} size={12} />
      <span className={isShown ? '' : 'bh-visually-hidden'}>{word}</span>
    </>
  );
}
