/** WeChat loads the pages of a subpackage together: nothing is left to fetch. */
export function readyOffline(): void {}
