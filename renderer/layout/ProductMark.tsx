/** The product's mark: a form being filled. */
export function ProductMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="6" fill="#ffffff" />
      <path d="M8 8h16v3H8zm0 6.5h16v3H8zM8 21h9v3H8z" fill="#1554ad" />
      <path d="m19 22 2.5 2.5L26 19.5" fill="none" stroke="#cf1322" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
