export { type CodeBook, codeBook } from './code-book.ts';
export { codeOnScreen } from './code-on-screen.ts';
