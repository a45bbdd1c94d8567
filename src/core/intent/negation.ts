/** What a text sets aside: X 말고 Y, except X, not X but Y. */

const AFTER =
  /^\s?(?:서버|장비|노드|그룹|쪽|사용률|사용량|servers?|hosts?)?(?:은|는|을|를|이|가|만)?\s?(?:말고|빼고|제외|아니고|아니라|아닌|대신)/i;
const BEFORE =
  /(?:\bexcept(?:\sfor)?|\bexcluding|\bwithout|\bother\sthan|\binstead\sof|\brather\sthan|\bapart\sfrom|\bbut\snot|\ball\sbut|\b(?:everyone|everything|anything)\sbut|\bnot)\s(?:the\s|on\s|in\s)?$/i;

/** Whether the part [from, to) of a text is named only to be set aside. */
export function isNegated(text: string, from: number, to: number): boolean {
  return AFTER.test(text.slice(to)) || BEFORE.test(text.slice(0, from));
}
