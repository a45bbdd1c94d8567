/** What a text sets aside: X 말고 Y, except X, not X but Y. */

const AFTER =
  /^\s?(?:서버|장비|노드|그룹|쪽|사용률|사용량|servers?|hosts?)?(?:은|는|을|를|이|가|만)?\s?(?:말고|빼고|제외|아니고|아니라|아닌|대신)/i;
const BEFORE =
  /(?:\bexcept(?:\sfor)?|\bexcluding|\bwithout|\bother\sthan|\binstead\sof|\brather\sthan|\bapart\sfrom|\bbut\snot|\ball\sbut|\b(?:everyone|everything|everywhere|anything)\sbut|\bnot)\s(?:the\s|on\s|in\s)?$/i;

/** The first of two set aside together: A랑 B 빼고. */
const PAIR_AFTER =
  /^\s?(?:서버|장비|노드)?(?:이랑|랑|하고|와|과|및)\s?[가-힣a-z0-9-]+\s?(?:서버|장비|노드)?\s?(?:말고|빼고|제외)/i;
/** The second of two: except A and B. */
const PAIR_BEFORE =
  /\b(?:except(?:\sfor)?|excluding|without|other\sthan|apart\sfrom|(?:everyone|everything|everywhere|anything|all)\sbut)\s(?:the\s)?[\w-]+(?:\s(?:servers?|hosts?))?(?:,|\s(?:and|or)|\s?&)\s(?:the\s)?$/i;

/** Whether the part [from, to) of a text is named only to be set aside. */
export function isNegated(text: string, from: number, to: number): boolean {
  const before = text.slice(0, from);
  const after = text.slice(to);
  return (
    AFTER.test(after) || BEFORE.test(before) || PAIR_AFTER.test(after) || PAIR_BEFORE.test(before)
  );
}
