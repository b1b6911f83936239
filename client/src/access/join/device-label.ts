/** What a person would call this browser: `Chrome on Linux`. From its user agent, which may say nothing of use. */
export function deviceLabel(userAgent: string = navigator.userAgent): string {
  const browser = browsers.find(([mark]) => mark.test(userAgent))?.[1] ?? 'Browser';
  const system = systems.find(([mark]) => mark.test(userAgent))?.[1];
  return system === undefined ? browser : `${browser} on ${system}`;
}

const between = ' · ';

/** Of a device whose access is nobody's by name: who uses it stands wherever the device does. */
export function ownedLabel(person: string, device: string): string {
  return `${person.replaceAll(between, ' ')}${between}${device}`;
}

/** Who uses a device, where its label says it, and what it is called besides. */
export function readOwnedLabel(label: string): {
  readonly person: string | undefined;
  readonly device: string;
} {
  const at = label.indexOf(between);
  if (at <= 0) return { person: undefined, device: label };
  return { person: label.slice(0, at), device: label.slice(at + between.length) };
}

/** The more particular first: nearly all of them call themselves Chrome and Safari too. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];
