/** A line as it is drawn in the picture. */
export function Sample({ className }: { readonly className: string }) {
  return (
    <svg className="bh-sample" viewBox="0 0 40 12" aria-hidden="true">
      <path className={className} d="M1 6H39" />
      {className.includes('nowhere') && <path className="bh-cross" d="M15 1l10 10m0 -10l-10 10" />}
    </svg>
  );
}
