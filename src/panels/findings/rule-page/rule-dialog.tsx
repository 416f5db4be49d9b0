import { type ComponentType, useEffect, useState } from 'react';
import type { Finding } from '../../../core/analysis/finding.ts';
import { Dialog } from '../../../ui/dialog.tsx';

type About = Pick<Finding, 'rule' | 'slug' | 'why'>;
type Page = ComponentType<{ readonly about: About }>;

/** The page of a finding's rule. It is fetched now; where that fails, the finding's own reason has to do. */
export function RuleDialog({ about, onClose }: { readonly about: About; readonly onClose: () => void }) {
  const [page, setPage] = useState<{ readonly Page: Page } | 'missing' | null>(null);

  useEffect(() => {
    let closed = false;
    import('./rule-page.tsx').then(
      ({ RulePage }) => {
        if (!closed) setPage({ Page: RulePage });
      },
      () => {
        if (!closed) setPage('missing');
      },
    );
    return () => {
      closed = true;
    };
  }, []);

  return (
    <Dialog title={`${about.rule} ${about.slug}`} className="rule-dialog" onClose={onClose}>
      {page === null && <p>…</p>}
      {page === 'missing' && (
        <>
          <p>{about.why}</p>
          <p className="dim">The examples could not be fetched. Reload the page, or read docs/rules.</p>
        </>
      )}
      {page !== null && page !== 'missing' && <page.Page about={about} />}
    </Dialog>
  );
}
