/**
 * What one review may do, in units of work of some fifty microseconds each. It is counted and not measured, so that
 * equal trees come to equal answers on every machine.
 */
export class Budget {
  readonly total: number;
  private spent = 0;

  constructor(total: number) {
    this.total = total;
  }

  /** What is done whatever it costs: reading, building and judging, which limits of their own keep small. */
  spend(units: number): void {
    this.spent += units;
  }

  /** Never below zero. */
  get left(): number {
    return Math.max(0, this.total - this.spent);
  }

  /** Does something, and tells what that cost; at least `least`, which is spent. */
  measure<T>(work: () => T, least = 0): { readonly result: T; readonly cost: number } {
    const before = this.spent;
    const result = work();
    this.spend(Math.max(0, least - (this.spent - before)));
    return { result, cost: this.spent - before };
  }
}

/**
 * What one part of each evaluation may take of a budget. It is the same for each, so that what comes of equal trees is
 * equal, and no evaluation sees less than the one that it is compared with.
 */
export class Allowance {
  private readonly budget: Budget;
  private readonly most: number;
  private spent = 0;

  constructor(budget: Budget, most: number) {
    this.budget = budget;
    this.most = most;
  }

  /** Another evaluation begins. */
  renew(): void {
    this.spent = 0;
  }

  spend(units: number): void {
    this.spent += units;
    this.budget.spend(units);
  }

  /** Never below zero. */
  get left(): number {
    return Math.max(0, this.most - this.spent);
  }
}
