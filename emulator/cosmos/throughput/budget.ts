/**
 * How many request units a second there are. A number: so many for each container. `offers`: what each container was given,
 * or what its database was given to share, by its create request or its offer. `unlimited`: nothing is ever refused.
 */
export type Budget = number | "offers" | "unlimited";

/** What a budget must be, for messages. */
export const budgetWords = 'a number of request units a second above zero, "offers" or "unlimited"';

/** Whether a value from outside is a budget. */
export const isBudget = (value: unknown): value is Budget =>
  value === "offers" || value === "unlimited" || (typeof value === "number" && value > 0 && Number.isFinite(value));
