import { claimPlace } from '../model/claims.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { Finding, Related } from '../model/rule.ts';

/** The finding with the places of claims in other chapters as they are now. They are looked up when somebody wants to see them. */
export function placed(finding: Finding, kb: KnowledgeBase): Finding {
  if (finding.related?.some(({ claim }) => claim !== undefined) !== true) return finding;
  const { related, ...rest } = finding;
  let now: readonly Related[] | undefined;
  return {
    ...rest,
    get related() {
      now ??= related.map(other => relatedNow(other, kb));
      return now;
    },
  };
}

function relatedNow(other: Related, kb: KnowledgeBase): Related {
  const facts = other.claim && kb.chapter(other.path)?.facts;
  return facts === undefined ? other : { ...other, span: claimPlace(facts.claims, other.claim!.name, other.claim!.nth) ?? other.span };
}
