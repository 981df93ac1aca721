import { helmfileFiles } from '../helmfile/files.ts';
import { scriptFiles } from '../scripts/files.ts';
import { terraformFiles } from '../terraform/files.ts';
import type { FilePattern } from '../tree/tool-patterns.ts';

/** The files of every tool that has its own, by their names alone: whoever reads a tree needs nothing else of the tools. */
export const toolFiles: readonly FilePattern[] = [scriptFiles, helmfileFiles, terraformFiles];
