/** Time that passes only when somebody sleeps. */
export class FakeClock {
  time = Date.parse('2026-11-24T10:00:00Z');

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    await Promise.resolve();
  }
}
