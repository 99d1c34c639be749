import { Fragment, type ReactNode } from 'react';
import styles from './Controls.module.css';

/** Code takes the sign behind it along, which would else begin a line. */
const MARKS = /(\*\*[^*]+\*\*|`[^`]+`[.,:;)]?)/;
const CODE = /^`([^`]+)`(.?)$/;
/** A node's name, which is not broken at its hyphen. */
const NAME = /([a-z]+-\d+)/;

interface RichTextProps {
  readonly text: string;
  /** How code is shown, if not as it stands. */
  readonly code?: (code: string) => ReactNode;
}

/** Text with `**bold**` and `` `code` `` marks; code may stand in bold, and everything else is shown as it stands. */
export function RichText({ text, code = plainCode }: RichTextProps): ReactNode {
  // A piece has no name of its own, and the pieces of one text never move.
  return text
    .split(MARKS)
    .map((piece, place) => <Fragment key={place}>{render(piece, code)}</Fragment>);
}

function plainCode(code: string): ReactNode {
  return <code>{code}</code>;
}

function render(piece: string, code: (code: string) => ReactNode): ReactNode {
  if (piece.length > 4 && piece.startsWith('**') && piece.endsWith('**')) {
    return (
      <strong>
        <RichText text={piece.slice(2, -2)} code={code} />
      </strong>
    );
  }
  const [, inner, sign] = CODE.exec(piece) ?? [];
  if (inner === undefined) return <WholeNames text={piece} />;
  if (sign === '') return code(inner);
  return (
    <span className={styles.name}>
      {code(inner)}
      {sign}
    </span>
  );
}

/** Text in which no node's name is broken. */
export function WholeNames({ text }: { readonly text: string }): ReactNode {
  return text.split(NAME).map((part, place) =>
    place % 2 === 0 ? (
      part
    ) : (
      <span key={place} className={styles.name}>
        {part}
      </span>
    ),
  );
}
