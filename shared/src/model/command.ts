/** What a command did. `changed` is false where the document already was as asked: then nothing was written. */
export type CommandResult<Reason extends string = never> =
  | {
      readonly ok: true;
      readonly changed: boolean;
      /** Done, but not wholly as people may expect; in words, for a person. */
      readonly note?: string;
    }
  | {
      readonly ok: false;
      readonly reason: Reason;
      /** In words, for a person. */
      readonly problem: string;
    };
