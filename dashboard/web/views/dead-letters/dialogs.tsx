import { useState } from "preact/hooks";
import { CheckField, Dialog, TextArea, TextField } from "../../kit/index.ts";
import { rememberedName } from "./who.ts";

/** Asks who discards a letter, and why. */
export function DiscardDialog({
  parks,
  isCommand,
  onDiscard,
  onClose,
}: {
  readonly parks: boolean;
  readonly isCommand: boolean;
  readonly onDiscard: (by: string, reason: string) => void;
  readonly onClose: () => void;
}) {
  const [by, setBy] = useState(rememberedName());
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const lacks = (text: string, words: string) => (asked && text.trim() === "" ? words : undefined);
  return (
    <Dialog title="Discard the letter" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (by.trim() !== "" && reason.trim() !== "") onDiscard(by.trim(), reason.trim());
        }}
      >
        <p>
          {isCommand
            ? "The command stays failed for good, whoever brings it again."
            : "Its handler never gets this message."}
          {parks && " What waits behind it goes on."} The letter is kept with your name and the reason.
        </p>
        <TextField label="Your name" value={by} onInput={setBy} fault={lacks(by, "Who decides this?")} autofocus />
        <TextArea
          label="Reason"
          value={reason}
          onInput={setReason}
          rows={3}
          fault={lacks(reason, "Why is it given up?")}
        />
        <div class="buttons">
          <button type="button" class="plain" onClick={onClose}>
            Keep it
          </button>
          <button type="submit" class="danger">
            Discard
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Warns of a handler that is not idempotent, and asks who lets it run again. */
export function ForceDialog({
  handler,
  onForce,
  onClose,
}: {
  readonly handler: string;
  readonly onForce: (by: string) => void;
  readonly onClose: () => void;
}) {
  const [by, setBy] = useState(rememberedName());
  const [looked, setLooked] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <Dialog title="It may do harm twice" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (by.trim() !== "" && looked) onForce(by.trim());
        }}
      >
        <p>
          The contract declares <code>{handler}</code> not to be idempotent: what it did before it failed may be done a
          second time, such as a letter that is sent or a payment that is made. Look at what it did first.
        </p>
        <CheckField label="I have looked at what it did" value={looked} onInput={setLooked} />
        {asked && !looked && (
          <p class="fault" role="alert">
            Look first, then say so.
          </p>
        )}
        <TextField
          label="Your name"
          value={by}
          onInput={setBy}
          fault={asked && by.trim() === "" ? "Who decides this?" : undefined}
          hint="It is kept with the letter."
        />
        <div class="buttons">
          <button type="button" class="plain" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" class="danger">
            Force the redrive
          </button>
        </div>
      </form>
    </Dialog>
  );
}
