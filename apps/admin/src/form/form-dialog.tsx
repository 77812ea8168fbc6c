import { Dialog } from "@selvedge/ui";
import { type ReactNode, useId } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Form, SaveButton } from "./form.tsx";

type FormDialogProps<Values extends FieldValues> = {
  title: string;
  description?: string;
  form: UseFormReturn<Values>;
  /** Saves; what it throws is shown beside its fields, and the dialog stays. */
  onSubmit: (values: Values) => Promise<unknown>;
  /** What the button says: a verb. */
  button: string;
  onClose: () => void;
  /** What stands above the fields and is none of them. */
  above?: ReactNode;
  children: ReactNode;
};

/** A dialog that is one form with one button. */
export function FormDialog<Values extends FieldValues>(props: FormDialogProps<Values>) {
  const { title, description, form, onSubmit, button, onClose, above, children } = props;
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      footer={
        <SaveButton form={id} busy={form.formState.isSubmitting}>
          {button}
        </SaveButton>
      }
    >
      {above}
      <Form id={id} form={form} onSubmit={onSubmit} className="space-y-4">
        {children}
      </Form>
    </Dialog>
  );
}
