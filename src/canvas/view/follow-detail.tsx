import { useStore } from '@xyflow/react';
import { type RefObject, useLayoutEffect } from 'react';
import type { Sizes } from '../../core/layout/metrics.ts';
import { detailStore, levelOfDetail } from '../flow/level-of-detail.ts';

/** Keeps the level of detail, and the size of letters on the canvas, in step with the zoom. Renders nothing. */
export function FollowDetail({
  root,
  sizes,
}: {
  readonly root: RefObject<HTMLElement | null>;
  readonly sizes: Sizes;
}) {
  const key = useStore(({ transform: [, , zoom] }) => {
    const { detail, unit } = levelOfDetail(zoom, sizes);
    return `${detail} ${unit}`;
  });
  useLayoutEffect(() => {
    const [detail, unit] = key.split(' ');
    detailStore.setState({
      detail: detail as ReturnType<typeof levelOfDetail>['detail'],
      unit: Number(unit),
    });
    root.current?.setAttribute('data-detail', detail ?? '');
    root.current?.setAttribute('data-level', sizes.level);
    root.current?.style.setProperty('--unit', `${unit}px`);
  }, [key, root, sizes.level]);
  return null;
}
