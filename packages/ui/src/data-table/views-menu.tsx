import { Bookmark, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { Button } from "../button.tsx";
import { Checkbox } from "../choice.tsx";
import { cx } from "../classes.ts";
import { Input } from "../input.tsx";
import { Popover } from "../menu.tsx";
import { toast } from "../toast.tsx";
import { useUiText } from "../ui-text.tsx";
import { type ListState, sameState } from "./list-state.ts";
import { type ListView, useListViews } from "./list-views.ts";

type ViewsMenuProps = { listId: string; state: ListState; onState: (state: ListState) => void };

/** Kept views of the list, own and shared: go to one, keep this one. */
export function ViewsMenu({ listId, state, onState }: ViewsMenuProps) {
  const text = useUiText();
  const { views, save, remove } = useListViews(listId);
  const current = views.find((view) => sameState(view.state, state));
  const shared = views.filter((view) => !view.mine);
  const list = (items: readonly ListView[]) =>
    items.map((view) => (
      <ViewLine key={view.id} view={view} current={view === current} onChoose={onState} onRemove={remove} />
    ));
  return (
    <Popover
      align="end"
      className="w-72"
      trigger={
        <Button
          tone="quiet"
          size={current ? "md" : "icon"}
          aria-label={current ? `${text.views}: ${current.name}` : text.views}
          title={text.views}
        >
          <Bookmark aria-hidden className={cx(current && "fill-current text-accent")} />
          {current && <span className="hidden max-w-40 truncate sm:inline">{current.name}</span>}
        </Button>
      }
    >
      <ul>
        <li>
          <button
            type="button"
            className={cx(viewLook, Object.keys(state).length === 0 && "font-medium text-accent")}
            onClick={() => onState({})}
          >
            {text.everything}
          </button>
        </li>
        {list(views.filter((view) => view.mine))}
      </ul>
      {shared.length > 0 && (
        <>
          <p className="mt-2 px-2 pb-0.5 text-xs font-medium text-ink-3">{text.sharedViews}</p>
          <ul>{list(shared)}</ul>
        </>
      )}
      <SaveView current={current?.mine ? current : undefined} onSave={(name, all) => save(name, state, all)} />
    </Popover>
  );
}

const viewLook = "flex h-touch w-full min-w-0 items-center gap-2 rounded-md px-2 text-start text-sm hover:bg-surface-3";

type ViewLineProps = {
  view: ListView;
  current: boolean;
  onChoose: (state: ListState) => void;
  onRemove: (view: ListView) => Promise<unknown>;
};

function ViewLine({ view, current, onChoose, onRemove }: ViewLineProps) {
  const text = useUiText();
  return (
    <li className="flex items-center">
      <button
        type="button"
        className={cx(viewLook, current && "font-medium text-accent")}
        onClick={() => onChoose(view.state)}
      >
        <span className="min-w-0 flex-1 truncate">{view.name}</span>
        {!view.mine && <span className="max-w-24 truncate text-xs text-ink-3">{view.ownerName}</span>}
        {view.mine && view.shared && <Users className="size-3.5 shrink-0 text-ink-3" aria-label={text.sharedViews} />}
      </button>
      {view.mayRemove && (
        <Button
          tone="quiet"
          size="iconSm"
          aria-label={`${text.deleteView}: ${view.name}`}
          onClick={() => void told(onRemove(view), text.errorTitle)}
        >
          <Trash2 aria-hidden />
        </Button>
      )}
    </li>
  );
}

type SaveViewProps = { current: ListView | undefined; onSave: (name: string, shared: boolean) => Promise<unknown> };

function SaveView({ current, onSave }: SaveViewProps) {
  const text = useUiText();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(current?.shared ?? false);
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    const wanted = name.trim() || current?.name;
    if (!wanted || busy) return;
    setBusy(true);
    if (await told(onSave(wanted, shared), text.errorTitle)) setName("");
    setBusy(false);
  };
  return (
    <form
      className="mt-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <div className="flex gap-2">
        <Input
          aria-label={text.viewName}
          placeholder={current?.name ?? text.viewName}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" busy={busy} disabled={!name.trim() && !current}>
          {text.save}
        </Button>
      </div>
      <Checkbox label={text.shareView} checked={shared} onChange={(event) => setShared(event.target.checked)} />
    </form>
  );
}

/** Waits for what the server does with it; a refusal is told in its words. */
async function told(done: Promise<unknown>, title: string): Promise<boolean> {
  try {
    await done;
    return true;
  } catch (error) {
    toast({ tone: "bad", title, detail: error instanceof Error ? error.message : undefined });
    return false;
  }
}
