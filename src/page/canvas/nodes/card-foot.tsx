import './card-foot.css';
import type { NeedCount } from '../../../core/needs/known-needs.ts';

/** At the foot of a card: how many known needs come in, and how many go out. */
export function CardFoot({ needs }: { readonly needs: NeedCount }) {
  const one = needs.in === 1 ? 'service needs' : 'services need';
  return (
    <span
      className="bh-foot"
      data-needs={`${needs.in} ${needs.out}`}
      title={`${needs.in} ${one} it; it needs ${needs.out}, as far as the files show`}
    >
      <span>← {needs.in}</span>
      <span>→ {needs.out}</span>
    </span>
  );
}
