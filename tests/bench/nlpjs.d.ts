/** The few parts of NLP.js 4 (JavaScript without types) that the bench calls. */
declare module '@nlpjs/core' {
  export interface NlpJsContainer {
    use(plugin: unknown): void;
    get(name: 'nlp'): NlpJs;
    register(name: 'logger', instance: Readonly<Record<string, () => void>>): void;
  }
  /** What training and answering are done with. */
  export interface NlpJs {
    addLanguage(locale: string): void;
    addDocument(locale: string, utterance: string, intent: string): void;
    readonly nluManager: {
      addLanguage(locales: readonly string[]): void;
      /** Trains the classifier of every language; `log` hears of every pass. */
      train(options: { readonly log: () => void }): Promise<void>;
    };
    process(locale: string, utterance: string): Promise<NlpJsAnswer>;
  }
  /** Intents with scores in [0, 1], best first. */
  export interface NlpJsAnswer {
    readonly classifications: readonly { readonly intent: string; readonly score: number }[];
  }
  export function containerBootstrap(): Promise<NlpJsContainer>;
}

declare module '@nlpjs/nlp' {
  export const Nlp: unknown;
}
declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}
declare module '@nlpjs/lang-ko' {
  export const LangKo: unknown;
}
