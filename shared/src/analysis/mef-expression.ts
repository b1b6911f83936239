import type { XmlElement } from './xml-tree.ts';

export interface ExpressionContext {
  /** The defining element of a parameter, by the name that is used here. */
  readonly parameter: (name: string) => XmlElement | undefined;
  /** Hours. */
  readonly missionTime: number;
}

/** Children that say something of an element, not what it is. */
const remarks = new Set(['label', 'attributes']);

export function contentOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter(({ name }) => !remarks.has(name));
}

/**
 * The mean of an expression of Open-PSA MEF; `undefined` where it is one that is not understood, or
 * has no finite value.
 */
export function expressionValue(
  element: XmlElement,
  context: ExpressionContext,
  within: ReadonlySet<string> = new Set(),
): number | undefined {
  const value = valueOf(element, context, within);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function valueOf(
  element: XmlElement,
  context: ExpressionContext,
  within: ReadonlySet<string>,
): number | undefined {
  const { name, attributes } = element;
  switch (name) {
    case 'float':
    case 'int':
      return numberOf(attributes['value']);
    case 'system-mission-time':
      return context.missionTime;
    case 'parameter': {
      const called = attributes['name'] ?? '';
      const defined = context.parameter(called);
      const [inner] = defined === undefined ? [] : contentOf(defined);
      if (inner === undefined || within.has(called)) return undefined;
      return expressionValue(inner, context, new Set([...within, called]));
    }
  }
  const values: number[] = [];
  for (const child of contentOf(element)) {
    const value = expressionValue(child, context, within);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return calculated(name, values);
}

function calculated(name: string, values: readonly number[]): number | undefined {
  const [a, b, c, d] = values;
  if (a === undefined) return undefined;
  switch (name) {
    case 'add':
      return values.reduce((sum, value) => sum + value);
    case 'sub':
      return values.reduce((rest, value) => rest - value);
    case 'mul':
      return values.reduce((product, value) => product * value);
    case 'div':
      return values.reduce((rest, value) => rest / value);
    case 'neg':
      return -a;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'exp':
      return Math.exp(a);
    case 'pow':
      return b === undefined ? undefined : a ** b;
    case 'exponential':
      return b === undefined ? undefined : -Math.expm1(-a * b);
    case 'GLM':
      if (b === undefined || c === undefined || d === undefined) return undefined;
      return (b - (b - a * (b + c)) * Math.exp(-(b + c) * d)) / (b + c);
    case 'Weibull':
      if (b === undefined || c === undefined || d === undefined) return undefined;
      return -Math.expm1(-(((d - c) / a) ** b));
    case 'lognormal-deviate':
      // Three arguments are mean, error factor, level; two are of the logarithm.
      return c === undefined ? undefined : a;
    case 'normal-deviate':
      return a;
    case 'uniform-deviate':
      return b === undefined ? undefined : (a + b) / 2;
    default:
      return undefined;
  }
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
