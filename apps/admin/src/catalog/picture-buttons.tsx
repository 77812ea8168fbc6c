import { catalogApi, type OutputOf } from "@selvedge/contract";
import { Button, toast } from "@selvedge/ui";
import { ImageOff, ImageUp } from "lucide-react";
import { useId, useState } from "react";
import { useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { shrinkPicture } from "./shrink-picture.ts";

type Colourway = OutputOf<typeof catalogApi.getStyle>["colourways"][number];

/** Chooses a photo of a colourway, made small enough before it is sent, or goes back to the drawn garment. */
export function PictureButtons({ colourway }: { colourway: Colourway }) {
  const t = useT();
  const field = useId();
  const [reading, setReading] = useState(false);
  const set = useCommand(catalogApi.setPicture, { refresh: ["catalog."], done: t("Saved") });
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setReading(true);
    try {
      set.mutate({ id: colourway.id, picture: await shrinkPicture(file) });
    } catch {
      toast({ tone: "bad", title: t("This file is not a picture that can be read. Choose a PNG, JPEG or WebP.") });
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <input
        id={field}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        className="sr-only"
        tabIndex={-1}
        aria-label={t("Picture of {{name}}", { name: colourway.name })}
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button
        size="sm"
        tone="quiet"
        icon={<ImageUp aria-hidden />}
        busy={reading || set.isPending}
        onClick={() => document.getElementById(field)?.click()}
      >
        <span className="max-sm:sr-only">{colourway.pictureUrl ? t("Replace picture") : t("Add picture")}</span>
      </Button>
      {colourway.pictureUrl && (
        <Button
          size="sm"
          tone="quiet"
          icon={<ImageOff aria-hidden />}
          aria-label={t("Remove the picture of {{name}}", { name: colourway.name })}
          onClick={() => set.mutate({ id: colourway.id, picture: null })}
        />
      )}
    </>
  );
}
