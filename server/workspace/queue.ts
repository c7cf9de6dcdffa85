import type { KbPath } from '../model/path.ts';

/** Chapters that wait for something, each once, in this order. */
export class Queue extends Set<KbPath> {
  addFirst(path: KbPath): void {
    const rest = [...this];
    this.clear();
    this.add(path);
    for (const other of rest) this.add(other);
  }
}
