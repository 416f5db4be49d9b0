import { splitHostName } from '../../../core/host/host.ts';
import { openService } from '../../host/show-on-host.ts';

/** More are counted. */
const most = 24;

/** Services as buttons that open their stacks at their cards; `none` in their place where there are none. */
export function NameButtons({ names, none }: { readonly names: readonly string[]; readonly none: string }) {
  if (names.length === 0) return <p className="bh-dim">{none}</p>;
  return (
    <p className="bh-names">
      {names.slice(0, most).map((name) => {
        const { stack, service } = splitHostName(name);
        return (
          <button
            key={name}
            type="button"
            className="bh-chip bh-pill-button"
            onClick={() => openService(stack, service)}
          >
            {name}
          </button>
        );
      })}
      {names.length > most && <span className="bh-dim">and {names.length - most} more</span>}
    </p>
  );
}
