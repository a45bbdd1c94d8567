/** Host names in running text: the live inventory first, then what can hardly be anything else. */

/** A stretch that may be a host name: Latin letters and digits joined by `-`, `_` or `.`. */
const CANDIDATE = /[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*/g;

/** First parts of `word-number` that are no hosts: `top-5`, `utf-8`, `covid-19`. */
const NOT_HOSTS: ReadonlySet<string> = new Set(
  'top last next past first best worst p v h sev level lv tier step phase utf sha md covid gpt mp ipv base day week month year hour no part page chapter ubuntu debian rhel centos python java ios android iphone windows win iso rfc raid usb hdmi wifi web3 f b a c d x y z u pm am sept oct nov dec jan feb mar apr may jun jul aug'.split(
    ' ',
  ),
);

/** Words that, followed by a number without a hyphen, name a machine: `web01`, `redis3`. */
const HOST_WORDS: ReadonlySet<string> = new Set(
  'web was app api db pg mysql maria mongo redis kafka es elastic nas san gw lb mq rabbit mail smtp ns dns node srv server host vm batch cache proxy nginx haproxy mon bk backup k8s worker master etcd log auth pay order search prod dev stg'.split(
    ' ',
  ),
);

/**
 * Whether a word of the shape `CANDIDATE` is surely a host although no live server has that name.
 * @param word lower case
 */
export function looksLikeHost(word: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(word)) return true;
  const joined = /^([a-z][a-z0-9]*)(?:[-_][a-z0-9]+)*[-_]\d{1,4}$/.exec(word);
  if (joined) return !NOT_HOSTS.has(joined[1]);
  const plain = /^([a-z]+(?:8s)?)(\d{1,3})$/.exec(word);
  return plain !== null && HOST_WORDS.has(plain[1]);
}

/**
 * Replaces every host name by `mark`, with a space on both sides.
 * @param text any case
 * @param names live names in lower case
 */
export function replaceHosts(text: string, names: ReadonlySet<string>, mark: string): string {
  return text.replace(CANDIDATE, (word) => {
    const lower = word.toLowerCase();
    return names.has(lower) || looksLikeHost(lower) ? ` ${mark} ` : word;
  });
}

/** A host and what is asked of it typed as one word: `web-05cpu`. */
const GLUED =
  /[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*[-_]\d{1,4}(?=(?:cpu|memory|mem|ram|disk|network|latency|traffic|load|status|logs?|restart|reboot)(?![a-z0-9]))/gi;
/** The same, or any stretch that may be a host name. */
const STRETCH = new RegExp(`${GLUED.source}|${CANDIDATE.source}`, 'gi');

/** Host-like stretches of a text with where they start, in reading order; not only live ones. */
export function hostCandidates(
  text: string,
): readonly { readonly word: string; readonly at: number }[] {
  return [...text.matchAll(STRETCH)].map((match) => ({
    word: match[0].toLowerCase(),
    at: match.index,
  }));
}

/** A text with every host-like word (joined by `-`, `_` or `.`, or a word and a number) replaced by spaces. */
export function blankHosts(text: string): string {
  return text.replace(CANDIDATE, (word) => (/[-_.\d]/.test(word) ? ' '.repeat(word.length) : word));
}
