import { cva, type VariantProps } from "class-variance-authority";
import { Loader2 } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./classes.ts";

const look = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        plain: "border border-line bg-surface text-ink shadow-[0_1px_1px_rgb(0_0_0/0.03)] hover:bg-surface-3",
        quiet: "text-ink-2 hover:bg-surface-3 hover:text-ink",
        danger: "bg-bad text-surface hover:opacity-90",
        link: "px-0! text-accent underline-offset-2 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-xs pointer-coarse:h-11 [&_svg]:size-3.5",
        md: "h-touch px-3 text-sm [&_svg]:size-4",
        lg: "h-11 px-4 text-base [&_svg]:size-4.5",
        icon: "size-touch [&_svg]:size-4",
        iconSm: "size-7 pointer-coarse:size-11 [&_svg]:size-4",
      },
    },
    defaultVariants: { tone: "plain", size: "md" },
  },
);

export type ButtonProps = Omit<ComponentProps<"button">, "size"> &
  VariantProps<typeof look> & {
    /** Shows a spinner, keeps the width and blocks a second press. */
    busy?: boolean | undefined;
    icon?: ReactNode;
  };

/** The one button. `icon` sizes need an `aria-label`. */
export function Button({
  tone,
  size,
  busy,
  icon,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={cx(look({ tone, size }), className)}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? <Loader2 className="animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}

/** Button looks for a link (`<Link className={buttonLook({ tone: "primary" })}>`). */
export function buttonLook({ tone, size, className }: VariantProps<typeof look> & { className?: string } = {}): string {
  return cx(look({ tone, size }), className);
}
