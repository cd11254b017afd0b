import { codeText } from '@shangju/rules';
import { useMutation } from '@tanstack/react-query';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { openPage } from '@/services/places';
import { scan } from '@/services/scan';
import { scannedPage } from './scanned-code';

/**
 * Opens the scanner.
 * @param onCode gets the 32 characters; by default the page opens that says what the code is for
 */
export function useScan(onCode: (code: string) => void = (code) => openPage(scannedPage(code))): {
  start: () => void;
  busy: boolean;
} {
  const { mutate, isPending } = useMutation({
    mutationFn: scan,
    onSuccess: (said) => {
      if (said === undefined) return;
      const code = codeText(said);
      if (code === undefined) notify('这不是本街区的码，请扫店家手机上亮出的码。', 'alarm');
      else onCode(code);
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  return { start: () => mutate(), busy: isPending };
}
