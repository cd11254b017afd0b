export { type CodeBook, type CodeKey, codeBook } from './code-book.ts';
export { codeOnScreen } from './code-on-screen.ts';
