/** What is wrong with an `APP_ID` that is not one. */
export const appIdProblem = 'APP_ID must be the number that GitHub shows on the page of the app.';

/** The id of the app out of the environment, or null when it is not one: a client id, a name, nothing. */
export function appIdOf(text: string | undefined): number | null {
  const number = /^[1-9]\d*$/.test(text?.trim() ?? '') ? Number(text) : NaN;
  return Number.isSafeInteger(number) ? number : null;
}
