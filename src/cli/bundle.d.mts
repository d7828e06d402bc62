import type { BuildOptions } from 'esbuild'

export declare const JOINED: Readonly<BuildOptions>
export declare function bundle(root: string, command: string): Promise<string>
