export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A line `- **RP12** …` in a specification states the rule RP12. */
const rulePattern = /^\s*[-*] \*\*([A-Z]{2,4}\d+)\*\*/gm;
const stringPattern = /(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g;
const citationPattern = /\[([A-Z]{2,4}\d+)\]/g;

/**
 * Compares the rules of specifications with the rules that test titles cite as `[RP12]`. Returns
 * one line for each rule stated twice, rule without a test, and citation of an unknown rule.
 */
export function findSpecProblems(
  specifications: readonly SourceFile[],
  tests: readonly SourceFile[],
): readonly string[] {
  const problems: string[] = [];
  const specByRule = new Map<string, string>();
  for (const { path, text } of specifications) {
    for (const [, rule = ''] of text.matchAll(rulePattern)) {
      const other = specByRule.get(rule);
      if (other !== undefined) problems.push(`${path}: ${rule} is already stated in ${other}`);
      specByRule.set(rule, path);
    }
  }
  const tested = new Set<string>();
  for (const { path, text } of tests) {
    for (const rule of citedRules(text)) {
      tested.add(rule);
      if (!specByRule.has(rule)) problems.push(`${path}: [${rule}] is in no specification`);
    }
  }
  for (const [rule, path] of specByRule) {
    if (!tested.has(rule)) problems.push(`${path}: ${rule} has no test`);
  }
  return problems;
}

function citedRules(text: string): ReadonlySet<string> {
  const rules = new Set<string>();
  for (const [, , literal = ''] of text.matchAll(stringPattern)) {
    for (const [, rule = ''] of literal.matchAll(citationPattern)) rules.add(rule);
  }
  return rules;
}
