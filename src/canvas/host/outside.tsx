import { memo } from 'react';
import type { HostScene } from '../../core/host/picture/host-scene.ts';
import { mainWay } from './main-way.ts';

interface OutsideProps {
  readonly scene: HostScene;
  /** Its ways in are written beside its own cards. */
  readonly unfolded: string | null;
}

/** The outside at the left, with what is spoken where something answers there. */
export const Outside = memo(function Outside({ scene, unfolded }: OutsideProps) {
  const { outside, wall, bands, row } = scene;
  return (
    <div
      className="bh-host-outside"
      style={{ left: outside.x, top: outside.y, width: outside.width, height: outside.height }}
    >
      <p className="bh-host-outside-head">
        <b>Outside</b>
        <small>internet or LAN</small>
      </p>
      <span className="bh-host-wall-name" style={{ left: wall.x - outside.x + wall.width / 2 }}>
        host
      </span>
      {bands.map(({ band, middle }) => {
        const way = mainWay(band);
        if (way === null || way.kind === 'host' || band.stack === unfolded) return null;
        return (
          <p
            key={band.stack}
            className={`bh-host-way bh-way-${way.tone}`}
            style={{ top: middle - outside.y - row / 2, height: row }}
            title={`${band.stack}: ${way.words}`}
          >
            {way.tone === 'danger' && <span aria-hidden="true">▲ </span>}
            {way.title}
            {way.tone === 'danger' && <span className="bh-visually-hidden">, dangerous</span>}
          </p>
        );
      })}
    </div>
  );
});
