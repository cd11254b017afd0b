import type { Transport } from '@shangju/client';
import { NetworkFailure } from './network-failure';
import { noteStreetTime } from './street-clock';
import { parseBody, wasTimeout } from './transport';

/** 2 MB at the speed of a bad day, and every row of it checked. */
const TIMEOUT_MS = 60_000;

/** A spreadsheet that the person has picked. */
export type ChosenSheet = File;

/** Lets the person pick a spreadsheet (.xlsx). Where none is picked, old browsers never answer. */
export function chooseSheet(): Promise<ChosenSheet | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.xlsx';
    input.hidden = true;
    const answer = () => {
      resolve(input.files?.[0]);
      input.remove();
    };
    input.addEventListener('change', answer);
    input.addEventListener('cancel', answer);
    // Safari opens no picker for what is not part of the page.
    document.body.append(input);
    input.click();
  });
}

/** Carries a request with a spreadsheet as its form. */
export function sheetTransport(sheet: ChosenSheet): Transport {
  return async ({ method, path, headers }) => {
    const body = new FormData();
    body.append('sheet', sheet, sheet.name);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
    const sentAtMs = Date.now();
    try {
      const answer = await fetch(`${API_ORIGIN}${path}`, { method, headers, body, signal: timeout.signal });
      noteStreetTime(answer.headers.get('date'), sentAtMs);
      return { status: answer.status, body: parseBody(await answer.text()) };
    } catch (failure) {
      throw new NetworkFailure(wasTimeout(failure) ? 'timeout' : 'unreachable');
    } finally {
      clearTimeout(timer);
    }
  };
}
