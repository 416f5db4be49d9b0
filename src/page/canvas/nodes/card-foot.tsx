import './card-foot.css';
import type { NeedCount } from '../../../core/needs/known-needs.ts';

/** The numbers of incoming and outgoing needs, in the short form for the foot of a card. */
export function Counts({ needs }: { readonly needs: NeedCount }) {
  return (
    <>
      <span>← {needs.in}</span>
      <span>→ {needs.out}</span>
    </>
  );
}

/** The foot of a card: its known needs. */
export function CardFoot({ needs }: { readonly needs: NeedCount }) {
  const one = needs.in === 1 ? 'service needs' : 'services need';
  return (
    <span
      className="bh-foot bh-flex bh-nowrap bh-dim bh-absolute"
      data-needs={`${needs.in} ${needs.out}`}
      title={`${needs.in} ${one} it; it needs ${needs.out}, as far as the files show`}
    >
      <Counts needs={needs} />
    </span>
  );
}
