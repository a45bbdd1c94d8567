/** How a question sounds, from its words and marks. Rules, not a model: it only changes how an answer opens. */
import type { Tone } from '../domain/question.ts';

const URGENT =
  /급(?:해|하|함|히)|긴급|빨리|당장|얼른|지금\s?바로|즉시|서둘|큰일|난리|터졌|뻗었|불났|죽겠|asap|urgent|emergency|immediately|right now|right away|hurry|quick(?:ly)?\b|on fire|melting|everything is down|!{2,}/i;
const ANGRY =
  /짜증|열받|빡|젠장|미치겠|미쳤|제기랄|씨발|시발|ㅅㅂ|ㅆㅂ|도대체|대체 왜|몇 번째|또야|damn|wtf|hell\b|freaking|fuck|shit|ridiculous|sick of|fed up|again\?!|what the/i;
const WORRIED =
  /걱정|불안|무서|큰일|어떡|어쩌|괜찮을까|괜찮은\s?거|위험한\s?거|ㅠ|ㅜ|혹시|worr|afraid|scared|nervous|concern|is it bad|trouble|help me|uh oh|yikes/i;
const PLEASED =
  /고마|감사|잘했|최고|좋아|굿|ㅎㅎ|ㅋㅋ|thank|thx|great|nice|awesome|perfect|love it|cheers|well done/i;

/** The tone of a text; anger before worry before thanks. */
export function toneOf(text: string): Tone {
  return {
    sentiment: ANGRY.test(text)
      ? 'angry'
      : WORRIED.test(text)
        ? 'worried'
        : PLEASED.test(text)
          ? 'pleased'
          : 'neutral',
    urgent: URGENT.test(text),
  };
}
