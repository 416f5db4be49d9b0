// The forms of names, labels, ports and quantities in Kubernetes.

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** Of Services: no digit first. */
const label1035 = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const qualified = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const dataKey = /^[-._a-zA-Z0-9]{1,253}$/;

export function isServiceName(text: string): boolean {
  return label1035.test(text);
}

export function isLabelValue(text: string): boolean {
  return labelValue.test(text);
}

export function isDataKey(text: string): boolean {
  return dataKey.test(text) && text !== '.' && !text.startsWith('..');
}

export function isLabel(text: string): boolean {
  return label.test(text);
}

export function isSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part));
}

/** The name of a port: at most 15 of a-z, 0-9 and single dashes, one of them a letter. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text);
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

/** A quantity as its number; null for what is none: `1.5Gi`, `100m`, `1e3`. */
export function quantity(text: string | number): number | null {
  const [, number, suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(m|n|u|k|Ki|Mi|Gi|Ti|Pi|Ei|[MGTPE]|[eE][+-]?\d+)?$/.exec(String(text)) ?? [];
  if (number === undefined) return null;
  const powers = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  const small = ['', 'm', 'u', 'n'].indexOf(suffix);
  if (small >= 0) return Number(number) * 1000 ** -small;
  if (/^[eE][+-]?\d/.test(suffix)) return Number(`${number}${suffix}`);
  const power = powers.indexOf(suffix.replace('i', '').replace('K', 'k'));
  return Number(number) * (suffix.endsWith('i') ? 1024 : 1000) ** power;
}

export function isQualified(key: string): boolean {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  return qualified.test(name) && parts.length <= 1 && parts.every(isSubdomain);
}
