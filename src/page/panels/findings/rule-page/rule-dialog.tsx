import { lazy, Suspense } from 'react';
import { ruleAddress } from '../../../../core/export/docs-address.ts';
import type { Finding } from '../../../../core/findings/finding.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DocsLink } from '../../shared/docs-link.tsx';

type About = Pick<Finding, 'rule' | 'slug' | 'why'>;

/** The reason of a finding, shown where the page of its rule cannot be fetched. */
function MissingPage({ about }: { readonly about: About }) {
  return (
    <>
      <p>{about.why}</p>
      <p className="bh-dim">The examples could not be fetched. Reload the page, or read docs/rules.</p>
    </>
  );
}

const RulePage = lazy(() =>
  import('./rule-page.tsx').then(
    (module) => ({ default: module.RulePage }),
    () => ({ default: MissingPage }),
  ),
);

export interface RuleDialogProps {
  /** The finding whose rule is explained; null for a closed dialog. */
  readonly about: About | null;
  readonly onClose: () => void;
}

/** The dialog with the page of a finding's rule. */
export function RuleDialog({ about, onClose }: RuleDialogProps) {
  if (about === null) return null;
  return (
    <Dialog title={`${about.rule} ${about.slug}`} width={760} onClose={onClose}>
      <Suspense fallback={<p>…</p>}>
        <RulePage about={about} />
      </Suspense>
      <p>
        <DocsLink to={(docs) => ruleAddress(docs, { id: about.rule, slug: about.slug })} title={about.rule}>
          {about.rule} on the docs site
        </DocsLink>
      </p>
    </Dialog>
  );
}
