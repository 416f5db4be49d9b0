import { createElement } from 'react';
import { kindIcons, type Shape } from '../../../core/images/kind-icons.ts';
import type { ServiceKind } from '../../../core/images/service-kind.ts';
import type { CardView } from '../../../core/picture/card-view.ts';

/** A sign of the catalogue, in the colour of the surrounding text. */
export function Sign({ shapes, size }: { readonly shapes: readonly Shape[]; readonly size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2.2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
}

/** The sign of a container's kind. */
export function KindIcon({ kind, size }: { readonly kind: ServiceKind; readonly size: number }) {
  return (
    <span className="bh-kind bh-center bh-rigid" data-kind={kind} aria-hidden="true">
      <Sign shapes={kindIcons[kind]} size={size} />
    </span>
  );
}

const steps = [1, 2, 3, 4] as const;

/** Four steps from closed to open, with their word. */
export function Meter({
  step,
  word,
  joined,
}: {
  readonly step: CardView['step'];
  readonly word: string;
  readonly joined: boolean;
}) {
  return (
    <span className={`bh-meter bh-nowrap bh-row bh-gap-1 bh-dim bh-step-${step}`}>
      {steps.map((each) => (
        <i key={each} className={each <= step ? 'bh-on' : ''} />
      ))}
      <span>{joined ? `joined · ${word}` : word}</span>
    </span>
  );
}
