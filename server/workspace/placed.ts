import { claimPlace } from '../model/claims.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { Finding } from '../model/rule.ts';

/** The finding with the places of claims in other chapters as they are now. */
export function placed(finding: Finding, kb: KnowledgeBase): Finding {
  if (finding.related?.some(({ claim }) => claim !== undefined) !== true) return finding;
  const related = finding.related.map(other => {
    const facts = other.claim && kb.chapter(other.path)?.facts;
    return facts === undefined ? other : { ...other, span: claimPlace(facts.claims, other.claim!.name, other.claim!.nth) ?? other.span };
  });
  return { ...finding, related };
}
