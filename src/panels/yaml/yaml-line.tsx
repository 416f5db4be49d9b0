// One line of the file with a little colour. It only looks at the line itself: a file that cannot be read is shown, too.

const parts = /^(\s*(?:- )*)(?:("[^"]*"|'[^']*'|[^\s#'":,{}[\]][^:#]*?)(:)(?=\s|$))?(.*?)(\s#.*|^#.*)?$/;

/** A line of YAML: indentation, key, value, comment. */
export function YamlLine({ text }: { readonly text: string }) {
  if (/^\s*#/.test(text)) return <span className="yaml-comment">{text}</span>;
  const match = parts.exec(text);
  if (match === null) return <>{text}</>;
  const [, indent = '', key = '', colon = '', value = '', comment = ''] = match;
  return (
    <>
      {indent}
      {key !== '' && <span className="yaml-key">{key}</span>}
      {colon}
      {value !== '' && <span className="yaml-value">{value}</span>}
      {comment !== '' && <span className="yaml-comment">{comment}</span>}
    </>
  );
}
