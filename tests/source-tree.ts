/** The source tree as data: every file with its lines and imports, for the architecture test. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** One import of a file: a path inside `src` or a package name. */
export interface Import {
  readonly target: string;
  readonly isPackage: boolean;
  /** `import type` and `export type … from`: gone after compilation. */
  readonly isTypeOnly: boolean;
}

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** True when every statement is an `export … from`. */
  readonly isReExport: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\s\S]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Reads every .ts and .tsx file under `folder`. */
export function readTree(root: string, folder: string): readonly SourceFile[] {
  return walk(join(root, folder)).map((file) => {
    const text = readFileSync(file, 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    return {
      path: relative(root, file).replaceAll('\\', '/'),
      lines: text.trimEnd().split('\n').length,
      imports: [...code.matchAll(IMPORT)].map((match) => importOf(root, file, match)),
      isReExport:
        code.trim() !== '' &&
        code.replace(/export\s+(type\s+)?[\s\S]*?from\s+['"][^'"]+['"];?/g, '').trim() === '',
    };
  });
}

function importOf(root: string, file: string, [, type, from, dynamic]: RegExpMatchArray): Import {
  const specifier = from ?? dynamic;
  const isPackage = !specifier.startsWith('.');
  const target = isPackage
    ? specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
    : relative(root, resolve(dirname(file), specifier.replace(/\?.*$/, ''))).replaceAll('\\', '/');
  return { target, isPackage, isTypeOnly: type !== undefined };
}

function walk(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return walk(path);
      return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [path] : [];
    });
}
