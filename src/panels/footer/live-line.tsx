import { useEffect, useState } from 'react';
import { useHost } from '../../state/use-store.ts';
import { agoWords } from './ago-words.ts';

/** A time that goes on, as far as words about it change. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}

function Read({ readAt, silent }: { readonly readAt: number; readonly silent: string | null }) {
  const ago = agoWords(useNow() - readAt);
  if (silent === null) return <span className="bh-live-line">read from Docker {ago}</span>;
  return (
    <span className="bh-live-line bh-live-silent" role="status" title={silent}>
      Docker does not answer; shown as read {ago}
    </span>
  );
}

/** Since when what runs is known, and whether Docker still answers; nothing where only files are open. */
export function LiveLine() {
  const readAt = useHost((state) => state.live?.readAt ?? null);
  const silent = useHost((state) => state.live?.silent ?? null);
  return readAt === null ? null : <Read readAt={readAt} silent={silent} />;
}
